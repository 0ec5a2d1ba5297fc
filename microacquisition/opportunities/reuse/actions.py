"""Verbs of close-out: complete the purchase, release the funds that are left."""

from collections.abc import Mapping

from microacquisition.common.money import format_money
from microacquisition.opportunities.delivery.models import Delivery
from microacquisition.opportunities.letters import file_address, public_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.dues import agreement_of
from microacquisition.opportunities.reuse.models import CatalogueEntry
from microacquisition.opportunities.reuse.queries import live_reservation, sum_paid, who_acted
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.reuse import CompletionFacts, ReleaseFacts
from microacquisition.records.events import keep_text


def complete_purchase(situation: Situation, facts: CompletionFacts) -> Outcome:
    """Write the catalogue entry or the reason why not, end the agreement, tell client and supplier."""
    given, opportunity = situation.given, situation.on
    agreement = agreement_of(opportunity)
    if agreement is None:
        raise LookupError("Rules let through a completion without an agreement.")
    last = Delivery.objects.filter(deliverable__agreement=agreement).order_by("-delivered_at").first()
    entry = CatalogueEntry.objects.create(
        opportunity=opportunity,
        kind=given.get("kind") or "",
        address=given.get("address") or "",
        reason_why_not_en=given.get("reason_en") or "",
        reason_why_not_fr=given.get("reason_fr") or "",
        repository=last.repository if last else "",
        written_by=situation.person,
    )
    agreement.ended_at, agreement.ended_because = situation.now, "completed"
    agreement.save(update_fields=["ended_at", "ended_because"])
    people = [opportunity.requested_by, agreement.signed_by]
    return Outcome(
        to_state="COMPLETED",
        facts={"listed": "yes" if entry.address else "no"},
        digests={"entry": keep_text(entry.address or entry.reason_why_not_en or entry.reason_why_not_fr)},
        letters=[
            *write_to(people, "reuse/completed", opportunity, link=public_address),
            *_tell_who_acted(opportunity, str(agreement.supplier), but=people),
        ],
    )


def _tell_who_acted(opportunity: Opportunity, supplier: str, but: list[User]) -> list[Letter]:
    """Tell the officer, and who signed, reserved and paid: done. A payment officer with funds to release is asked."""
    paid = sum_paid(opportunity)

    def values(language: str) -> Mapping[str, str]:
        return {"supplier_name": supplier, "amount": format_money(paid, language)}

    told = {person for person in who_acted(opportunity) if person not in but}
    if _left_to_release(opportunity):
        told -= set(_payment_officers(opportunity))
    people = sorted(told, key=lambda person: str(person.pk))
    return write_to(people, "reuse/completed_staff", opportunity, link=file_address, values=values)


def release_funds(situation: Situation, facts: ReleaseFacts) -> Outcome:
    """Release what was reserved and not paid; the file closes with it."""
    reservation = live_reservation(situation.on)
    if reservation is None:
        raise LookupError("Rules let through a release without a reservation.")
    reservation.released_cents = situation.given["released_cents"]
    reservation.release_reference = situation.given["reference"]
    reservation.released_by, reservation.released_at = situation.person, situation.now
    reservation.save(update_fields=["released_cents", "release_reference", "released_by", "released_at"])
    return Outcome(
        facts={"released_cents": reservation.released_cents},
        digests={"reference": keep_text(reservation.release_reference)},
    )


def ask_for_release(situation: Situation) -> list[Letter]:
    """Return the letters to the payment officers, where an ended opportunity leaves reserved funds unpaid."""
    opportunity = situation.on
    reservation, left = live_reservation(opportunity), _left_to_release(opportunity)
    if reservation is None or not left:
        return []
    number = reservation.number

    def values(language: str) -> Mapping[str, str]:
        return {"reservation_number": number, "amount": format_money(left, language)}

    payers = _payment_officers(opportunity)
    return write_to(payers, "reuse/reservation_to_release", opportunity, link=file_address, values=values)


def _left_to_release(opportunity: Opportunity) -> int:
    """Cents that are reserved and were neither paid nor released."""
    reservation = live_reservation(opportunity)
    if reservation is None or reservation.released_at is not None:
        return 0
    return max(0, reservation.amount_cents - sum_paid(opportunity, reservation))


def _payment_officers(opportunity: Opportunity) -> list[User]:
    return people_holding(Role.PAYMENT_OFFICER, opportunity.programme_code, opportunity.department_id)
