"""Verbs of payment: start, confirm, and what else may come of one; the payment is written before anybody is asked to pay."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from microacquisition.common.dates import format_date
from microacquisition.opportunities.letters import file_address
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.letters import describe_amounts, tell_of_invoice
from microacquisition.opportunities.payment.models import Payment
from microacquisition.opportunities.payment.queries import (
    find_invoice_to_pay,
    find_payment_to_confirm_receipt,
    pays_by_provider,
)
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.opportunities.work_address import work_address
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding, supplier_of
from microacquisition.process.roles import Role
from microacquisition.process.rules.payment import CertifyFacts, PayFacts
from microacquisition.records.documents import keep_document
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant

PAYMENT_QUEUE = "payments"
ATTEND_JOB = "opportunities.attend_payment"
# PayPal holds what nobody has claimed yet: the supplier must accept it, or open an account.
UNCLAIMED = "unilateral"


def start_payment(situation: Situation, facts: PayFacts) -> Outcome:
    """Write the payment before anybody outside is asked to pay: amount and payee as certified."""
    invoice = find_invoice_to_pay(situation.on)
    if invoice is None or invoice.certified_by is None:
        raise LookupError("Rules let through a payment without a certified invoice.")
    payment = Payment.objects.create(
        invoice=invoice,
        state="STARTED",
        state_since=situation.now,
        method=invoice.agreement.payment_method,
        amount_cents=invoice.total_cents,
        payee=invoice.payee,
        started_by=situation.person,
        started_at=situation.now,
        certified_by=invoice.certified_by,
    )
    jobs = [(PAYMENT_QUEUE, ATTEND_JOB, {"payment_id": str(payment.pk)})] if pays_by_provider(payment) else []
    return Outcome(
        to_state="STARTED", subject=payment, facts={"amount_cents": payment.amount_cents}, jobs=jobs
    )


def confirm_payment(situation: Situation, facts: PayFacts) -> Outcome:
    """Record what was paid, by the provider or outside: reference, date, evidence; the invoice is settled with it."""
    payment: Payment = situation.subject
    given = situation.given
    payment.reference, payment.paid_on, payment.why = given["reference"], given["paid_on"], ""
    payment.evidence = keep_document(
        given["evidence"].encode(),
        name=f"{situation.on.reference} {given['reference']}.txt",
        media_type="text/plain; charset=utf-8",
        language=situation.language,
    )
    payment.confirmed_at = situation.now
    # State and reference change together, so that no row is ever completed without its reference.
    payment.save(update_fields=["reference", "paid_on", "evidence", "confirmed_at", "why"])
    invoice = payment.invoice

    def values(language: str) -> Mapping[str, str]:
        return {"paid_on": format_date(given["paid_on"], language), "payment_reference": given["reference"]}

    letters = tell_of_invoice(
        [invoice.submitted_by], "payment/paid", situation, invoice, work_address, values
    )
    return Outcome(
        to_state="COMPLETED",
        facts={"amount_cents": payment.amount_cents, "paid_on": given["paid_on"].isoformat()},
        digests={"evidence": payment.evidence.digest, "reference": keep_text(given["reference"])},
        letters=letters,
        following=[("settle", str(invoice.pk), {})],
    )


def hold_payment(situation: Situation, facts: PayFacts) -> Outcome:
    """The provider says that the payment is pending, and why; the supplier is told where they must accept it."""
    payment: Payment = situation.subject
    payment.why = situation.given.get("why", "")
    payment.save(update_fields=["why"])
    letters = []
    if payment.why == UNCLAIMED:
        people = [payment.invoice.submitted_by]
        letters = tell_of_invoice(people, "payment/to_accept", situation, payment.invoice, work_address)
    return Outcome(to_state="PENDING", facts={"why": payment.why}, letters=letters)


def time_out_payment(situation: Situation, facts: PayFacts) -> Outcome:
    """Nobody says what came of the payment: unknown, never tried again before somebody knows."""
    return Outcome(to_state="UNKNOWN", letters=_tell_payers("payment/payment_unknown", situation))


def fail_payment(situation: Situation, facts: PayFacts) -> Outcome:
    """Nothing was paid: the invoice stays certified and another payment may begin."""
    payment: Payment = situation.subject
    payment.why = situation.given.get("why", "")
    payment.save(update_fields=["why"])
    reason = situation.given.get("reason", "")
    return Outcome(
        to_state="FAILED",
        facts={"why": payment.why},
        digests={"reason": keep_text(reason)} if reason else {},
        letters=_tell_payers("payment/payment_failed", situation),
    )


def refund_payment(situation: Situation, facts: PayFacts) -> Outcome:
    """Record that the money came back: reference, date, reason."""
    payment: Payment = situation.subject
    given = situation.given
    payment.refund_reference, payment.refunded_on = given["reference"], given["refunded_on"]
    invoice = payment.invoice

    def values(language: str) -> Mapping[str, str]:
        return {
            "paid_on": format_date(given["refunded_on"], language),
            "payment_reference": given["reference"],
            "reason": given["reason"],
        }

    return Outcome(
        to_state="REFUNDED",
        saved_with_state=("refund_reference", "refunded_on"),
        facts={"amount_cents": payment.amount_cents, "refunded_on": given["refunded_on"].isoformat()},
        digests={"reason": keep_text(given["reason"]), "reference": keep_text(given["reference"])},
        letters=tell_of_invoice(
            [invoice.submitted_by], "payment/refunded", situation, invoice, work_address, values
        ),
    )


def settle_invoice(situation: Situation, facts: CertifyFacts) -> Outcome:
    """The invoice is paid: a payment of it is completed."""
    return Outcome(to_state="PAID", facts=describe_amounts(situation.subject))


def confirm_receipt(opportunity_id: UUID, user: User, language: str) -> bool:
    """Note that the supplier got the money; False where nothing waits for it. An event beside the tables."""
    with transaction.atomic():
        opportunity = Opportunity.objects.select_for_update().get(pk=opportunity_id)
        payment = find_payment_to_confirm_receipt(opportunity_id, supplier_of(user))
        if payment is None:
            return False
        payment.received_confirmed_at = current_instant()
        payment.save(update_fields=["received_confirmed_at"])
        write_event(
            opportunity.stream,
            "confirm_payment_received",
            Doer(str(user.pk), Role.SUPPLIER.value, language),
            ("payment", str(payment.pk)),
        )
        return True


def _tell_payers(template: str, situation: Situation) -> list[Letter]:
    people = people_holding(Role.PAYMENT_OFFICER, situation.on.programme_code, situation.on.department_id)
    return tell_of_invoice(people, template, situation, situation.subject.invoice, file_address)
