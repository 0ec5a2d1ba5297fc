"""What became public of a purchase's agreements: signed, moved, ended and why, paid, sent back.

An agreement is one award and one contract. Its delivery is a milestone, whose `code` says how the contract ended:
`completed`, `default` (the work was not delivered) or `convenience` (the need ended).
"""

from collections.abc import Iterator
from datetime import datetime, time

from microacquisition.common.dates import write_machine_instant
from microacquisition.common.words import Words
from microacquisition.common.zones import resolve_leniently
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.delivery.models import DeliveryMove
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.dues import sum_accepted
from microacquisition.opportunities.payment.models import Payment
from microacquisition.opportunities.posting.public_queries import describe_outcome
from microacquisition.reports.open_data.moments import Moment
from microacquisition.reports.open_data.parts import (
    Part,
    describe_supplier,
    first_language,
    refer_to_buyer,
    refer_to_supplier,
    write_ocid,
    write_period,
    write_text,
    write_value,
)

DELIVERY = Words(en="Delivery of the work", fr="Livraison des travaux")
MOVED = Words(en="The delivery date was moved.", fr="La date de livraison a été reportée.")
CODE = Words(en="The code", fr="Le code")
ENTRY = Words(en="Catalogue entry", fr="Fiche du catalogue")
HOW_ENDED = {
    "default": ("notMet", Words(en="Terminated for default: the work was not delivered.", fr="Résiliée pour manquement\xa0: les travaux n’ont pas été livrés.")),
    "convenience": ("partiallyMet", Words(en="Terminated for convenience: the need ended.", fr="Résiliée pour raisons de commodité\xa0: le besoin a pris fin.")),
    "completed": ("met", Words(en="Completed: the work was accepted and paid.", fr="Terminée\xa0: les travaux ont été acceptés et payés.")),
}  # fmt: skip


def list_contract_moments(opportunity: Opportunity) -> list[Moment]:
    """Return what happened to every agreement of the opportunity, the oldest first."""
    agreements = opportunity.agreements.select_related("supplier").order_by("signed_at")
    found = [
        moment
        for number, agreement in enumerate(agreements, start=1)
        for moment in _list_of_one(opportunity, agreement, number)
    ]
    return sorted(found, key=lambda moment: moment.at)


def _list_of_one(opportunity: Opportunity, agreement: Agreement, number: int) -> Iterator[Moment]:
    yield _describe_signing(opportunity, agreement, number)
    yield from _list_moves(opportunity, agreement, number)
    yield from _list_ends(opportunity, agreement, number)
    yield from _list_payments(opportunity, agreement, number)


def _describe_signing(opportunity: Opportunity, agreement: Agreement, number: int) -> Moment:
    language, reference = first_language(opportunity), f"{opportunity.reference}-{number}"
    supplier, value = refer_to_supplier(agreement.supplier), write_value(agreement.price_cents)
    period = write_period(agreement.signed_at, agreement.delivery_at)
    title = write_text("title", opportunity.title, language)
    due = [
        {
            **_describe_delivery(opportunity, each.place),
            "type": "delivery",
            "dueDate": write_machine_instant(each.original_due_at),
            "status": "scheduled",
        }
        for each in agreement.deliverables.order_by("place")
    ]
    award = {
        "id": reference, **title, "status": "active", "date": write_machine_instant(agreement.signed_at), "value": value,
        "suppliers": [supplier], "contractPeriod": period,
    }  # fmt: skip
    contract = {
        "id": reference, "awardID": reference, **title, "status": "active", "period": period, "value": value,
        "dateSigned": write_machine_instant(agreement.signed_at), "milestones": due,
    }  # fmt: skip
    sections = {
        "parties": [describe_supplier(agreement.supplier)], "awards": [award], "contracts": [contract],
    }  # fmt: skip
    posted = {"status": "complete", "tenderers": [supplier]}
    return Moment(f"contract-{number}", agreement.signed_at, ("award", "contract"), posted, sections)


def _list_moves(opportunity: Opportunity, agreement: Agreement, number: int) -> Iterator[Moment]:
    """Delivery dates moved: when, never why."""
    due = {each.place: each.original_due_at for each in agreement.deliverables.all()}
    moves = DeliveryMove.objects.filter(deliverable__agreement=agreement).select_related("deliverable")
    for place, move in enumerate(moves.order_by("moved_at", "pk"), start=1):
        due[move.deliverable.place] = move.due_at
        code = f"contract-{number}-moved-{place}"
        amendment = {
            "id": str(place),
            "date": write_machine_instant(move.moved_at),
            **write_text("rationale", MOVED, first_language(opportunity)),
            "releaseID": f"{write_ocid(opportunity)}-{code}",
        }
        delivery = {
            **_describe_delivery(opportunity, move.deliverable.place),
            "dueDate": write_machine_instant(move.due_at),
        }
        changed = {
            "period": write_period(agreement.signed_at, max(due.values())), "amendments": [amendment],
            "milestones": [delivery],
        }  # fmt: skip
        yield _tell_of(opportunity, number, code, move.moved_at, "contractAmendment", changed)


