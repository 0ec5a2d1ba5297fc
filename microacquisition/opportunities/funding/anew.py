"""When funds must be signed for and reserved anew: a higher price, or work due in another fiscal year."""

from datetime import datetime

from microacquisition.common.read_once import read_once
from microacquisition.opportunities.funding.queries import (
    find_form,
    find_form_that_holds,
    find_live_reservation,
    find_live_signature,
    find_other_year,
    find_statement_text,
    list_funds_signatures,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.lifecycle import ENDS


@read_once
def find_due_at(opportunity: Opportunity) -> datetime | None:
    """Return when the work is due: as agreed while it is open, as offered, else as the statement says; None once accepted."""
    if opportunity.state == "IN_WORK":
        open_work = opportunity.agreements.filter(ended_at=None, deliverables__state__in=("DUE", "DELIVERED"))
        return max(open_work.values_list("deliverables__due_at", flat=True), default=None)
    offered = opportunity.offers.filter(answer="").first() if opportunity.state == "OFFERED" else None
    statement = find_statement_text(opportunity)
    return offered.delivery_at if offered else statement.delivery_at if statement else None


def find_year_of_delivery(opportunity: Opportunity) -> tuple[str, str]:
    """Return the fiscal year in which the work is due and the one that pays, where they differ; else empty."""
    if opportunity.state in ENDS:
        return "", ""
    return find_other_year(opportunity, find_due_at(opportunity))


def describe_due(opportunity: Opportunity) -> dict[str, object]:
    """Return what the pages of the funds draw of the delivery: when it is due, and where that is in another year."""
    statement = find_statement_text(opportunity)
    due_at = find_due_at(opportunity) or (statement.delivery_at if statement else None)
    return {"due_at": due_at, "other_year": find_year_of_delivery(opportunity)}


def price_rose(opportunity: Opportunity) -> bool:
    """True where the statement's price rose above what was signed for."""
    form, statement = find_form(opportunity), find_statement_text(opportunity)
    if form is None or statement is None or statement.price_cents is None:
        return False
    return statement.price_cents > form.price_cents


def needs_new_form(opportunity: Opportunity) -> bool:
    """True where the price rose above what was signed for, or the delivery moved into another fiscal year."""
    if find_form(opportunity) is None or not list_funds_signatures(opportunity):
        return False
    return price_rose(opportunity) or bool(find_year_of_delivery(opportunity)[0])


def is_to_be_signed_again(opportunity: Opportunity) -> bool:
    """True where every section 32 signature given so far has lapsed."""
    signatures = list_funds_signatures(opportunity)
    return bool(signatures) and all(each.lapsed_at is not None for each in signatures)


def last_changed_at(opportunity: Opportunity) -> datetime | None:
    """Return when price or date last changed: the statement in public, the offer, or the agreed delivery date."""
    if opportunity.state in ("OFFERED", "IN_WORK"):
        moves = opportunity.agreements.filter(ended_at=None, deliverables__moves__isnull=False)
        moved = max(moves.values_list("deliverables__moves__moved_at", flat=True), default=None)
        return moved or opportunity.state_since
    last = opportunity.versions.order_by("number").last()
    return last.saved_at if last else None


def reservation_is_outgrown(opportunity: Opportunity) -> bool:
    """True where what is signed for is more than the reservation holds, or of another fiscal year."""
    form, reservation = find_form_that_holds(opportunity), find_live_reservation(opportunity)
    if form is None or reservation is None or find_live_signature(opportunity) is None:
        return False
    asked = form.price_cents + form.tax_ceiling_cents
    return asked > reservation.amount_cents or form.fiscal_year != reservation.fiscal_year
