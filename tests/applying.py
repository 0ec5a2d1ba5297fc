"""Applications for tests, through the engine: beside `tests/builders.py`, for the stages after posting."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from microacquisition.opportunities.applications.actions import take_application_step
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import affirmations_of, criteria_of
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.site.clock import current_instant
from tests.builders import People, make_open

ANSWER = "I wrote thirty policies in two years and tested each of them."
Move = Callable[[timedelta], datetime]


def apply_as(
    user: User, opportunity: Opportunity, answers: Mapping[str, str] | None = None, language: str = "en"
) -> Application:
    """Send a complete application as the person; `answers` by code of the criterion, else the same good one."""
    given = {
        "name": user.name,
        "answers": {each.code: (answers or {}).get(each.code, ANSWER) for each in criteria_of(opportunity)},
        "affirmed": affirmations_of(opportunity.programme),
    }
    taken = take_application_step("submit", opportunity, user, language, given=given, form_key=uuid.uuid4())
    return Application.objects.get(pk=taken.subject_id)


def withdraw_as(user: User, opportunity: Opportunity) -> None:
    """Withdraw the person's application."""
    take_application_step("withdraw", opportunity, user, "en", form_key=uuid.uuid4())


def close(opportunity: Opportunity, move_clock: Move) -> Opportunity:
    """Go to the closing instant and let the clock close: CLOSED, or NO_AWARD where nobody applied."""
    assert opportunity.closes_at is not None
    wait = opportunity.closes_at - current_instant()
    if wait > timedelta(0):
        move_clock(wait)
    take_step("close", opportunity_id=opportunity.pk, user=None)
    return Opportunity.objects.get(pk=opportunity.pk)


def make_closed(people: People, move_clock: Move) -> Opportunity:
    """CLOSED, with one application of each of `people.suppliers`, still sealed."""
    opportunity = make_open(people)
    for supplier in people.suppliers:
        apply_as(supplier, opportunity)
    return close(opportunity, move_clock)
