"""From a posted opportunity, made as people make it, to closing and the clock's own job."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.applications.models import OpenedAnswer
from microacquisition.opportunities.applications.opening import open_sealed_applications
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from tests.applying import apply_as, make_closed, withdraw_as
from tests.builders import make_open, make_people

pytestmark = pytest.mark.usefixtures("monday")
Move = Callable[[timedelta], datetime]


def test_a_posted_opportunity_takes_applications_and_closes(move_clock: Move) -> None:
    closed = make_closed(make_people(suppliers=3), move_clock)
    assert (closed.state, closed.applications_count) == ("CLOSED", 3)
    assert len(open_sealed_applications(closed)) == 3 and OpenedAnswer.objects.count() >= 3


def test_who_applied_is_told_of_a_cancellation_in_a_sealed_letter() -> None:
    people = make_people()
    opportunity = make_open(people)
    for supplier in people.suppliers:
        apply_as(supplier, opportunity)
    withdraw_as(people.suppliers[1], opportunity)
    reason = Bilingual("No longer needed.", "Le besoin n’existe plus.")
    given = {"reason_both": reason, "reason": "No longer needed."}
    take_step("cancel", opportunity_id=opportunity.pk, user=people.officer, given=given)
    row = Message.objects.get(template="posting/cancelled_sealed")
    assert row.to_email == "" and read_letter(row).to_email == people.suppliers[0].email
    assert "No longer needed." in read_letter(row).body


def test_the_clocks_job_closes_each_that_is_due_once(move_clock: Move) -> None:
    people = make_people()
    opportunity = make_open(people)
    apply_as(people.suppliers[0], opportunity)
    apply_as(people.suppliers[1], opportunity)
    withdraw_as(people.suppliers[1], opportunity)
    assert take_due_steps() == 0
    assert opportunity.closes_at is not None
    move_clock(timedelta(days=40))
    assert take_due_steps() >= 1
    assert take_due_steps() == 0
    closed = Opportunity.objects.get(pk=opportunity.pk)
    assert closed.state == "CLOSED" and closed.applications_count == 1
