"""Verbs of the invoice: submit, return, certify, take the certification back."""

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.letters import answer_by, file_address
from microacquisition.opportunities.payment.certified import describe_payee, digest_invoice
from microacquisition.opportunities.payment.dues import agreement_to_invoice, left_to_invoice
from microacquisition.opportunities.payment.invoice_document import write_invoice_document
from microacquisition.opportunities.payment.letters import describe_amounts, tell_of_invoice
from microacquisition.opportunities.payment.models import Invoice
from microacquisition.opportunities.payment.queries import propose_tax_of
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.opportunities.work_address import work_address
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.payment import CertifyFacts, InvoiceFacts
from microacquisition.process.tax import tax_amounts
from microacquisition.records.events import keep_text


def submit_invoice(situation: Situation, facts: InvoiceFacts) -> Outcome:
    """Write the invoice from the agreement and the accepted work, with its PDF, and tell the certifier."""
    agreement = _agreement(situation)
    invoice = situation.subject or Invoice(agreement=agreement, state="SUBMITTED", state_since=situation.now)
    proposal = propose_tax_of(agreement, situation)
    invoice.subtotal_cents = left_to_invoice(agreement, but=situation.subject)
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
        facts=describe_amounts(invoice),
        digests={"invoice": invoice.document.digest},
        letters=[
            *tell_of_invoice(
                [situation.person], "payment/invoice_received", situation, invoice, work_address
            ),
            *tell_of_invoice(
                certifiers,
                "payment/invoice_to_certify",
                situation,
                invoice,
                file_address,
                answer_by(situation.programme, situation.now, "certify"),
            ),  # fmt: skip
        ],
    )


def return_invoice(situation: Situation, facts: CertifyFacts) -> Outcome:
    """Send the invoice back with a reason; the supplier sends it again."""
    invoice: Invoice = situation.subject
    reason = situation.given["reason"]
    invoice.returned_reason = reason
    invoice.save(update_fields=["returned_reason"])
    supplier = [invoice.submitted_by]
    letters = tell_of_invoice(
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
    letters = tell_of_invoice(payers, "payment/invoice_to_pay", situation, invoice, file_address)
    return Outcome(
        to_state="CERTIFIED",
        facts=describe_amounts(invoice),
        digests={"certified": invoice.certified_digest},
        letters=letters,
    )


def withdraw_certification(situation: Situation, facts: CertifyFacts) -> Outcome:
    """Take the certification back, while nothing is being paid; who would pay, be paid or had certified is told."""
    invoice, reason = situation.subject, situation.given["reason"]
    staff = people_holding(Role.PAYMENT_OFFICER, situation.on.programme_code, situation.on.department_id)
    if invoice.certified_by not in (None, situation.user, *staff):
        staff = [*staff, invoice.certified_by]
    return Outcome(
        to_state="SUBMITTED",
        digests={"reason": keep_text(reason)},
        letters=[
            *tell_of_invoice(
                staff,
                "payment/certification_withdrawn",
                situation,
                invoice,
                file_address,
                {"reason": reason, "withdrawn_by": situation.person.name},
            ),
            *tell_of_invoice(
                [invoice.submitted_by],
                "payment/certification_withdrawn_supplier",
                situation,
                invoice,
                work_address,
            ),
        ],
    )


def _agreement(situation: Situation) -> Agreement:
    agreement = agreement_to_invoice(situation.on, situation.user, situation.subject)
    if agreement is None:
        raise LookupError("Rules let through an invoice without an agreement.")
    return agreement
