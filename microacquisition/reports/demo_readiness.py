"""Records what the demonstration's programs need before their first posting, by its first officer."""

from demo.people import DEPARTMENT, STAFF
from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.opportunities.posting.readiness import list_readiness, record_readiness
from microacquisition.people.models import Department, User
from microacquisition.process.roles import Role

WAIVED = "paypal_approval"
EVIDENCE = "Seen on November 2, 2026. Invented, as everything in this demonstration."
REASON = "No supplier of the first opportunities asks to be paid by PayPal."


def load_readiness() -> None:
    """Record whatever is missing: one thing is waived, so that the page shows how. A second call changes nothing."""
    department = Department.objects.get(code=DEPARTMENT["code"])
    officer = next(person for person in STAFF if person.role is Role.OFFICER)
    user = User.objects.get(email=officer.email)
    for code in DEPARTMENT["programme_codes"]:
        programme = PROGRAMMES.newest(code)
        for readiness in list_readiness(programme, [department]):
            waived = readiness.factor.code == WAIVED
            if readiness.record is None:
                record_readiness(
                    user, officer.language, programme, readiness,
                    waived=waived, text=REASON if waived else EVIDENCE, reference="",
                )  # fmt: skip
