"""What an invoice will say before it is sent: amounts from the agreement, tax with its reason."""

from dataclasses import dataclass

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.dues import agreement_to_invoice, left_to_invoice
from microacquisition.opportunities.payment.models import Invoice
from microacquisition.people.models import User
from microacquisition.process.tax import TaxAmount, propose_tax, tax_amounts
from microacquisition.site.clock import current_instant


@dataclass(frozen=True)
class ProposedInvoice:
    """Amounts in cents and why the tax is what it is."""

    subtotal_cents: int
    taxes: tuple[TaxAmount, ...]
    reason: Words

    @property
    def total_cents(self) -> int:
        """What the supplier will be paid."""
        return self.subtotal_cents + sum(tax.cents for tax in self.taxes)


def propose_invoice(opportunity: Opportunity, user: User, returned: Invoice | None) -> ProposedInvoice | None:
    """Return the invoice this person’s supplier can send now; None before an agreement."""
    agreement = agreement_to_invoice(opportunity, user, returned)
    if agreement is None:
        return None
    programme = opportunity.programme
    today = local_time(current_instant(), programme.zone).date()
    proposal = propose_tax(
        agreement.place_of_supply,
        today,
        agreement.supplier.is_registered_for_tax,
        programme.buyer_pays_provincial_tax,
    )
    subtotal = left_to_invoice(agreement, but=returned)
    return ProposedInvoice(subtotal, tax_amounts(subtotal, proposal), proposal.reason)
