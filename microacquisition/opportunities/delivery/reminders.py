"""Reminds the supplier before the work is due: once a date, two business days ahead, in the morning."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from microacquisition.common.dates import format_instant
from microacquisition.common.zones import local_time
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.delivery.moves import zone_of
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.work_address import work_address
from microacquisition.process.rules.delivery import is_reminder_due
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.records.models import Event

REMINDED = "delivery_due_soon"


def remind_of_due_work(now: datetime) -> int:
    """Write to each supplier whose work is due in two business days or less; return how many. Idempotent."""
    rows = Deliverable.objects.filter(state="DUE", due_at__gt=now, agreement__ended_at=None)
    waiting = rows.select_related("agreement__opportunity")
    return sum(_remind(each, now) for each in waiting if _is_to_remind(each, now))


def _is_to_remind(deliverable: Deliverable, now: datetime) -> bool:
    opportunity = deliverable.agreement.opportunity
    if opportunity.programme.practice or _was_reminded(deliverable):
        return False
    zone = zone_of(opportunity)
    return is_reminder_due(local_time(deliverable.due_at, zone), local_time(now, zone))


def _was_reminded(deliverable: Deliverable) -> bool:
    """Whether this very date was reminded of: a date that moved is reminded of again."""
    reminders = Event.objects.filter(code=REMINDED, subject_id=str(deliverable.pk))
    due_at = deliverable.due_at.isoformat()
    return any(json.loads(event.body)["facts"].get("due_at") == due_at for event in reminders)


@transaction.atomic
def _remind(deliverable: Deliverable, now: datetime) -> int:
    # The opportunity first, as everywhere; then look again at what may have changed meanwhile.
    opportunity = Opportunity.objects.select_for_update(of=("self",)).get(
        pk=deliverable.agreement.opportunity_id
    )
    deliverable.refresh_from_db()
    if deliverable.state != "DUE" or not _is_to_remind(deliverable, now):
        return 0
    due_at, zone = deliverable.due_at, zone_of(opportunity)

    def values(language: str) -> Mapping[str, str]:
        return {"delivery_date": format_instant(due_at, zone, language)}

    subject = ("deliverable", str(deliverable.pk))
    event = write_event(
        opportunity.stream, REMINDED, CLOCK_DOER, subject, facts={"due_at": due_at.isoformat()}
    )
    people = [deliverable.agreement.signed_by]
    for letter in write_to(
        people, "delivery/delivery_due_soon", opportunity, link=work_address, values=values
    ):
        post_letter(letter, event.pk, opportunity)
    return 1
