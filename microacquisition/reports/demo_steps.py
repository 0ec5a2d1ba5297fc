"""Takes a step of the engine as one of the invented people."""

from typing import Any

from demo.people import STAFF
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.process.roles import Role


def take(opportunity: Opportunity, code: str, email: str, *, subject: Any = "", **given: Any) -> None:
    """Take one step, or give one signature of it, as this person; Refused where a rule is against it."""
    user = User.objects.get(email=email)
    take_step(
        code, opportunity_id=opportunity.pk, user=user, language=user.language, subject_id=str(subject), given=given
    )  # fmt: skip


def staff(role: Role) -> str:
    """Return the address of the first invented person who holds the role."""
    return next(person.email for person in STAFF if person.role is role)


def reload(opportunity: Opportunity) -> Opportunity:
    """Read the row again."""
    return Opportunity.objects.get(pk=opportunity.pk)
