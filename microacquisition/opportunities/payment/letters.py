"""Letters about an invoice, and the amounts that letters and events give."""

from collections.abc import Mapping
from typing import Any

from microacquisition.common.dates import format_date
from microacquisition.common.money import format_money
from microacquisition.common.zones import local_time
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice
from microacquisition.opportunities.situation import Letter, Situation
from microacquisition.people.models import User


def tell_of_invoice(
    people: list[User],
    template: str,
    situation: Situation,
    invoice: Invoice,
    link: Any,
    more: Any = None,
) -> list[Letter]:
    """Write to these people about the invoice; `more` adds values, or makes them for a language.

    `answer_by` is the day by which the supplier was told to expect the payment, wherever `more` gives no other.
    """
    programme = situation.programme
    target = programme.windows.payment_target.after(invoice.submitted_at, programme.zone)

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


def describe_amounts(invoice: Invoice) -> dict[str, object]:
    """Return the amounts of an invoice as an event gives them, in cents."""
    return {
        "subtotal_cents": invoice.subtotal_cents,
        "tax_cents": invoice.tax_cents,
        "total_cents": invoice.total_cents,
    }


def reservation_number(opportunity: Opportunity) -> str:
    """Return the number of the live fund reservation, as invoices quote it."""
    reservation = opportunity.reservations.filter(returned_at=None).first()
    return reservation.number if reservation else ""
