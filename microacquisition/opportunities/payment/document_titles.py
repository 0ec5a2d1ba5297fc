"""What the documents of an agreement are called, in the language of whoever reads the page."""

from collections.abc import Iterable
from uuid import UUID

from microacquisition.common.words import Words
from microacquisition.opportunities.agreement.document import BOTH, SIGNED
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.payment.dues import invoices_under

INVOICE = Words(en="Invoice {number}", fr="Facture {number}")
EVIDENCE = Words(en="Evidence of the payment {reference}", fr="Preuve du paiement {reference}")


def title_documents(agreements: Iterable[Agreement]) -> dict[UUID, Words]:
    """Return the title of each agreement, invoice and evidence of payment, by the id of its document."""
    titles: dict[UUID, Words] = {}
    for agreement in agreements:
        titles[agreement.document_id] = SIGNED
        if agreement.countersigned_document_id:
            titles[agreement.countersigned_document_id] = BOTH
        for invoice in invoices_under(agreement):
            titles[invoice.document_id] = INVOICE.filled(number=invoice.number)
            for payment in invoice.payments.all():
                if payment.evidence_id:
                    titles[payment.evidence_id] = EVIDENCE.filled(reference=payment.reference)
    return titles
