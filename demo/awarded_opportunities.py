"""Small purchases of a demonstration in their work, or ended: delivered, invoiced, completed, cancelled, no award."""

from demo.opportunity import DemoOpportunity
from microacquisition.common.words import Words

TEST_DATA = DemoOpportunity(
    reached="DELIVERED",
    programme_code="practice",
    first_language="en",
    title=Words(en="Invented people for our tests", fr="Des personnes inventées pour nos tests"),
    need=Words(
        en="Our tests use copies of real files. We want invented people instead, as odd as real ones.",
        fr="Nos tests utilisent des copies de vrais dossiers. Nous voulons plutôt des personnes inventées, aussi "
        "singulières que les vraies.",
    ),
    short_description=Words(
        en="A command that writes files of invented people: names, addresses, dates, with their oddities.",
        fr="Une commande qui écrit des dossiers de personnes inventées\u00a0: noms, adresses, dates, avec leurs "
        "singularités.",
    ),
    background=Words(
        en="Privacy rules forbid real files in tests from next spring on.",
        fr="Les règles de confidentialité interdisent les vrais dossiers dans les tests dès le printemps prochain.",
    ),
    work=Words(
        en="1. A command that writes any number of people as CSV\n2. One page that lists the oddities it covers",
        fr="1. Une commande qui écrit autant de personnes que l’on veut en CSV\n2. Une page qui énumère les "
        "singularités couvertes",
    ),
    acceptance_criteria=(
        Words(
            en="The same seed gives the same 10,000 people.",
            fr="Le même germe donne les mêmes 10\u00a0000 personnes.",
        ),
        Words(
            en="Names with apostrophes, hyphens and accents are among them.",
            fr="Des noms avec apostrophe, trait d’union et accents s’y trouvent.",
        ),
    ),
    application_criteria=(
        Words(
            en="Describe tests that you made better, and how you know.",
            fr="Décrivez des tests que vous avez améliorés, et comment vous le savez.",
        ),
    ),
    client_items=(Words(en="The layout of the file", fr="La structure du fichier"),),
    skills=("python", "automated-tests"),
    hours=30,
    rate_cents=90_00,
    repository="https://github.com/example/invented-people",
)

FORM_VERSIONS = DemoOpportunity(
    reached="INVOICED",
    programme_code="practice",
    first_language="fr",
    title=Words(en="Compare two versions of a form", fr="Comparer deux versions d’un formulaire"),
    need=Words(
        en="When a form changes, nobody can list what changed for people.",
        fr="Quand un formulaire change, personne ne peut dire ce qui a changé pour les gens.",
    ),
    short_description=Words(
        en="A page that compares two versions of a form and lists the fields that came, went or moved.",
        fr="Une page qui compare deux versions d’un formulaire et énumère les champs ajoutés, retirés ou déplacés.",
    ),
    background=Words(
        en="We keep every version of our 25 forms as JSON since 2021.",
        fr="Nous conservons en JSON toutes les versions de nos 25 formulaires depuis 2021.",
    ),
    work=Words(
        en="- A comparison by field, not by line\n- A page that shows it in both languages",
        fr="- Une comparaison par champ, et non par ligne\n- Une page qui la montre dans les deux langues",
    ),
    acceptance_criteria=(
        Words(
            en="The ten example pairs give the expected lists.",
            fr="Les dix paires d’exemple donnent les listes attendues.",
        ),
    ),
    application_criteria=(
        Words(
            en="Describe a comparison that you showed to people who do not write code.",
            fr="Décrivez une comparaison que vous avez montrée à des gens qui n’écrivent pas de code.",
        ),
    ),
    client_items=(Words(en="Ten pairs of versions", fr="Dix paires de versions"),),
    skills=("typescript", "web-forms"),
    hours=35,
    rate_cents=86_00,
    repository="https://github.com/example/form-versions",
)

