"""Brings more purchases of a demonstration past their closing, quietly, in the worker: as far as each one goes."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from demo.awarded_opportunities import AWARDED_OPPORTUNITIES
from demo.branching_opportunities import BRANCHING_OPPORTUNITIES
from demo.later_opportunities import LATER_OPPORTUNITIES
from demo.opportunities import OPPORTUNITIES
from demo.opportunity import DemoOpportunity
from demo.scored_opportunities import SCORED_OPPORTUNITIES
from microacquisition.opportunities.delivery.queries import find_deliverable
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.records.models import Event
from microacquisition.reports.demo_branches import BRANCHES, LAST_STEPS_OF_BRANCHES
from microacquisition.reports.demo_opportunities import ask_for
from microacquisition.reports.demo_steps import reload
from microacquisition.reports.demo_walks import WALKS, find_invoice
from microacquisition.site.clock import current_instant

logger = logging.getLogger(__name__)

LATER = (*SCORED_OPPORTUNITIES, *LATER_OPPORTUNITIES, *AWARDED_OPPORTUNITIES, *BRANCHING_OPPORTUNITIES)
# The step with which the demonstration leaves a purchase to the people who try it, for good.
LAST_STEPS = {
    "CLOSED": "close", "EVALUATED": "freeze_evaluation", "RANKED": "record_draw", "OFFERED": "offer",
    "DELIVERED": "deliver", "INVOICED": "submit_invoice", "COMPLETED": "complete", "CANCELLED": "cancel",
    "NO_AWARD": "end_without_award", "FUNDED": "reserve_funds", **LAST_STEPS_OF_BRANCHES,
}  # fmt: skip


def continue_opportunities(span: timedelta | None = None) -> int:
    """Make what is missing and take the next stage of the others; return how many moved. Only in a demonstration.

    With `span`, no further purchase is begun once it has passed: the clock and the mail wait for the same worker.
    What a person did meanwhile stays: a purchase whose last step was taken once is never touched again.
    """
    if not settings.DEMO or not Opportunity.objects.filter(title_fr=OPPORTUNITIES[0].title.fr).exists():
        return 0
    moved, until = 0, current_instant() + span if span else None
    for wanted in LATER:
        if until is not None and current_instant() >= until:
            break
        moved += move_on(wanted)
    return moved


def move_on(wanted: DemoOpportunity) -> bool:
    """Take this purchase as far as it goes now; True where it moved."""
    found = Opportunity.objects.filter(title_fr=wanted.title.fr).order_by("requested_at").first()
    moved = found is None
    found = found or ask_for(wanted)
    while not is_left_alone(found, wanted):
        stage = name_stage(found)
        walk = BRANCHES.get(wanted.reached, {}).get(stage) or WALKS.get(stage)
        if walk is None:
            break
        try:
            with transaction.atomic():
                walk(found, wanted)
        except (Refused, NotYours) as refusal:
            logger.info("The demonstration did not move %s on: %s", found, refusal)
            break
        found, moved = reload(found), True
    return moved


def is_left_alone(opportunity: Opportunity, wanted: DemoOpportunity) -> bool:
    """True once the last step of the demonstration was taken here, by whomever."""
    return Event.objects.filter(stream=opportunity.stream, code=LAST_STEPS[wanted.reached]).exists()


def name_stage(opportunity: Opportunity) -> str:
    """Return the state; within the work, that of the invoice or of the deliverable."""
    if opportunity.state != "IN_WORK":
        return opportunity.state
    invoice = find_invoice(opportunity)
    if invoice is not None:
        return f"INVOICE_{invoice.state}"
    deliverable = find_deliverable(opportunity, "DUE", "DELIVERED", "ACCEPTED")
    return deliverable.state if deliverable else opportunity.state
