"""Four small purchases of a demonstration that wait for people, in both languages, as plain data."""

from demo.brief import Brief, write_briefly
from demo.opportunity import DemoOpportunity
from microacquisition.common.words import Words

DATE_CONVERTER = DemoOpportunity(
    reached="OPEN",
    open_minutes=12,
    programme_code="practice",
    first_language="en",
    title=Words(
        en="Check dates typed in web forms", fr="Vérifier les dates saisies dans les formulaires Web"
    ),
    need=Words(
        en="People type dates in ten different ways in our forms. We need a small library that understands them all.",
        fr="Les gens écrivent les dates de dix façons dans nos formulaires. Il nous faut une petite bibliothèque qui "
        "les comprend toutes.",
    ),
    short_description=Words(
        en="A small JavaScript library that reads a date typed in English or French and says what is wrong with it.",
        fr="Une petite bibliothèque JavaScript qui lit une date saisie en français ou en anglais et indique ce qui "
        "ne va pas.",
    ),
    background=Words(
        en="The Department of Examples receives 40,000 forms a month. One date in twelve is typed in a way that our "
        "systems refuse: “March 3rd”, “03-03-26”, “le 3 mars”.\n\nStaff correct them **by hand** today.",
        fr="Le ministère des Exemples reçoit 40\u00a0000 formulaires par mois. Une date sur douze est écrite d’une façon "
        "que nos systèmes refusent\u00a0: «\u00a03 mars\u00a0», «\u00a003-03-26\u00a0», «\u00a0March 3rd\u00a0».\n\nLe personnel les corrige aujourd’hui "
        "**à la main**.",
    ),
    work=Words(
        en="1. A function that reads a typed date and returns it as year-month-day, or says in a sentence what is "
        "wrong\n2. The sentences in both languages\n3. Tests of at least 100 examples that we give you\n4. One page "
        "that explains how to use it",
        fr="1. Une fonction qui lit une date saisie et la rend sous la forme année-mois-jour, ou dit en une phrase ce "
        "qui ne va pas\n2. Ces phrases dans les deux langues\n3. Des tests sur au moins 100 exemples que nous vous "
        "remettons\n4. Une page qui explique comment s’en servir",
    ),
    acceptance_criteria=(
        Words(
            en="Every one of the 100 examples gives the expected answer.",
            fr="Chacun des 100 exemples donne la réponse attendue.",
        ),
        Words(
            en="The library depends on no other package when it runs.",
            fr="La bibliothèque ne dépend d’aucun autre paquet à l’exécution.",
        ),
        Words(en="The repository carries the MIT licence.", fr="Le dépôt porte la licence MIT."),
    ),
    application_criteria=(
        Words(
            en="Show a JavaScript library that you wrote and that others use, and say what you would do differently "
            "today.",
            fr="Présentez une bibliothèque JavaScript que vous avez écrite et que d’autres utilisent, et dites ce que "
            "vous feriez autrement aujourd’hui.",
        ),
        Words(
            en="Explain how you would tell March 4 from April 3 when somebody types “03/04/2026”.",
            fr="Expliquez comment vous distingueriez le 4 mars du 3 avril quand quelqu’un écrit «\u00a003/04/2026\u00a0».",
        ),
    ),
    client_items=(
        Words(
            en="100 examples with the expected answers",
            fr="100 exemples accompagnés des réponses attendues",
        ),
    ),
    skills=("javascript", "web-forms", "bilingual-software"),
    hours=50,
    rate_cents=95_00,
    repository="https://github.com/example/typed-dates",
)

TABLES_TO_PDF = DemoOpportunity(
    reached="IN_REVIEW",
    open_minutes=60,
    programme_code="practice",
    first_language="fr",
    title=Words(en="Accessible PDF from our tables", fr="Des PDF accessibles à partir de nos tableaux"),
    need=Words(
        en="Our monthly tables are published as PDF that screen readers cannot read.",
        fr="Nos tableaux mensuels sont publiés en PDF que les lecteurs d’écran ne peuvent pas lire.",
    ),
    short_description=Words(
        en="A command that turns a CSV file and its notes into a tagged PDF in both languages.",
        fr="Une commande qui transforme un fichier CSV et ses notes en PDF balisé dans les deux langues.",
    ),
    background=Words(
        en="Each month we publish 14 tables. A person spends two days making them by hand in a word processor.",
        fr="Nous publions 14 tableaux par mois. Une personne passe deux jours à les monter dans un traitement de "
        "texte.",
    ),
    work=Words(
        en="- A command that reads a CSV file and a notes file\n- Tagged PDF with title, language and header cells\n"
        "- Continuous integration that validates every example",
        fr="- Une commande qui lit un fichier CSV et un fichier de notes\n- Un PDF balisé avec titre, langue et "
        "cellules d’en-tête\n- Une intégration continue qui valide chaque exemple",
    ),
    acceptance_criteria=(
        Words(
            en="The three example tables pass a PDF/UA check without error.",
            fr="Les trois tableaux d’exemple réussissent une vérification PDF/UA sans erreur.",
        ),
        Words(
            en="A new table needs no change of the code.",
            fr="Un nouveau tableau ne demande aucun changement au code.",
        ),
    ),
    application_criteria=(
        Words(
            en="Describe a document or a page that you made accessible, and how you checked it.",
            fr="Décrivez un document ou une page que vous avez rendu accessible, et la façon dont vous l’avez vérifié.",
        ),
    ),
    client_items=(
        Words(en="Three example tables with notes", fr="Trois tableaux d’exemple avec leurs notes"),
    ),
    skills=("python", "pdf-documents", "accessibility"),
    hours=60,
    rate_cents=90_00,
    repository="https://github.com/example/tables-to-pdf",
)

