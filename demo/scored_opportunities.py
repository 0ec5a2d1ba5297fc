"""Small purchases of a demonstration whose applications are scored, as in Code With Us: first to be judged."""

from dataclasses import replace

from demo.brief import Brief, write_briefly

CHAT_LOGS = write_briefly(
    "SCORING",
    Brief("Sort the questions people ask in our chat", "Nobody knows what people ask us most.",
          "A command that groups questions that ask the same thing", "The 400 example questions fall into their 20 groups.",
          "400 questions without names"),
    Brief("Classer les questions posées dans notre clavardage", "Personne ne sait ce qu’on nous demande le plus.",
          "Une commande qui regroupe les questions qui demandent la même chose",
          "Les 400 questions d’exemple se rangent dans leurs 20 groupes.", "400 questions sans noms"),
    "text-analysis", open_minutes=1,
)  # fmt: skip

SCREEN_READER = write_briefly(
    "INVOICED",
    Brief("Say our tables aloud", "A screen reader loses its place in our widest tables.",
          "A page element that reads a table row by row", "The ten example tables can be followed by ear.", "Ten tables"),
    Brief("Lire nos tableaux à voix haute", "Un lecteur d’écran se perd dans nos tableaux les plus larges.",
          "Un élément de page qui lit un tableau rangée par rangée", "Les dix tableaux d’exemple se suivent à l’oreille.", "Dix tableaux"),
    "accessibility", open_minutes=1,
)  # fmt: skip

SLOW_PAGES = write_briefly(
    "ORDERED_BY_SCORE",
    Brief("Find our slowest pages", "People leave before some of our pages are there.",
          "A command that measures each page on a slow connection", "It finds the five slow pages of the example site.", "An example site"),
    Brief("Repérer nos pages les plus lentes", "Des gens partent avant que certaines de nos pages s’affichent.",
          "Une commande qui mesure chaque page sur une connexion lente",
          "Elle trouve les cinq pages lentes du site d’exemple.", "Un site d’exemple"),
    "html-css",
)  # fmt: skip

SCORED_OPPORTUNITIES = tuple(
    replace(each, programme_code="practice_scored") for each in (CHAT_LOGS, SCREEN_READER, SLOW_PAGES)
)
