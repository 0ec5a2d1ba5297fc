"""The stops of the tour (docs/tour.md, docs/visite.md): who looks at which page of which purchase."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """One picture: the addresses follow `/en/` and `/fr/`; `{id}` and `{reference}` in them are those of the purchase with this title (French where
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
FELIX = "Félix Bouchard"
DRAWN = ("Sophie Desrosiers", "Sunil Perera")

# fmt: off
STOPS = (
    Stop("01-opportunities", (SAM,), "", "practice/", "exercice/"),
    Stop("02-ask", (CLAIRE,), "", "ask-for-code/", "demander-du-code/"),
    Stop("03-needs-me", (OLIVIA,), "", "needs-me/", "a-faire/"),
    Stop("04-request", (OLIVIA,), "Rappels de rendez-vous par message texte", "files/{id}/request/", "dossiers/{id}/demande/"),
    Stop("05-statement", (CLAIRE,), "Une carte de nos points de service", "files/{id}/statement/", "dossiers/{id}/enonce/"),
    Stop("06-review", (PRIYA,), "Accessible PDF from our tables", "files/{id}/review/", "dossiers/{id}/revision/"),
    Stop("07-signed-on-paper", (OLIVIA,), "Read the boxes of paper forms", "files/{id}/", "dossiers/{id}/"),
    Stop("08-open-and-amended", (SAM,), "Describe the photos of our archive", "opportunities/{reference}/", "occasions/{reference}/"),
    Stop("09-apply", (SAM,), "Describe the photos of our archive", "opportunities/{reference}/apply/", "occasions/{reference}/presenter-une-candidature/"),
    Stop("10-evaluate", (EVAN,), "Find long sentences in our letters", "files/{id}/evaluate/A/", "dossiers/{id}/evaluer/A/"),
    Stop("11-look-alike", (OLIVIA,), "Find long sentences in our letters", "files/{id}/alike/", "dossiers/{id}/ressemblances/"),
    Stop("12-draw", (SAM,), "From a postal code to the nearest office", "opportunities/{reference}/draw/", "occasions/{reference}/tirage/"),
    Stop("13-agreement", DRAWN, "Error messages that people understand", "my-work/{id}/agreement/", "mes-travaux/{id}/entente/"),
    Stop("14-delivery", (CLAIRE,), "Invented people for our tests", "files/{id}/delivery/", "dossiers/{id}/livraison/"),
    Stop("15-dispute", (CLAIRE,), "Queue numbers by text message", "work/{id}/dispute/answer/", "travaux/{id}/differend/repondre/"),
    Stop("16-certify", (CELINE,), "Compare two versions of a form", "files/{id}/certify/", "dossiers/{id}/attester/"),
    Stop("17-pay", (PAUL,), "Move files out of a closed program", "files/{id}/pay/", "dossiers/{id}/payer/"),
    Stop("18-record", (AUDREY,), "Count working days", "files/{id}/", "dossiers/{id}/"),
    Stop("19-mailbox", (), "", "demo/mailbox/?recipient=claire.benoit@dex.example.org", "demo/boite-aux-lettres/?recipient=claire.benoit@dex.example.org"),
)

# Taken wide and narrow into the temporary folder, only to be looked at: no picture of the documents shows them.
LOOKED_AT = (
    Stop("20-score", (EVAN,), "Sort the questions people ask in our chat", "files/{id}/evaluate/B/", "dossiers/{id}/evaluer/B/"),
    Stop("21-scores-frozen", (OLIVIA,), "Find our slowest pages", "files/{id}/evaluation/", "dossiers/{id}/constats/"),
    Stop("22-order-by-score", (OLIVIA,), "Find our slowest pages", "files/{id}/", "dossiers/{id}/"),
    Stop("23-scored-certify", (CELINE,), "Say our tables aloud", "files/{id}/certify/", "dossiers/{id}/attester/"),
    Stop("24-sign-for-funds", (FELIX,), "Write phone numbers the same way everywhere", "files/{id}/funds/sign/", "dossiers/{id}/fonds/signer/"),
    Stop("25-how-a-draw-is-made", (), "", "draws/", "tirages/"),
)
# fmt: on
