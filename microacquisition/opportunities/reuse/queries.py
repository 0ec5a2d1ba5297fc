"""Facts of close-out: what is settled, what is left of the reservation."""

from datetime import datetime

from django.db.models import Sum

from microacquisition.opportunities.agreement.queries import agreements_of
from microacquisition.opportunities.delivery.disputes import open_disputes
from microacquisition.opportunities.delivery.queries import OPEN, deliverables_of
from microacquisition.opportunities.funding.models import Reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.dues import (
    agreement_of,
    invoices_of,
    is_owed,
    left_to_invoice,
)
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.selection.queries import find_insertion
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import User
from microacquisition.process.rules.reuse import CompletionFacts, ReleaseFacts


def live_reservation(opportunity: Opportunity) -> Reservation | None:
    """Return the reservation that was not returned, or None."""
    return opportunity.reservations.filter(returned_at=None).first()


def sum_paid(opportunity: Opportunity, reservation: Reservation | None = None) -> int:
    """Return what was paid under all agreements, tax included, in cents; from one reservation: since it was made."""
    paid = Payment.objects.filter(invoice__agreement__opportunity=opportunity, state="COMPLETED")
    if reservation is not None:
        paid = paid.filter(confirmed_at__gte=reservation.reserved_at)
    return paid.aggregate(Sum("amount_cents"))["amount_cents__sum"] or 0


def who_acted(opportunity: Opportunity) -> set[User]:
    """Return the officer of the file and who signed for the funds, reserved them, countersigned, certified or paid."""
    invoices = Invoice.objects.filter(agreement__opportunity=opportunity)
    payments = Payment.objects.filter(invoice__in=invoices)
    found: set[object] = {opportunity.officer_id}
    for rows, name in (
        (opportunity.funds_signatures.filter(lapsed_at=None), "signed_by"),
        (opportunity.reservations.filter(returned_at=None), "reserved_by"),
        (opportunity.agreements.all(), "countersigned_by"),
        (invoices, "certified_by"),
        (payments.filter(state="COMPLETED"), "started_by"),
    ):
        found.update(rows.values_list(name, flat=True))
    return set(User.objects.filter(pk__in=[str(key) for key in found if key], is_active=True))


def completable_since(situation: Situation) -> datetime | None:
    """Return since when the completion is waited for: the last invoice was paid."""
    return max((each.state_since for each in invoices_of(situation.on)), default=None)


def gather_completion(situation: Situation) -> CompletionFacts:
    """The facts of an opportunity about to be completed."""
    given = situation.given
    agreement = agreement_of(situation.on)
    if agreement is None:
        return CompletionFacts(1, 0, 0, 0, countersigned=False, open_disputes=0)
    deliverables = deliverables_of(agreement)
    return CompletionFacts(
        open_deliverables=sum(each.state in OPEN for each in deliverables),
        accepted_deliverables=sum(each.state == "ACCEPTED" for each in deliverables),
        unpaid_invoices=sum(each.state != "PAID" for each in invoices_of(situation.on)),
        uninvoiced_cents=sum(left_to_invoice(each) for each in agreements_of(situation.on)),
        countersigned=agreement.countersigned_at is not None,
        open_disputes=len(open_disputes(situation.on)),
        places_to_draw=int(find_insertion(situation.on) is not None),
        listed_or_reason=bool(given.get("address") or given.get("reason_en") or given.get("reason_fr")),
    )


def gather_release(situation: Situation) -> ReleaseFacts:
    """The facts of a reservation about to be released."""
    reservation = live_reservation(situation.on)
    return ReleaseFacts(
        reserved_cents=reservation.amount_cents if reservation else None,
        paid_cents=sum_paid(situation.on, reservation),
        is_released=reservation is not None and reservation.released_at is not None,
        is_owed=is_owed(situation.on),
        released_cents=situation.given.get("released_cents"),
        reference=situation.given.get("reference"),
    )
