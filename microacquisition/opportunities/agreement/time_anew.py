"""Nobody loses an award offer while the program owes an answer: the clock gives the supplier their time anew."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from microacquisition.common.dates import write_machine_instant
from microacquisition.opportunities.agreement.models import OfferStatus
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.selection.reminders import warning_instant
from microacquisition.records.events import CLOCK_DOER, write_event

GIVEN = "give_time"
PAPERS_WAIT = Q(papers_sent_at__isnull=False, papers_accepted_at=None)
EXCEPTION_WAITS = Q(former_public_servant=True, exception="")


def give_time(offer: Offer, now: datetime) -> datetime:
    """Let the program's window to sign run anew from `now`, never shorter than it stands; return until when (UTC)."""
    programme = offer.opportunity.programme
    offer.answer_by = max(offer.answer_by, programme.windows.offer_answer.after(now, programme.zone))
    offer.save(update_fields=["answer_by"])
    return offer.answer_by


def give_time_where_owed(now: datetime) -> int:
    """Give time where an offer is about to lapse over an answer of the program; return how many. Idempotent."""
    owed = OfferStatus.objects.filter(PAPERS_WAIT | EXCEPTION_WAITS)
    rows = owed.filter(offer__answer="", offer__opportunity__state="OFFERED").select_related(
        "offer__opportunity"
    )
    return sum(_give(status, now) for status in rows if warning_instant(status.offer) <= now)


@transaction.atomic
def _give(status: OfferStatus, now: datetime) -> int:
    # The opportunity first, as everywhere; then look again at what may have changed meanwhile.
    opportunity = Opportunity.objects.select_for_update(of=("self",)).get(pk=status.offer.opportunity_id)
    still = OfferStatus.objects.filter(PAPERS_WAIT | EXCEPTION_WAITS, pk=status.pk, offer__answer="")
    if not still.exists():
        return 0
    until = give_time(status.offer, now)
    facts = {"answer_by": write_machine_instant(until)}
    write_event(opportunity.stream, GIVEN, CLOCK_DOER, ("offer", str(status.offer_id)), facts=facts)
    return 1
