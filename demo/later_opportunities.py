"""Small purchases of a demonstration that are past their closing, from the count to the award offer."""

from demo.opportunity import DemoOpportunity
from microacquisition.common.words import Words

PLACE_NAMES = DemoOpportunity(
    reached="CLOSED",
    programme_code="practice",
    first_language="en",
    title=Words(en="Find misspelt place names", fr="Repérer les noms de lieux mal écrits"),
    need=Words(
        en="“Trois Rivieres”, “Trois-Rivières”, “3-Rivières”: our reports count one town three times.",
        fr="«\u00a0Trois Rivieres\u00a0», «\u00a0Trois-Rivières\u00a0», «\u00a03-Rivières\u00a0»\u00a0: nos rapports comptent une ville trois fois.",
    ),
    short_description=Words(
        en="A Python module that proposes the official name for a place name as people type it.",
        fr="Un module Python qui propose le nom officiel d’un lieu à partir de ce que les gens écrivent.",
    ),
    background=Words(
        en="We keep 90,000 addresses. One place name in fifteen is not spelt as in the official list.",
        fr="Nous conservons 90\u00a0000 adresses. Un nom de lieu sur quinze n’est pas écrit comme dans la liste officielle.",
    ),
    work=Words(
        en="1. A module that proposes up to three official names, the likeliest first\n2. Tests on our 500 examples",
        fr="1. Un module qui propose au plus trois noms officiels, le plus probable en premier\n2. Des tests sur nos "
        "500 exemples",
    ),
    acceptance_criteria=(
        Words(
            en="The right name comes first for at least 450 of the 500 examples.",
            fr="Le bon nom vient en premier pour au moins 450 des 500 exemples.",
        ),
    ),
    application_criteria=(
        Words(
            en="Describe a program of yours that compares texts people typed.",
            fr="Décrivez un de vos programmes qui compare des textes saisis par des gens.",
        ),
    ),
    client_items=(Words(en="500 examples and the official list", fr="500 exemples et la liste officielle"),),
    skills=("python", "text-analysis"),
    hours=45,
    rate_cents=90_00,
    repository="https://github.com/example/place-names",
)

COLOUR_CONTRAST = DemoOpportunity(
    reached="EVALUATED",
    programme_code="practice",
    first_language="fr",
    title=Words(en="Check the colours of our charts", fr="Vérifier les couleurs de nos graphiques"),
    need=Words(
        en="Some of our charts cannot be read by people who do not tell red from green.",
        fr="Certains de nos graphiques sont illisibles pour qui ne distingue pas le rouge du vert.",
    ),
    short_description=Words(
        en="A command that reads our chart files and lists the colours that are too close to each other.",
        fr="Une commande qui lit nos fichiers de graphiques et relève les couleurs trop proches l’une de l’autre.",
    ),
    background=Words(
        en="We publish 60 charts a month as SVG. Nobody checks their colours.",
        fr="Nous publions 60 graphiques par mois en SVG. Personne n’en vérifie les couleurs.",
    ),
    work=Words(
        en="- A command that reads SVG files and reports pairs of colours\n- A sentence for each pair, in both languages",
        fr="- Une commande qui lit des fichiers SVG et signale les paires de couleurs\n- Une phrase pour chaque paire, "
        "dans les deux langues",
    ),
    acceptance_criteria=(
        Words(
            en="It finds the 12 faulty charts among our 40 examples, and no other.",
            fr="Elle trouve les 12 graphiques fautifs parmi nos 40 exemples, et aucun autre.",
        ),
    ),
    application_criteria=(
        Words(
            en="Show a tool of yours that reads or writes images or SVG.",
            fr="Présentez un de vos outils qui lit ou produit des images ou du SVG.",
        ),
    ),
    client_items=(Words(en="40 example charts", fr="40 graphiques d’exemple"),),
    skills=("accessibility", "data-visualization", "python"),
    hours=35,
    rate_cents=92_00,
    repository="https://github.com/example/chart-colours",
)

