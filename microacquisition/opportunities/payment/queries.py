"""Named reads of invoices and payments, and the facts of their steps."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.delegated import find_limit
from microacquisition.opportunities.funding.queries import find_form
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.dues import (
    agreement_of,
    agreement_to_invoice,
    invoices_of,
    sum_accepted,
    sum_invoiced,
)
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.situation import NotYours, Situation
from microacquisition.people.models import Supplier
from microacquisition.process.roles import Role
from microacquisition.process.rules.payment import CertifyFacts, InvoiceFacts, PayFacts
from microacquisition.process.tax import TaxProposal, propose_tax

PROVIDER_ANSWERS_WITHIN = timedelta(minutes=10)
LIVE_PAYMENTS = ("STARTED", "PENDING", "UNKNOWN", "COMPLETED")


def lock_invoice(opportunity: Opportunity | None, invoice_id: str) -> Invoice | None:
    """Lock agreement then invoice; None where a new invoice begins. NotYours where it is not of this file."""
    if opportunity is None:
        raise NotYours("invoice")
    Agreement.objects.select_for_update().filter(opportunity=opportunity).count()
    if not invoice_id:
        return None
    invoice = (
        Invoice.objects.select_for_update().filter(pk=invoice_id, agreement__opportunity=opportunity).first()
    )
    if invoice is None:
        raise NotYours("invoice")
    return invoice


def lock_payment(opportunity: Opportunity | None, payment_id: str) -> Payment | None:
    """Lock invoice then payment; None where a new payment begins."""
    if opportunity is None:
        raise NotYours("payment")
    list(Invoice.objects.select_for_update().filter(agreement__opportunity=opportunity))
    if not payment_id:
        return None
    payment = (
        Payment.objects.select_for_update()
        .filter(pk=payment_id, invoice__agreement__opportunity=opportunity)
        .first()
    )
    if payment is None:
        raise NotYours("payment")
    return payment


def invoices_in(*states: str) -> Callable[[Opportunity], list[Invoice]]:
    """Return a read of this opportunity's invoices in these states, for the engine's table."""

    def read(opportunity: Opportunity) -> list[Invoice]:
        return [each for each in invoices_of(opportunity) if each.state in states]

    return read


def certified_without_payment(opportunity: Opportunity) -> list[None]:
    """One None for each certified invoice that no live payment covers."""
    return [None for invoice in invoices_in("CERTIFIED")(opportunity) if not has_live_payment(invoice)]


def payments_under_way(opportunity: Opportunity) -> list[Payment]:
    """Return the payments that wait for a confirmation."""
    return payments_in("STARTED", "PENDING", "UNKNOWN")(opportunity)


def payments_in(*states: str) -> Callable[[Opportunity], list[Payment]]:
    """Return a read of this opportunity's payments in these states, for the engine's table."""

    def read(opportunity: Opportunity) -> list[Payment]:
        payments = [payment for invoice in invoices_of(opportunity) for payment in invoice.payments.all()]
        return [payment for payment in payments if payment.state in states]

    return read


def pays_by_provider(payment: Payment) -> bool:
    """True where a provider of this installation makes the payment; else it is made outside and recorded."""
    return payment.method in settings.PAYMENT_PROVIDERS


def payments_timed_out(now: datetime) -> Iterator[tuple[UUID, str]]:
    """Yield the payments that nobody answers for: a provider for ten minutes, a person past the payment target."""
    rows = Payment.objects.filter(state__in=("STARTED", "PENDING"))
    for payment in rows.select_related("invoice__agreement__opportunity"):
        opportunity = payment.invoice.agreement.opportunity
        if pays_by_provider(payment):
            is_due = bool(
                payment.unanswered_since and payment.unanswered_since + PROVIDER_ANSWERS_WITHIN <= now
            )
        else:
            programme = opportunity.programme
            is_due = programme.windows.payment_target.after(payment.started_at, programme.zone) <= now
        if is_due:
            yield opportunity.pk, str(payment.pk)


def certified_since(situation: Situation) -> datetime | None:
    """Return since when a payment is waited for: the certification of the oldest invoice to pay."""
    invoice = find_invoice_to_pay(situation.on)
    return invoice.state_since if invoice else None


def has_live_payment(invoice: Invoice) -> bool:
    """True where a payment is under way or done."""
    return any(payment.state in LIVE_PAYMENTS for payment in invoice.payments.all())


def find_invoice_to_pay(opportunity: Opportunity) -> Invoice | None:
    """Return the oldest certified invoice without a live payment; what lacks a countersignature holds up no other."""
    invoices = [each for each in invoices_in("CERTIFIED")(opportunity) if not has_live_payment(each)]
    return min(invoices, key=lambda invoice: invoice.agreement.countersigned_at is None, default=None)


def propose_tax_of(agreement: Agreement, situation: Situation) -> TaxProposal:
    """Return the tax by place of supply and the supplier's registration on the day of the step."""
    programme = situation.programme
    return propose_tax(
        agreement.place_of_supply,
        local_time(situation.now, programme.zone).date(),
        agreement.supplier.is_registered_for_tax,
        programme.buyer_pays_provincial_tax,
    )


