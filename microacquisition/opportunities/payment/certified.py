"""What section 34 certifies: the payee as on the invoice, and the digest of everything certified."""

import hashlib

from microacquisition.common.canonical import write_canonical
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.payment.models import Invoice


def describe_payee(agreement: Agreement) -> dict[str, str]:
    """Return who is to be paid, as it stands on the invoice: frozen at certification."""
    supplier = agreement.supplier
    place = ", ".join(
        part for part in (supplier.city, supplier.province or supplier.region, supplier.postal_code) if part
    )
    return {
        "name": supplier.legal_name,
        "company": supplier.business_name,
        "street": supplier.street,
        "place": place,
        "country": supplier.country,
        "phone": supplier.phone,
        "email": supplier.contact_email,
        "gst_hst_number": supplier.gst_hst_number,
        "pst_number": supplier.pst_number,
        "method": agreement.payment_method,
        "payment_address": agreement.payment_address,
    }


def digest_invoice(invoice: Invoice) -> str:
    """Return the SHA-256 of exactly what section 34 certifies: number, amounts, payee, document."""
    body = write_canonical(
        {
            "number": invoice.number,
            "subtotal_cents": invoice.subtotal_cents,
            "tax_cents": invoice.tax_cents,
            "total_cents": invoice.total_cents,
            "payee": invoice.payee,
            "document": invoice.document.digest,
        }
    )
    return hashlib.sha256(body.encode()).hexdigest()
