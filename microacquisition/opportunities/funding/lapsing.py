"""What was signed for the funds lapses when the statement comes back with another price or date, and only then."""

from microacquisition.opportunities.funding.letters import tell_to_sign
from microacquisition.opportunities.funding.models import FundsSignature, Reservation
from microacquisition.opportunities.funding.queries import (
    digest_form,
    find_form,
    find_form_that_holds,
    find_live_reservation,
    find_live_signature,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import FurtherEvent, Letter, Situation


def lapse_funds(situation: Situation) -> list[FurtherEvent]:
    """End the confirmation of a form for another price, and the section 32 signature over another form or date.

    A reservation stays set aside until it is replaced or released; it no longer counts once the signature that it
    rests on has lapsed.
    """
    opportunity = situation.on
    form = find_form(opportunity)
    events: list[FurtherEvent] = []
    if form is not None and form.returned_at is None and find_form_that_holds(opportunity) is None:
        if form.confirmed_at is not None:
            events.append(_void("funding_form", form.pk, "confirm_funding_form", "price"))
        form.confirmed_by = form.confirmed_at = None
        form.returned_at = situation.now
        form.save(update_fields=["confirmed_by", "confirmed_at", "returned_at"])
    why = "date" if find_form_that_holds(opportunity) else "price"
    signed = (
        FundsSignature.objects.select_for_update().filter(opportunity=opportunity, lapsed_at=None).first()
    )
    if signed is None or signed.digest == digest_form(opportunity):
        return events
    reserved = find_reservation_under(signed)
    signed.lapsed_at = situation.now
    signed.save(update_fields=["lapsed_at"])
    events.append(_void("funds_signature", signed.pk, "sign_for_funds", why))
    if reserved is not None:
        events.append(_void("reservation", reserved.pk, "reserve_funds", why))
    return events


def find_reservation_under(signature: FundsSignature) -> Reservation | None:
    """Return the live reservation that was made for what this signature signs, or None."""
    reserved = find_live_reservation(signature.opportunity)
    return reserved if reserved is not None and reserved.reserved_at >= signature.signed_at else None


def funds_hold(opportunity: Opportunity) -> bool:
    """True where form, section 32 signature and reservation stand for the statement as it is."""
    form, signature = find_form_that_holds(opportunity), find_live_signature(opportunity)
    return (
        form is not None
        and form.confirmed_at is not None
        and signature is not None
        and find_reservation_under(signature) is not None
    )


def ask_for_funds(situation: Situation) -> list[Letter]:
    """Ask the fund managers to sign again where the confirmed form holds and their signature does not."""
    form = find_form_that_holds(situation.on)
    if form is None or form.confirmed_at is None or find_live_signature(situation.on) is not None:
        return []
    return tell_to_sign(situation, form.price_cents + form.tax_ceiling_cents)


def _void(kind: str, pk: object, step: str, why: str) -> FurtherEvent:
    return FurtherEvent("void_signature", (kind, str(pk)), {"step": step, "why": why})