def _list_ends(opportunity: Opportunity, agreement: Agreement, number: int) -> Iterator[Moment]:
    """Ended early, and completed: a contract that came to an end is `terminated`, whatever the reason."""
    code, notice = f"contract-{number}-ended", agreement.notices.filter(kind="convenience").first()
    if notice is not None:
        ended = _end(opportunity, agreement, "convenience", notice.given_at)
        value = {"value": write_value(sum_accepted(agreement))}
        yield _tell_of(opportunity, number, code, notice.given_at, "contractTermination", {**ended, **value})
    if agreement.ended_at is None:
        return
    if agreement.ended_because == "completed":
        documents = {"documents": _list_results(opportunity)} if _list_results(opportunity) else {}
        if notice is not None:
            yield _tell_of(
                opportunity, number, f"{code}-code", agreement.ended_at, "contractUpdate", documents
            )
            return
        ended = {**_end(opportunity, agreement, "completed", agreement.ended_at), **documents}
    else:
        ended = _end(opportunity, agreement, agreement.ended_because, agreement.ended_at)
    yield _tell_of(opportunity, number, code, agreement.ended_at, "contractTermination", ended)


def _end(opportunity: Opportunity, agreement: Agreement, why: str, at: datetime) -> Part:
    status, words = HOW_ENDED[why]
    milestones = []
    for each in agreement.deliverables.order_by("place"):
        # What was accepted before a default was delivered all the same.
        is_met = why == "default" and each.accepted_at is not None
        delivery = {
            **_describe_delivery(opportunity, each.place), "code": why, "status": "met" if is_met else status,
            **write_text("description", words, first_language(opportunity)),
        }  # fmt: skip
        if each.accepted_at and (is_met or why == "completed"):
            delivery["dateMet"] = write_machine_instant(each.accepted_at)
        milestones.append(delivery)
    return {"status": "terminated", "period": write_period(agreement.signed_at, at), "milestones": milestones}


def _list_results(opportunity: Opportunity) -> list[Part]:
    """Return where the code and its entry for reuse are."""
    outcome, language = describe_outcome(opportunity), first_language(opportunity)
    addresses = (
        ("code", CODE, outcome.repository if outcome else ""),
        ("catalogue", ENTRY, outcome.catalogue if outcome else ""),
    )
    return [
        {"id": key, **write_text("title", words, language), "url": address}
        for key, words, address in addresses
        if address
    ]


def _list_payments(opportunity: Opportunity, agreement: Agreement, number: int) -> Iterator[Moment]:
    """What was paid, tax included, and what came back."""
    buyer, supplier = refer_to_buyer(opportunity), refer_to_supplier(agreement.supplier)
    parties = (describe_supplier(agreement.supplier),)
    payments = Payment.objects.filter(invoice__agreement=agreement, confirmed_at__isnull=False)
    for place, payment in enumerate(payments.order_by("confirmed_at", "pk"), start=1):
        if payment.confirmed_at is None or payment.paid_on is None:
            continue
        code, value = f"contract-{number}-paid-{place}", write_value(payment.amount_cents)
        paid = {
            "id": f"payment-{place}",
            "date": write_machine_instant(resolve_leniently(payment.paid_on, time(), opportunity.zone)),
            "value": value,
            "payer": buyer,
            "payee": supplier,
        }
        done = {"implementation": {"transactions": [paid]}}
        yield _tell_of(opportunity, number, code, payment.confirmed_at, "implementation", done, parties)
        if payment.refunded_on is not None:
            day = write_machine_instant(resolve_leniently(payment.refunded_on, time(), opportunity.zone))
            back = {
                **paid, "id": f"refund-{place}", "date": day, "payer": supplier, "payee": buyer,
            }  # fmt: skip
            undone = {"implementation": {"transactions": [back]}}
            at, tag = payment.state_since, "implementationUpdate"
            yield _tell_of(opportunity, number, f"{code}-back", at, tag, undone, parties)


def _describe_delivery(opportunity: Opportunity, place: int) -> Part:
    return {"id": f"delivery-{place}", **write_text("title", DELIVERY, first_language(opportunity))}


def _tell_of(
    opportunity: Opportunity,
    number: int,
    code: str,
    at: datetime,
    tag: str,
    changed: Part,
    parties: tuple[Part, ...] = (),
) -> Moment:
    """Return a moment of the contract with this number."""
    reference = f"{opportunity.reference}-{number}"
    contract = {"id": reference, "awardID": reference, **changed}
    return Moment(code, at, (tag,), {}, {"parties": list(parties), "contracts": [contract]})
