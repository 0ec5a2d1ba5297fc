"""What else a supplier can do on an awarded purchase: answers that are waited for first, then rare ways out."""

from dataclasses import dataclass

from django.urls import reverse

from microacquisition.common.words import Words
from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.my_work.queries import Work
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from microacquisition.process.lifecycle import STEPS, Thing
from microacquisition.process.step_words import STEP_WORDS

ANSWERS = ("answer_dispute", "extend_delivery", "confirm_item")
RARE = ("propose_extension", "report_late_item", "open_dispute")
LABELS = {
    "extend_delivery": Words(
        en="Answer the proposed delivery date", fr="Répondre à la date de livraison proposée"
    ),
    "propose_extension": Words(
        en="Ask for a later delivery date", fr="Demander une date de livraison plus tardive"
    ),
}


@dataclass(frozen=True)
class Way:
    """One link: where to, and what it says; `is_awaited` where somebody waits for this answer."""

    address: str
    label: Words
    is_awaited: bool


def list_ways(work: Work, user: User) -> list[Way]:
    """Return the steps beside the main one that this supplier can take now."""
    rare = [_describe(code, work) for code in RARE if _is_possible(code, work, user)]
    return list_awaited(work, user) + rare


def list_awaited(work: Work, user: User) -> list[Way]:
    """Return the answers beside the main step that somebody waits for."""
    return [_describe(code, work) for code in ANSWERS if _is_possible(code, work, user)]


def _is_possible(code: str, work: Work, user: User) -> bool:
    subject = work.deliverable if STEPS[code].thing is Thing.DELIVERABLE else None
    if STEPS[code].thing is Thing.DELIVERABLE and subject is None:
        return False
    return look_ahead(code, work.opportunity, user, subject) == []


def _describe(code: str, work: Work) -> Way:
    address = reverse(TABLE.steps[code].page, kwargs={"opportunity_id": work.opportunity.pk})
    return Way(address, LABELS.get(code, STEP_WORDS[code].do), code in ANSWERS)