APPOINTMENT_REMINDERS = DemoOpportunity(
    reached="REQUESTED",
    programme_code="practice",
    first_language="fr",
    title=Words(en="Appointment reminders by text message", fr="Rappels de rendez-vous par message texte"),
    need=Words(
        en="One person in six misses the appointment. A script that sends a reminder the day before, in the person’s "
        "language, from the list we already have.",
        fr="Une personne sur six manque son rendez-vous. Il faudrait un script qui envoie un rappel la veille, dans "
        "la langue de la personne, à partir de la liste que nous avons déjà.",
    ),
    short_description=Words(
        en="A script that sends reminders the day before, through the notification service we use.",
        fr="Un script qui envoie des rappels la veille, par le service de notification que nous utilisons.",
    ),
    background=Words(
        en="Our list of appointments is a CSV file that is renewed each night.",
        fr="Notre liste de rendez-vous est un fichier CSV renouvelé chaque nuit.",
    ),
    work=Words(
        en="1. A script that reads the list and sends the reminders\n2. A report of what could not be sent",
        fr="1. Un script qui lit la liste et envoie les rappels\n2. Un compte rendu de ce qui n’a pas pu être envoyé",
    ),
    acceptance_criteria=(
        Words(
            en="No reminder is sent twice, even when the script stops halfway.",
            fr="Aucun rappel ne part deux fois, même si le script s’arrête en chemin.",
        ),
    ),
    application_criteria=(
        Words(
            en="Describe a program of yours that must never do the same thing twice.",
            fr="Décrivez un de vos programmes qui ne doit jamais faire deux fois la même chose.",
        ),
    ),
    client_items=(Words(en="A list of invented appointments", fr="Une liste de rendez-vous inventés"),),
    skills=("python", "web-api"),
    hours=40,
    rate_cents=85_00,
    repository="https://github.com/example/appointment-reminders",
)

OPEN_DATA_MAP = DemoOpportunity(
    reached="DRAFTING",
    programme_code="practice",
    first_language="en",
    title=Words(en="A map of our service points", fr="Une carte de nos points de service"),
    need=Words(
        en="A page with a map and a list of our 320 service points, usable with a keyboard and a screen reader.",
        fr="Une page avec une carte et une liste de nos 320 points de service, utilisable au clavier et avec un "
        "lecteur d’écran.",
    ),
    short_description=Words(
        en="A static page that shows our open data on a map, with a list that says the same.",
        fr="Une page statique qui montre nos données ouvertes sur une carte, avec une liste qui dit la même chose.",
    ),
    background=Words(
        en="The data is published already; nobody can read it without a spreadsheet.",
        fr="Les données sont déjà publiées; personne ne peut les lire sans tableur.",
    ),
    work=Words(
        en="1. The page, built from the data file\n2. A list that can be searched\n3. A build that runs each night",
        fr="1. La page, produite à partir du fichier de données\n2. Une liste où l’on peut chercher\n3. Une production "
        "qui s’exécute chaque nuit",
    ),
    acceptance_criteria=(
        Words(
            en="Everything the map shows can be found with the keyboard alone.",
            fr="Tout ce que montre la carte se trouve au clavier seul.",
        ),
    ),
    application_criteria=(
        Words(
            en="Show a map or a chart that you made usable without sight.",
            fr="Présentez une carte ou un graphique que vous avez rendu utilisable sans la vue.",
        ),
    ),
    client_items=(
        Words(en="The data file and its description", fr="Le fichier de données et sa description"),
    ),
    skills=("geospatial", "html-css", "accessibility"),
    hours=55,
    rate_cents=88_00,
    repository="https://github.com/example/service-points",
)

# Its funding form is confirmed: the fund manager has something to sign at once.
FORM_TO_SIGN = write_briefly(
    "APPROVED",
    Brief("Write phone numbers the same way everywhere", "One number stands in our files in nine ways.",
          "A module that writes any Canadian number in one way", "The 200 example numbers come out as expected.", "200 example numbers"),
    Brief("Écrire partout les numéros de téléphone de la même façon", "Un même numéro figure de neuf façons dans nos dossiers.",
          "Un module qui écrit tout numéro canadien d’une seule façon", "Les 200 numéros d’exemple sortent comme attendu.", "200 numéros d’exemple"),
    "python", open_minutes=60,
)  # fmt: skip

# What load_demo makes at once; the worker makes the others (later_opportunities.py).
OPPORTUNITIES = (DATE_CONVERTER, TABLES_TO_PDF, APPOINTMENT_REMINDERS, OPEN_DATA_MAP, FORM_TO_SIGN)