def gather_invoice(situation: Situation) -> InvoiceFacts:
    """The facts of an invoice about to be sent."""
    agreement = agreement_to_invoice(situation.on, situation.user, situation.subject)
    if agreement is None:
        return InvoiceFacts(0, 0, supplier_is_complete=False)
    number = situation.given.get("number")
    taken = agreement.invoices.filter(number=number)
    if situation.subject is not None:
        taken = taken.exclude(pk=situation.subject.pk)
    return InvoiceFacts(
        accepted_cents=sum_accepted(agreement),
        invoiced_cents=sum_invoiced(agreement, but=situation.subject),
        supplier_is_complete=agreement.supplier.is_complete,
        number=number,
        number_is_taken=number is not None and taken.exists(),
    )


def gather_certify(situation: Situation) -> CertifyFacts:
    """The facts of an invoice before, or after, section 34."""
    invoice: Invoice = situation.subject
    funded = find_form(situation.on)
    centre = funded.cost_centre if funded else ""
    return CertifyFacts(
        subtotal_cents=invoice.subtotal_cents,
        accepted_cents=sum_accepted(invoice.agreement),
        has_live_payment=has_live_payment(invoice),
        reason=situation.given.get("reason"),
        total_cents=invoice.total_cents,
        delegation_limit_cents=find_limit(situation, Role.CERTIFIER, centre, invoice.total_cents),
    )


def gather_start(situation: Situation) -> PayFacts:
    """The facts of a payment about to begin."""
    return _gather_pay(situation, find_invoice_to_pay(situation.on))


def gather_confirm(situation: Situation) -> PayFacts:
    """The facts of a payment made outside."""
    payment: Payment = situation.subject
    given = situation.given
    facts = _gather_pay(situation, payment.invoice)
    return PayFacts(
        payer_is_certifier=facts.payer_is_certifier,
        countersigned=facts.countersigned,
        countersign_before_payment=facts.countersign_before_payment,
        has_live_payment=False,
        reference=given.get("reference"),
        paid_on=given.get("paid_on") or given.get("refunded_on"),
        today=local_time(situation.now, situation.programme.zone).date(),
        has_evidence=bool(given.get("evidence")) if given else None,
        provider_answers=pays_by_provider(payment) and payment.state != "UNKNOWN",
        taken_by_person=situation.user is not None,
        amount_cents=payment.amount_cents,
        paid_cents=given.get("paid_cents"),
    )


def _gather_pay(situation: Situation, invoice: Invoice | None) -> PayFacts:
    agreement = invoice.agreement if invoice else agreement_of(situation.on)
    payer = situation.user.pk if situation.user else None
    return PayFacts(
        payer_is_certifier=invoice is not None and payer is not None and invoice.certified_by_id == payer,
        countersigned=agreement is not None and agreement.countersigned_at is not None,
        countersign_before_payment=situation.programme.countersign_before == "payment",
        has_live_payment=invoice is None,
    )


def find_payment_to_confirm_receipt(opportunity_id: UUID, supplier: Supplier | None) -> Payment | None:
    """Return a completed payment to this supplier whose arrival they have not confirmed."""
    own = Payment.objects.filter(
        invoice__agreement__opportunity_id=opportunity_id, invoice__agreement__supplier=supplier
    )
    return own.filter(state="COMPLETED", received_confirmed_at=None).first() if supplier else None
