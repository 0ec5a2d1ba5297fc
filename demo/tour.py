"""The stops of the tour (docs/tour.md, docs/visite.md): who looks at which page of which purchase."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """One picture: `{id}` and `{reference}` in the addresses are those of the purchase with this title (French where
    it is not translated yet).

    `people` are tried in turn (a draw decides who works); nobody signs in where there are none.
    """

    name: str
    people: tuple[str, ...]
    title: str
    en: str
    fr: str


OLIVIA, PRIYA, CLAIRE, EVAN = "Olivia Marchand", "Priya Nair", "Claire Benoit", "Evan Wright"
PAUL, CELINE, AUDREY, SAM = "Paul Okafor", "Céline Roy", "Audrey Chen", "Sam Whitehorse"
DRAWN = ("Sophie Desrosiers", "Sunil Perera")

# fmt: off
STOPS = (
    Stop("01-opportunities", (SAM,), "", "en/practice/", "fr/exercice/"),
    Stop("02-ask", (CLAIRE,), "", "en/ask-for-code/", "fr/demander-du-code/"),
    Stop("03-needs-me", (OLIVIA,), "", "en/needs-me/", "fr/a-faire/"),
    Stop("04-request", (OLIVIA,), "Rappels de rendez-vous par message texte", "en/files/{id}/request/", "fr/dossiers/{id}/demande/"),
    Stop("05-statement", (CLAIRE,), "Une carte de nos points de service", "en/files/{id}/statement/", "fr/dossiers/{id}/enonce/"),
    Stop("06-review", (PRIYA,), "Accessible PDF from our tables", "en/files/{id}/review/", "fr/dossiers/{id}/revision/"),
    Stop("07-signed-on-paper", (OLIVIA,), "Read the boxes of paper forms", "en/files/{id}/", "fr/dossiers/{id}/"),
    Stop("08-open-and-amended", (SAM,), "Describe the photos of our archive", "en/opportunities/{reference}/", "fr/occasions/{reference}/"),
    Stop("09-apply", (SAM,), "Describe the photos of our archive", "en/opportunities/{reference}/apply/", "fr/occasions/{reference}/presenter-une-candidature/"),
    Stop("10-evaluate", (EVAN,), "Find long sentences in our letters", "en/files/{id}/evaluate/", "fr/dossiers/{id}/evaluer/"),
    Stop("11-look-alike", (OLIVIA,), "Find long sentences in our letters", "en/files/{id}/alike/", "fr/dossiers/{id}/ressemblances/"),
    Stop("12-draw", (SAM,), "From a postal code to the nearest office", "en/opportunities/{reference}/draw/", "fr/occasions/{reference}/tirage/"),
    Stop("13-agreement", DRAWN, "Error messages that people understand", "en/my-work/{id}/agreement/", "fr/mes-travaux/{id}/entente/"),
    Stop("14-delivery", (CLAIRE,), "Invented people for our tests", "en/files/{id}/delivery/", "fr/dossiers/{id}/livraison/"),
    Stop("15-dispute", (CLAIRE,), "Queue numbers by text message", "en/work/{id}/dispute/answer/", "fr/travaux/{id}/differend/repondre/"),
    Stop("16-certify", (CELINE,), "Compare two versions of a form", "en/files/{id}/certify/", "fr/dossiers/{id}/attester/"),
    Stop("17-pay", (PAUL,), "Move files out of a closed program", "en/files/{id}/pay/", "fr/dossiers/{id}/payer/"),
    Stop("18-record", (AUDREY,), "Count working days", "en/files/{id}/", "fr/dossiers/{id}/"),
    Stop("19-mailbox", (), "", "en/demo/mailbox/", "fr/demo/boite-aux-lettres/"),
)
# fmt: on