WORKING_DAYS = DemoOpportunity(
    reached="COMPLETED",
    programme_code="practice",
    first_language="en",
    title=Words(en="Count working days", fr="Compter les jours ouvrables"),
    need=Words(
        en="Each team counts working days in its own spreadsheet, and each forgets another holiday.",
        fr="Chaque équipe compte les jours ouvrables dans son propre tableur, et chacune oublie un autre jour férié.",
    ),
    short_description=Words(
        en="A Python package that counts working days with the holidays of Canada and the provinces.",
        fr="Un paquet Python qui compte les jours ouvrables avec les jours fériés du Canada et des provinces.",
    ),
    background=Words(
        en="Our service standards are written in working days. Four spreadsheets count them, and disagree.",
        fr="Nos normes de service sont écrites en jours ouvrables. Quatre tableurs les comptent, et se contredisent.",
    ),
    work=Words(
        en="1. The package and its tests\n2. A command for people who do not write code",
        fr="1. Le paquet et ses tests\n2. Une commande pour les gens qui n’écrivent pas de code",
    ),
    acceptance_criteria=(
        Words(
            en="The holidays of 2020 to 2030 are those of the official lists.",
            fr="Les jours fériés de 2020 à 2030 sont ceux des listes officielles.",
        ),
    ),
    application_criteria=(
        Words(
            en="Show a package that you publish and keep up to date.",
            fr="Présentez un paquet que vous publiez et tenez à jour.",
        ),
    ),
    client_items=(Words(en="The official lists", fr="Les listes officielles"),),
    skills=("python", "documentation"),
    hours=25,
    rate_cents=85_00,
    repository="https://github.com/example/working-days",
)

LETTER_TEMPLATES = DemoOpportunity(
    reached="CANCELLED",
    programme_code="practice",
    first_language="fr",
    title=Words(en="Letters from templates", fr="Des lettres à partir de gabarits"),
    need=Words(
        en="Our letters are assembled by hand from twelve files.",
        fr="Nos lettres sont assemblées à la main à partir de douze fichiers.",
    ),
    short_description=Words(
        en="A command that fills a letter template and writes a PDF.",
        fr="Une commande qui remplit un gabarit de lettre et produit un PDF.",
    ),
    background=Words(en="We send 200 letters a week.", fr="Nous envoyons 200 lettres par semaine."),
    work=Words(en="1. The command\n2. Twelve templates", fr="1. La commande\n2. Douze gabarits"),
    acceptance_criteria=(
        Words(
            en="The twelve example letters come out as expected.",
            fr="Les douze lettres d’exemple donnent le résultat attendu.",
        ),
    ),
    application_criteria=(
        Words(
            en="Describe a program of yours that writes documents.",
            fr="Décrivez un de vos programmes qui produit des documents.",
        ),
    ),
    client_items=(Words(en="Twelve example letters", fr="Douze lettres d’exemple"),),
    skills=("python", "pdf-documents"),
    hours=30,
    rate_cents=84_00,
    repository="https://github.com/example/letters",
    applicants=0,
)

OLD_TERMINALS = DemoOpportunity(
    reached="NO_AWARD",
    programme_code="practice",
    first_language="en",
    title=Words(en="Read the files of an old terminal", fr="Lire les fichiers d’un ancien terminal"),
    need=Words(
        en="A counter from 1994 writes files that nothing else reads.",
        fr="Un guichet de 1994 écrit des fichiers que rien d’autre ne lit.",
    ),
    short_description=Words(
        en="A command that turns the old files into CSV.",
        fr="Une commande qui transforme les anciens fichiers en CSV.",
    ),
    background=Words(
        en="Three counters still use it. The layout is described on four pages.",
        fr="Trois guichets s’en servent encore. La structure est décrite en quatre pages.",
    ),
    work=Words(en="1. The command\n2. Its tests", fr="1. La commande\n2. Ses tests"),
    acceptance_criteria=(
        Words(
            en="The 20 example files give the expected CSV.",
            fr="Les 20 fichiers d’exemple donnent le CSV attendu.",
        ),
    ),
    application_criteria=(
        Words(
            en="Describe a file format that you learned to read.",
            fr="Décrivez un format de fichier que vous avez appris à lire.",
        ),
    ),
    client_items=(Words(en="20 example files", fr="20 fichiers d’exemple"),),
    skills=("data-cleaning", "c"),
    hours=20,
    rate_cents=80_00,
    repository="https://github.com/example/old-terminal",
    applicants=0,
)

AWARDED_OPPORTUNITIES = (TEST_DATA, FORM_VERSIONS, WORKING_DAYS, LETTER_TEMPLATES, OLD_TERMINALS)
