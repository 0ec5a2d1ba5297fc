"""Warns the supplier before an award offer lapses: once an offer, as early as the program says."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from microacquisition.common.dates import format_instant, write_machine_instant
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.evaluation.letters import address_applicant
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.work_address import work_address
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.records.models import Event

WARNED = "offer_lapses_soon"


def warn_of_lapse(now: datetime) -> int:
    """Write to each supplier whose offer is about to lapse unanswered; return how many. Idempotent."""
    rows = Offer.objects.filter(answer="", answer_by__gt=now, opportunity__state="OFFERED")
    return sum(_warn(offer, now) for offer in rows.select_related("opportunity") if _is_to_warn(offer, now))


def warning_instant(offer: Offer) -> datetime:
    """Return when (UTC) the supplier is warned; never before the offer was made."""
    opportunity = offer.opportunity
    zone = opportunity.zone or opportunity.programme.zone
    return max(opportunity.programme.windows.lapse_warning.before(offer.answer_by, zone), offer.made_at)


def _is_to_warn(offer: Offer, now: datetime) -> bool:
    was_warned = Event.objects.filter(code=WARNED, subject_id=str(offer.pk), stream=offer.opportunity.stream)
    return warning_instant(offer) <= now and not was_warned.exists()


@transaction.atomic
def _warn(offer: Offer, now: datetime) -> int:
    # The opportunity first, as everywhere; then look again at what may have changed meanwhile.
    opportunity = Opportunity.objects.select_for_update(of=("self",)).get(pk=offer.opportunity_id)
    offer.refresh_from_db()
    if offer.answer or not _is_to_warn(offer, now):
        return 0
    zone = opportunity.zone or opportunity.programme.zone

    def values(language: str) -> Mapping[str, str]:
        return {
            "answer_by": format_instant(offer.answer_by, zone, language),
            "delivery_date": format_instant(offer.delivery_at, zone, language),
        }

    event = write_event(
        opportunity.stream, WARNED, CLOCK_DOER, ("offer", str(offer.pk)),
        facts={"answer_by": write_machine_instant(offer.answer_by)},
    )  # fmt: skip
    people = [address_applicant(offer.application.opened)]
    template = "selection/offer_about_to_lapse"
    for letter in write_to(people, template, opportunity, link=work_address, values=values):
        post_letter(letter, event.pk, opportunity)
    return 1
