"""What is due under which agreement: work is paid under the agreement under which it was accepted, ended or not."""

from datetime import datetime

from microacquisition.common.read_once import read_once
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import agreements_of, last_agreement, live_agreement
from microacquisition.opportunities.delivery.queries import deliverables_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import User
from microacquisition.people.queries import supplier_of


def agreement_of(opportunity: Opportunity) -> Agreement | None:
    """Return the agreement in force, or the last one that ended; None before any."""
    return live_agreement(opportunity) or last_agreement(opportunity)


def agreement_to_invoice(
    opportunity: Opportunity, user: User | None, returned: Invoice | None = None
) -> Agreement | None:
    """Return under which agreement this person invoices: the returned invoice's, else their own that is due.

    Without a person, the oldest that is due. Where nothing is due, their last one: the rules then say why not.
    """
    if returned is not None:
        return returned.agreement
    own = agreements_of(opportunity)
    if user is not None:
        supplier = supplier_of(user)
        own = [each for each in own if supplier is not None and each.supplier_id == supplier.pk]
    due = [each for each in own if left_to_invoice(each)]
    return next(iter(due), None) or next(reversed(own), None)


def find_returned(opportunity: Opportunity, user: User) -> Invoice | None:
    """Return the invoice that came back to this person's supplier, or None."""
    supplier = supplier_of(user)
    returned = [each for each in invoices_of(opportunity) if each.state == "RETURNED"]
    return next((each for each in returned if supplier and each.agreement.supplier_id == supplier.pk), None)


def people_to_invoice(opportunity: Opportunity) -> list[User]:
    """Return who signed each agreement under which something is due, the oldest agreement first."""
    due = [each for each in agreements_of(opportunity) if left_to_invoice(each)]
    return list({each.signed_by_id: each.signed_by for each in due}.values())


def is_supplier_of(user: User, situation: Situation) -> bool:
    """True where the person acts for the supplier of the invoice, of what is due, or of the last agreement."""
    supplier, opportunity = supplier_of(user), situation.on
    if supplier is None:
        return False
    if isinstance(situation.subject, Invoice):
        return situation.subject.agreement.supplier_id == supplier.pk
    last = agreement_of(opportunity)
    own = [each for each in agreements_of(opportunity) if each.supplier_id == supplier.pk]
    return any(each == last or sum_accepted(each) for each in own)


def sum_accepted(agreement: Agreement) -> int:
    """Return the price of all accepted deliverables, in cents."""
    return sum(each.price_cents for each in deliverables_of(agreement) if each.state == "ACCEPTED")


def sum_invoiced(agreement: Agreement, *, but: Invoice | None = None) -> int:
    """Return what was invoiced before tax, in cents; a returned invoice does not count."""
    invoices = [each for each in invoices_under(agreement) if each.state != "RETURNED" and each != but]
    return sum(each.subtotal_cents for each in invoices)


def left_to_invoice(agreement: Agreement, *, but: Invoice | None = None) -> int:
    """Return what was accepted and is not invoiced yet, before tax, in cents; `but` is about to be sent again."""
    return sum_accepted(agreement) - sum_invoiced(agreement, but=but)


def is_owed(opportunity: Opportunity) -> bool:
    """True while accepted work of any agreement is not invoiced, or an invoice is not paid."""
    unpaid = any(invoice.state != "PAID" for invoice in invoices_of(opportunity))
    return unpaid or any(left_to_invoice(each) for each in agreements_of(opportunity))


def accepted_since(situation: Situation) -> datetime | None:
    """Return since when an invoice is waited for: its return, or the acceptance of the last work that is due."""
    if isinstance(situation.subject, Invoice):
        return situation.subject.state_since
    due = [each for each in agreements_of(situation.on) if left_to_invoice(each)]
    accepted = [work.accepted_at for each in due for work in deliverables_of(each) if work.accepted_at]
    return max(accepted, default=None)


def invoices_to_begin(opportunity: Opportunity) -> list[Invoice | None]:
    """Return the returned invoices; None where another one may begin, or nothing else is there."""
    agreements = agreements_of(opportunity)
    returned = [each for each in invoices_of(opportunity) if each.state == "RETURNED"]
    come_back = {each.agreement_id for each in returned}
    begins = any(each.pk not in come_back and left_to_invoice(each) for each in agreements)
    return [*returned, *([None] if begins or (agreements and not returned) else [])]


@read_once
def invoices_of(opportunity: Opportunity) -> list[Invoice]:
    """Return every invoice of the file with its agreement and its payments, the oldest first."""
    rows = Invoice.objects.filter(agreement__opportunity=opportunity).select_related("agreement__supplier")
    return list(rows.prefetch_related("payments").order_by("submitted_at"))


def invoices_under(agreement: Agreement) -> list[Invoice]:
    """Return the invoices of one agreement, the oldest first."""
    return [each for each in invoices_of(agreement.opportunity) if each.agreement_id == agreement.pk]