NEAREST_OFFICE = DemoOpportunity(
    reached="RANKED",
    programme_code="practice",
    first_language="en",
    title=Words(en="From a postal code to the nearest office", fr="Du code postal au bureau le plus proche"),
    need=Words(
        en="People call us to learn which office is nearest. A small service could tell them.",
        fr="Les gens nous appellent pour connaître le bureau le plus proche. Un petit service pourrait le leur dire.",
    ),
    short_description=Words(
        en="A web service that answers a postal code with the three nearest offices.",
        fr="Un service Web qui répond à un code postal par les trois bureaux les plus proches.",
    ),
    background=Words(
        en="Our 320 offices are published as open data. One call in nine asks where the nearest one is.",
        fr="Nos 320 bureaux sont publiés en données ouvertes. Un appel sur neuf demande où est le plus proche.",
    ),
    work=Words(
        en="1. The service, described with OpenAPI\n2. A build that renews its data each night",
        fr="1. Le service, décrit avec OpenAPI\n2. Une production qui renouvelle ses données chaque nuit",
    ),
    acceptance_criteria=(
        Words(
            en="The 200 example postal codes give the expected offices.",
            fr="Les 200 codes postaux d’exemple donnent les bureaux attendus.",
        ),
    ),
    application_criteria=(
        Words(
            en="Describe a web service that you wrote and that still runs.",
            fr="Décrivez un service Web que vous avez écrit et qui fonctionne encore.",
        ),
    ),
    client_items=(
        Words(
            en="200 postal codes with the expected offices", fr="200 codes postaux avec les bureaux attendus"
        ),
    ),
    skills=("web-api", "geospatial"),
    hours=50,
    rate_cents=94_00,
    repository="https://github.com/example/nearest-office",
)

CLEAR_ERRORS = DemoOpportunity(
    reached="OFFERED",
    programme_code="practice",
    first_language="fr",
    title=Words(en="Error messages that people understand", fr="Des messages d’erreur que l’on comprend"),
    need=Words(
        en="Our form shows “Error 0x80040”. Staff explain it by telephone 30 times a day.",
        fr="Notre formulaire affiche «\u00a0Erreur 0x80040\u00a0». Le personnel l’explique au téléphone 30 fois par jour.",
    ),
    short_description=Words(
        en="A catalogue of messages in both languages, and the code that shows them in our form.",
        fr="Un catalogue de messages dans les deux langues, et le code qui les affiche dans notre formulaire.",
    ),
    background=Words(
        en="The form knows 48 errors. We have written what each of them means.",
        fr="Le formulaire connaît 48 erreurs. Nous avons écrit ce que chacune veut dire.",
    ),
    work=Words(
        en="1. The catalogue as one JSON file a language\n2. A component that shows the message beside its field",
        fr="1. Le catalogue en un fichier JSON par langue\n2. Un composant qui affiche le message à côté de son champ",
    ),
    acceptance_criteria=(
        Words(
            en="Each of the 48 errors shows its message in both languages, read aloud by a screen reader.",
            fr="Chacune des 48 erreurs affiche son message dans les deux langues, lu par un lecteur d’écran.",
        ),
    ),
    application_criteria=(
        Words(
            en="Show a form that you made easier to fill in.",
            fr="Présentez un formulaire que vous avez rendu plus facile à remplir.",
        ),
    ),
    client_items=(Words(en="The meaning of the 48 errors", fr="La signification des 48 erreurs"),),
    skills=("javascript", "web-forms", "bilingual-software"),
    hours=40,
    rate_cents=88_00,
    repository="https://github.com/example/clear-errors",
)

LATER_OPPORTUNITIES = (PLACE_NAMES, COLOUR_CONTRAST, NEAREST_OFFICE, CLEAR_ERRORS)
