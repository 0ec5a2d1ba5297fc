"""The invoice as a tagged PDF, in the agreement's language."""

from decimal import Decimal

from microacquisition.common.dates import format_date, format_percent
from microacquisition.common.money import format_money
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.correspondence.pdf import render_pdf
from microacquisition.opportunities.payment.models import Invoice
from microacquisition.opportunities.situation import Situation
from microacquisition.process.tax import TAX_NAMES
from microacquisition.records.documents import keep_document
from microacquisition.records.models import Document

TITLE = Words(en="Invoice {number}", fr="Facture {number}")
DESCRIPTION = Words(
    en="{title}: fixed price of the accepted work", fr="{title} : prix fixe des travaux acceptés"
)
TEMPLATE = "microacquisition/opportunities/payment/documents/invoice.typ"


def write_invoice_document(invoice: Invoice, situation: Situation) -> Document:
    """Make the PDF of an invoice whose amounts are set, and keep it."""
    language = invoice.agreement.language
    programme, payee = situation.programme, invoice.payee
    today = local_time(situation.now, programme.zone).date()
    title = TITLE.filled(number=invoice.number).in_language(language)
    reservation = situation.on.reservations.filter(returned_at=None).first()
    data = {
        "title": title,
        "dated_on": today.isoformat(),
        "date": format_date(today, language),
        "invoice_number": invoice.number,
        "reference": situation.on.reference or "",
        "description": DESCRIPTION.in_language(language).format(
            title=situation.on.title.best_for(language)[0]
        ),
        "reservation_number": reservation.number if reservation else "",
        "supplier": {
            "name": payee["name"],
            "company": payee["company"],
            "address": [line for line in (payee["street"], payee["place"], payee["country"]) if line],
            "phone": payee["phone"],
            "email": payee["email"],
        },
        "bill_to": programme.bill_to.in_language(language).splitlines(),
        "subtotal": format_money(invoice.subtotal_cents, language),
        "taxes": describe_taxes(invoice, language),
        "balance_due": format_money(invoice.total_cents, language),
        "note": invoice.tax_reason_fr if language == "fr" else invoice.tax_reason_en,
    }
    return keep_document(
        render_pdf(TEMPLATE.removeprefix("microacquisition/"), data, language),
        name=f"{situation.on.reference} {title}.pdf",
        media_type="application/pdf",
        language=language,
    )


def describe_taxes(invoice: Invoice, language: str) -> list[dict[str, str]]:
    """Return each tax of an invoice: name with rate, registration number, amount."""
    described = []
    for code, rate, cents in invoice.tax_parts:
        number = invoice.payee["gst_hst_number" if code in ("GST", "HST") else "pst_number"]
        described.append(
            {
                "name": TAX_NAMES[code].in_language(language),
                "number": number,
                "rate": format_percent(Decimal(rate), language),
                "amount": format_money(cents, language),
            }
        )
    return described
