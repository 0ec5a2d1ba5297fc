"""Verbs of payment: invoice, return, certify, pay, confirm."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from microacquisition.common.dates import format_date
from microacquisition.common.money import format_money
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.letters import file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.certified import describe_payee, digest_invoice
from microacquisition.opportunities.payment.invoice_document import write_invoice_document
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.payment.queries import (
    agreement_of,
    find_invoice_to_pay,
    find_payment_to_confirm_receipt,
    propose_tax_of,
    sum_accepted,
    sum_invoiced,
)
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.opportunities.work_address import work_address
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.payment import CertifyFacts, InvoiceFacts, PayFacts
from microacquisition.process.tax import tax_amounts
from microacquisition.records.documents import keep_document
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant


def submit_invoice(situation: Situation, facts: InvoiceFacts) -> Outcome:
    """Write the invoice from the agreement and the accepted work, with its PDF, and tell the certifier."""
    agreement = _agreement(situation.on)
    invoice = situation.subject or Invoice(agreement=agreement, state="SUBMITTED", state_since=situation.now)
    proposal = propose_tax_of(agreement, situation)
    invoice.subtotal_cents = sum_accepted(agreement) - sum_invoiced(agreement, but=situation.subject)
    taxes = tax_amounts(invoice.subtotal_cents, proposal)
    invoice.tax_parts = [[amount.part.code, str(amount.part.rate), amount.cents] for amount in taxes]
    invoice.tax_cents = sum(amount.cents for amount in taxes)
    invoice.total_cents = invoice.subtotal_cents + invoice.tax_cents
    invoice.tax_reason_en, invoice.tax_reason_fr = proposal.reason.en, proposal.reason.fr
    invoice.number = situation.given["number"]
    invoice.payee = describe_payee(agreement)
    invoice.submitted_by, invoice.submitted_at = situation.person, situation.now
    invoice.returned_reason = ""
    invoice.document = write_invoice_document(invoice, situation)
    is_new = situation.subject is None
    invoice.save(force_insert=is_new)
    certifiers = people_holding(Role.CERTIFIER, situation.on.programme_code, situation.on.department_id)
    return Outcome(
        to_state="SUBMITTED",
        subject=invoice if is_new else None,
        facts=_amounts(invoice),
        digests={"invoice": invoice.document.digest},
        letters=[
            *_tell([situation.person], "payment/invoice_received", situation, invoice, work_address),
            *_tell(certifiers, "payment/invoice_to_certify", situation, invoice, file_address),
        ],
    )


def return_invoice(situation: Situation, facts: CertifyFacts) -> Outcome:
    """Send the invoice back with a reason; the supplier sends it again."""
    invoice: Invoice = situation.subject
    reason = situation.given["reason"]
    invoice.returned_reason = reason
    invoice.save(update_fields=["returned_reason"])
    supplier = [invoice.submitted_by]
    letters = _tell(
        supplier, "payment/invoice_returned", situation, invoice, work_address, {"reason": reason}
    )
    return Outcome(to_state="RETURNED", digests={"reason": keep_text(reason)}, letters=letters)


def certify_invoice(situation: Situation, facts: CertifyFacts) -> Outcome:
    """Section 34: freeze payee and amounts, and ask the payment officers to pay."""
    invoice: Invoice = situation.subject
    invoice.certified_by, invoice.certified_at = situation.signer or situation.person, situation.now
    invoice.certified_digest = digest_invoice(invoice)
    invoice.save(update_fields=["certified_by", "certified_at", "certified_digest"])
    payers = people_holding(Role.PAYMENT_OFFICER, situation.on.programme_code, situation.on.department_id)
    letters = _tell(payers, "payment/invoice_to_pay", situation, invoice, file_address)
    return Outcome(
        to_state="CERTIFIED",
        facts=_amounts(invoice),
        digests={"certified": invoice.certified_digest},
        letters=letters,
    )


def withdraw_certification(situation: Situation, facts: CertifyFacts) -> Outcome:
    """Take the certification back, while nothing is being paid."""
    return Outcome(to_state="SUBMITTED", digests={"reason": keep_text(situation.given["reason"])})


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
    return Outcome(to_state="STARTED", subject=payment, facts={"amount_cents": payment.amount_cents})


def confirm_payment(situation: Situation, facts: PayFacts) -> Outcome:
    """Record a payment made outside: reference, date, evidence; the invoice is settled with it."""
    payment: Payment = situation.subject
    given = situation.given
    payment.reference, payment.paid_on = given["reference"], given["paid_on"]
    payment.evidence = keep_document(
        given["evidence"].encode(),
        name=f"{situation.on.reference} {given['reference']}.txt",
        media_type="text/plain; charset=utf-8",
        language=situation.language,
    )
    payment.confirmed_at = situation.now
    # State and reference change together, so that no row is ever completed without its reference.
    payment.save(update_fields=["reference", "paid_on", "evidence", "confirmed_at"])
    invoice = payment.invoice

    def values(language: str) -> Mapping[str, str]:
        return {"paid_on": format_date(given["paid_on"], language), "payment_reference": given["reference"]}

    letters = _tell([invoice.submitted_by], "payment/paid", situation, invoice, work_address, values)
    return Outcome(
        to_state="COMPLETED",
        facts={"amount_cents": payment.amount_cents, "paid_on": given["paid_on"].isoformat()},
        digests={"evidence": payment.evidence.digest, "reference": keep_text(given["reference"])},
        letters=letters,
        following=[("settle", str(invoice.pk), {})],
    )


def settle_invoice(situation: Situation, facts: CertifyFacts) -> Outcome:
    """The invoice is paid: a payment of it is completed."""
    return Outcome(to_state="PAID", facts=_amounts(situation.subject))


def confirm_receipt(opportunity_id: UUID, user: User, language: str) -> bool:
    """Note that the supplier got the money; False where nothing waits for it. An event beside the tables."""
    with transaction.atomic():
        opportunity = Opportunity.objects.select_for_update().get(pk=opportunity_id)
        payment = find_payment_to_confirm_receipt(opportunity_id)
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


def _agreement(opportunity: Opportunity) -> Agreement:
    agreement = agreement_of(opportunity)
    if agreement is None:
        raise LookupError("Rules let through an invoice without an agreement.")
    return agreement


def _amounts(invoice: Invoice) -> dict[str, object]:
    return {
        "subtotal_cents": invoice.subtotal_cents,
        "tax_cents": invoice.tax_cents,
        "total_cents": invoice.total_cents,
    }


def _tell(
    people: list[User],
    template: str,
    situation: Situation,
    invoice: Invoice,
    link: Any,
    more: Any = None,
) -> list[Letter]:
    programme = situation.programme
    target = programme.windows.payment_target.after(situation.now, programme.zone)

    def values(language: str) -> Mapping[str, str]:
        extra = more(language) if callable(more) else (more or {})
        return {
            "invoice_number": invoice.number,
            "amount": format_money(invoice.total_cents, language),
            "supplier_name": invoice.payee["company"] or invoice.payee["name"],
            "answer_by": format_date(local_time(target, programme.zone).date(), language),
            "reservation_number": reservation_number(situation.on),
            **extra,
        }

    return write_to(people, template, situation.on, link=link, values=values)


def reservation_number(opportunity: Opportunity) -> str:
    """Return the number of the live fund reservation, as invoices quote it."""
    reservation = opportunity.reservations.filter(returned_at=None).first()
    return reservation.number if reservation else ""
