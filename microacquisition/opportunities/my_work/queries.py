"""Named reads of the supplier’s page: what was offered, signed, delivered, invoiced, paid."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from microacquisition.common.read_once import read_once
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import agreements_of, last_agreement_with, last_offer_to
from microacquisition.opportunities.delivery.items import ItemStanding, list_items
from microacquisition.opportunities.delivery.models import Assessment, Deliverable, Delivery
from microacquisition.opportunities.delivery.moves import zone_of
from microacquisition.opportunities.delivery.queries import (
    acceptance_criteria,
    deliverables_of,
    live_default_notice,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.document_titles import title_documents
from microacquisition.opportunities.payment.dues import invoices_under, sum_accepted
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.statement.models import AcceptanceCriterion
from microacquisition.people.models import Supplier, User
from microacquisition.people.queries import supplier_of
from microacquisition.records.models import Document


@dataclass(frozen=True)
class Work:
    """One purchase as its supplier sees it."""

    opportunity: Opportunity
    supplier: Supplier
    offer: Offer
    agreement: Agreement | None
    deliverable: Deliverable | None
    invoice: Invoice | None
    payment: Payment | None

    @property
    def zone(self) -> str:
        """The zone in which dates are written."""
        return zone_of(self.opportunity)

    @property
    def answer_expected_by(self) -> datetime | None:
        """Until when the client team should answer the delivery, while it is being judged."""
        if self.deliverable is None or self.deliverable.state != "DELIVERED":
            return None
        window = self.opportunity.programme.windows.assessment
        return window.after(self.deliverable.state_since, self.zone)

    @property
    def is_paid_after_end(self) -> bool:
        """True where the agreement ended by default, and part of the work was accepted before."""
        ended = self.agreement is not None and self.agreement.ended_because == "default"
        return ended and self.agreement is not None and sum_accepted(self.agreement) > 0

    @property
    def cure_by(self) -> datetime | None:
        """The last date of a notice of default that stands."""
        notice = live_default_notice(self.agreement) if self.agreement else None
        return notice.until if notice else None

    @property
    def payment_expected_by(self) -> datetime | None:
        """Until when the invoice should be paid, while it is not."""
        if self.invoice is None or self.invoice.state == "PAID":
            return None
        target = self.opportunity.programme.windows.payment_target
        return target.after(self.invoice.submitted_at, self.zone)


@dataclass(frozen=True)
class Judged:
    """One criterion as judged on one delivery."""

    number: int
    criterion: AcceptanceCriterion | None
    assessment: Assessment


@read_once
def find_work(user: User, opportunity_id: UUID) -> Work | None:
    """Return the purchase as this person’s supplier sees it; None where it was never offered to them."""
    supplier = supplier_of(user)
    opportunity = Opportunity.objects.filter(pk=opportunity_id).first()
    if supplier is None or opportunity is None:
        return None
    offer = last_offer_to(supplier, opportunity)
    if offer is None:
        return None
    agreement = last_agreement_with(supplier, opportunity) if offer.answer == "signed" else None
    deliverable = next(reversed(deliverables_of(agreement)), None) if agreement else None
    invoice = next(reversed(invoices_under(agreement)), None) if agreement else None
    paid = [each for each in invoice.payments.all() if each.state == "COMPLETED"] if invoice else []
    return Work(opportunity, supplier, offer, agreement, deliverable, invoice, paid[0] if paid else None)


def list_deliveries(work: Work) -> list[tuple[Delivery, list[Judged]]]:
    """Return each delivery, the latest first, with its assessment in the order of the criteria."""
    if work.deliverable is None:
        return []
    criteria = {each.code: (n, each) for n, each in enumerate(acceptance_criteria(work.opportunity), start=1)}
    rows = work.deliverable.deliveries.order_by("-number").prefetch_related("assessments")
    return [(delivery, _judged(delivery, criteria)) for delivery in rows]


def _judged(delivery: Delivery, criteria: dict[str, tuple[int, AcceptanceCriterion]]) -> list[Judged]:
    found = []
    for each in delivery.assessments.all():
        number, criterion = criteria.get(each.criterion, (len(criteria) + 1, None))
        found.append(Judged(number, criterion, each))
    return sorted(found, key=lambda judged: judged.number)


def list_own_items(work: Work, now: datetime) -> list[ItemStanding]:
    """Return what the client team promised, as it stands under the supplier's agreement while it is in force."""
    agreement = work.agreement if work.agreement and work.agreement.ended_at is None else None
    return list_items(work.opportunity, agreement, local_time(now, work.zone).date())


def list_own_documents(work: Work) -> list[tuple[Document, Words]]:
    """Return the agreements and the invoices of this supplier with their titles, oldest first."""
    agreements = [each for each in agreements_of(work.opportunity) if each.supplier_id == work.supplier.pk]
    titles = title_documents(agreements)
    wanted = {each.document_id for each in agreements}
    wanted |= {each.countersigned_document_id for each in agreements if each.countersigned_document_id}
    wanted |= {invoice.document_id for each in agreements for invoice in invoices_under(each)}
    rows = Document.objects.filter(pk__in=wanted).defer("content").order_by("added_at", "pk")
    return [(row, titles[row.pk]) for row in rows]
