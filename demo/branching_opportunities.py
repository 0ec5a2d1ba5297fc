"""Small purchases of a demonstration that take a branch: held, declined, amended, disputed, returned, ended early."""

from dataclasses import replace

from demo.brief import Brief, write_briefly
from demo.sentences import SHARED_ACCOUNT

LARGER_PRINT = write_briefly(
    "HELD",
    Brief("Larger print on our letters", "Some people cannot read our letters: the print is too small.",
          "A program that sets our letters in larger print", "Every example letter keeps its page breaks.", "Twenty letters"),
    Brief("Nos lettres en plus gros caractères", "Des gens ne peuvent pas lire nos lettres\u00a0: les caractères sont trop petits.",
          "Un programme qui met nos lettres en plus gros caractères", "Chaque lettre d’exemple garde ses sauts de page.", "Vingt lettres"),
    "pdf-documents",
)  # fmt: skip

STAFF_DIRECTORY = write_briefly(
    "DECLINED",
    Brief("A directory of our staff", "Nobody finds the right telephone number.",
          "A page that finds people by what they do", "Every example question finds its person.", "The list of staff"),
    Brief("Un répertoire de notre personnel", "Personne ne trouve le bon numéro de téléphone.",
          "Une page qui trouve les gens d’après ce qu’ils font", "Chaque question d’exemple trouve sa personne.", "La liste du personnel"),
    "html-css",
)  # fmt: skip

PAPER_FORMS = write_briefly(
    "SIGNED_ON_PAPER",
    Brief("Read the boxes of paper forms", "Staff type 300 paper forms a week.",
          "A program that reads ticked boxes from scans", "It reads 98 of 100 example boxes.", "One hundred scans"),
    Brief("Lire les cases des formulaires papier", "Le personnel ressaisit 300 formulaires papier par semaine.",
          "Un programme qui lit les cases cochées sur des images", "Il lit 98 des 100 cases d’exemple.", "Cent images"),
    "python",
)  # fmt: skip

LINK_CHECK = write_briefly(
    "FUNDED",
    Brief("Find dead links on our pages", "People tell us about dead links before we know of them.",
          "A command that lists dead links each night", "It finds the 30 dead links of the example site.", "An example site"),
    Brief("Repérer les liens morts de nos pages", "Les gens nous signalent les liens morts avant que nous le sachions.",
          "Une commande qui dresse chaque nuit la liste des liens morts", "Elle trouve les 30 liens morts du site d’exemple.", "Un site d’exemple"),
    "html-css",
)  # fmt: skip

QUIET_HOURS = write_briefly(
    "SCHEDULED",
    Brief("Show when our offices are quiet", "People wait an hour because they come when everybody comes.",
          "A chart of the waiting times of each office", "The chart of each example office can be read aloud.", "A year of waiting times"),
    Brief("Montrer les heures calmes de nos bureaux", "Des gens attendent une heure parce qu’ils viennent en même temps que tout le monde.",
          "Un graphique des temps d’attente de chaque bureau", "Le graphique de chaque bureau d’exemple se lit à voix haute.", "Un an de temps d’attente"),
    "data-visualization", open_minutes=120 * 24 * 60,
)  # fmt: skip

SORT_PHOTOS = write_briefly(
    "AMENDED",
    Brief("Describe the photos of our archive", "Nobody who cannot see them knows what our photos show.",
          "A page on which staff write a description beside each photo", "Every photo has a description, or says that it lacks one.", "Fifty photos"),
    Brief("Décrire les photos de nos archives", "Qui ne les voit pas ignore ce que montrent nos photos.",
          "Une page où le personnel écrit une description à côté de chaque photo", "Chaque photo a sa description, ou dit qu’elle n’en a pas.", "Cinquante photos"),
    "accessibility", open_minutes=30 * 24 * 60,
)  # fmt: skip

PLAIN_WORDS = write_briefly(
    "JUDGED",
    Brief("Find long sentences in our letters", "Our letters have sentences of sixty words.",
          "A command that marks long sentences, in both languages", "It marks the 40 long sentences of the examples.", "Thirty letters"),
    Brief("Repérer les phrases trop longues de nos lettres", "Nos lettres comptent des phrases de soixante mots.",
          "Une commande qui signale les phrases longues, dans les deux langues", "Elle signale les 40 phrases longues des exemples.", "Trente lettres"),
    "text-analysis", answers=SHARED_ACCOUNT,
)  # fmt: skip

