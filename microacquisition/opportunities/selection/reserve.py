"""The reserve list: somebody leaves it, the clock ends it; both with a letter and an event."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from microacquisition.common.words import Words
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.opportunities.selection.regrets import write_reserve_end
from microacquisition.opportunities.situation import Refused
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.records.events import CLOCK_DOER, Doer, write_event

LEFT, ENDED = "leave_reserve", "end_reserve"
IN_USE = ("RANKED", "OFFERED", "IN_WORK")
NOT_IN_RESERVE = Words(
    en="Your application is not on the reserve list now.",
    fr="Votre candidature ne figure pas sur la liste de réserve en ce moment.",
)


def find_reserve_place(application: Application) -> RankedApplication | None:
    """Return the application's place in reserve: in the order, not passed over, neither asked nor at work."""
    rows = RankedApplication.objects.filter(application=application, opportunity__state__in=IN_USE)
    return _waiting(rows).first()


def leave_reserve(application: Application, user: User, language: str) -> None:
    """Take one's own application off the list. Refused where it is not on it; done already, nothing happens."""
    with transaction.atomic():
        opportunity = _lock(application.opportunity_id)
        if RankedApplication.objects.filter(application=application, passed_over_because="left").exists():
            return
        row = find_reserve_place(application)
        if row is None:
            raise Refused([NOT_IN_RESERVE])
        doer = Doer(actor=str(user.pk), role=Role.SUPPLIER.value, language=language)
        _take_off(row, opportunity, "left", (LEFT, doer))


def end_reserves(now: datetime) -> int:
    """End the places whose date has come, and those of work that is completed; return how many. Idempotent."""
    over = Q(opportunity__state__in=IN_USE, valid_until__lte=now) | Q(opportunity__state="COMPLETED")
    due = _waiting(RankedApplication.objects.filter(over))
    return sum(_end(row.pk, row.opportunity_id) for row in list(due))


@transaction.atomic
def _end(row_id: int, opportunity_id: UUID) -> int:
    opportunity = _lock(opportunity_id)
    row = _waiting(RankedApplication.objects.filter(pk=row_id)).first()
    if row is None or (opportunity.state != "COMPLETED" and opportunity.state not in IN_USE):
        return 0
    _take_off(row, opportunity, "expired", (ENDED, CLOCK_DOER))
    return 1


def _take_off(row: RankedApplication, opportunity: Opportunity, why: str, event: tuple[str, Doer]) -> None:
    code, doer = event
    subject = ("application", row.application_id)
    written = write_event(opportunity.stream, code, doer, subject, facts={"place": row.place})
    row.passed_over_at, row.passed_over_because = written.at, why
    row.save(update_fields=["passed_over_at", "passed_over_because"])
    name = "reserve_left" if why == "left" else "reserve_ended"
    for letter in write_reserve_end(row, name):
        post_letter(letter, written.pk, opportunity)


def _waiting(rows: QuerySet[RankedApplication]) -> QuerySet[RankedApplication]:
    asked_or_at_work = Q(application__offers__answer__in=("", "signed"))
    return rows.filter(passed_over_at=None).exclude(asked_or_at_work).select_related("application")


def _lock(opportunity_id: UUID) -> Opportunity:
    return Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity_id)