QUEUE_NUMBERS = write_briefly(
    "DISPUTED",
    Brief("Queue numbers by text message", "People stand in line for a paper number.",
          "A service that sends the number and the time it comes up", "Two hundred people at once get their number.", "The plan of one office"),
    Brief("Des numéros d’attente par message texte", "Les gens font la file pour un numéro en papier.",
          "Un service qui envoie le numéro et l’heure de son tour", "Deux cents personnes à la fois reçoivent leur numéro.", "Le plan d’un bureau"),
    "web-api",
)  # fmt: skip

CLEAN_NAMES = write_briefly(
    "RETURNED",
    Brief("Keep the accents in people’s names", "Our labels print “Zo?” instead of “Zoé”.",
          "A module that keeps every letter from the form to the label", "The 500 example names are printed as they were typed.", "500 invented names"),
    Brief("Garder les accents dans les noms", "Nos étiquettes portent «\u00a0Zo?\u00a0» au lieu de «\u00a0Zoé\u00a0».",
          "Un module qui garde chaque lettre, du formulaire à l’étiquette", "Les 500 noms d’exemple sont imprimés comme ils ont été saisis.", "500 noms inventés"),
    "python",
)  # fmt: skip

MOVE_FILES = write_briefly(
    "PAYING",
    Brief("Move files out of a closed program", "Ten thousand files lie in a program that nobody supports.",
          "A command that writes them as open formats", "Every example file opens in two other programs.", "Two hundred files"),
    Brief("Sortir les fichiers d’un logiciel abandonné", "Dix mille fichiers dorment dans un logiciel que personne n’entretient.",
          "Une commande qui les écrit dans des formats ouverts", "Chaque fichier d’exemple s’ouvre dans deux autres logiciels.", "Deux cents fichiers"),
    "python",
)  # fmt: skip

ROOM_SIGNS = write_briefly(
    "REFUNDED",
    Brief("Signs for our meeting rooms", "Nobody knows which room is free.",
          "A page for the small screen beside each door", "The page shows the ten example days.", "Ten days of bookings"),
    Brief("Des affiches pour nos salles de réunion", "Personne ne sait quelle salle est libre.",
          "Une page pour le petit écran à côté de chaque porte", "La page montre les dix journées d’exemple.", "Dix journées de réservations"),
    "html-css",
)  # fmt: skip

SCAN_NOTES = write_briefly(
    "TERMINATED",
    Brief("Search our scanned minutes", "Fifty years of minutes can only be leafed through.",
          "A page that searches them by word and by year", "The 50 example questions find their page.", "A year of minutes"),
    Brief("Chercher dans nos procès-verbaux numérisés", "Cinquante ans de procès-verbaux ne se lisent qu’en les feuilletant.",
          "Une page où l’on cherche par mot et par année", "Les 50 questions d’exemple trouvent leur page.", "Un an de procès-verbaux"),
    "text-analysis", applicants=1,
)  # fmt: skip

PRINT_QUEUES = write_briefly(
    "HELD_BY_PROVIDER",
    Brief("See which printer works", "People walk to a printer and find it broken.",
          "A page that shows each printer’s state", "The page shows the ten example printers.", "A list of printers"),
    Brief("Voir quelle imprimante fonctionne", "Des gens marchent jusqu’à une imprimante et la trouvent en panne.",
          "Une page qui montre l’état de chaque imprimante", "La page montre les dix imprimantes d’exemple.", "Une liste d’imprimantes"),
    "html-css", payment_method="paypal", payment_address="pay@harbourlabs.example.com",
)  # fmt: skip

OLD_ADDRESSES = replace(
    write_briefly(
        "ASLEEP",
        Brief("Lead old addresses of our site to the new ones", "Bookmarks of ten years lead nowhere.",
              "A list that leads each old address to its page", "The 300 example addresses find their page.", "A year of visits"),
        Brief("Rediriger les anciennes adresses de notre site", "Des signets vieux de dix ans ne mènent nulle part.",
              "Une liste qui mène chaque ancienne adresse à sa page", "Les 300 adresses d’exemple trouvent leur page.", "Un an de visites"),
        "html-css",
    ),
    programme_code="esdc",  # practice files never sleep
)  # fmt: skip

BRANCHING_OPPORTUNITIES = (
    LARGER_PRINT, STAFF_DIRECTORY, PAPER_FORMS, LINK_CHECK, QUIET_HOURS, SORT_PHOTOS, PLAIN_WORDS, QUEUE_NUMBERS,
    CLEAN_NAMES, MOVE_FILES, ROOM_SIGNS, SCAN_NOTES,
    PRINT_QUEUES, OLD_ADDRESSES,
)  # fmt: skip
