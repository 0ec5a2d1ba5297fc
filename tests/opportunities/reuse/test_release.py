"""Whatever ends a purchase, the payment officer is told of the funds left over and finds them in the queue."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.queries import list_live_files
from microacquisition.opportunities.funding.models import Reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.process.lifecycle import ENDS
from tests.applying import close
from tests.builders import People, make_approved, make_funded, make_open
from tests.opportunities.agreement.builders import give_notice, make_in_work, make_paid, reload, take

REASON = {"reason_both": Bilingual("No longer needed.", "Le besoin a disparu."), "reason": "both"}
Move = Callable[[timedelta], object]


def end_without_award(people: People, move_clock: Move) -> Opportunity:
    """NO_AWARD: nobody applied."""
    return take_end(close(make_open(people), move_clock))  # type: ignore[arg-type]


def take_end(opportunity: Opportunity) -> Opportunity:
    """Let the clock end what has no applications."""
    if opportunity.state == "CLOSED":
        take("end_without_award", opportunity, None)
    return reload(opportunity)


def cancel(people: People, move_clock: Move) -> Opportunity:
    """CANCELLED before posting, the funds reserved."""
    opportunity = make_funded(people)
    take("cancel", opportunity, people.officer, **REASON)
    return reload(opportunity)


def withdraw(people: People, move_clock: Move) -> Opportunity:
    """CANCELLED by the client."""
    opportunity = make_funded(people)
    take("withdraw_request", opportunity, people.client, **REASON)
    return reload(opportunity)


def terminate(people: People, move_clock: Move) -> Opportunity:
    """TERMINATED: in default, nobody left in order."""
    people.suppliers = people.suppliers[:1]
    opportunity = make_in_work(people)
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="I am ill.")
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="The work was not delivered.")
    return reload(opportunity)


def complete(people: People, move_clock: Move) -> Opportunity:
    """COMPLETED with $900 of tax never charged."""
    opportunity = make_paid(people)
    take("complete", opportunity, people.officer, address="https://code.open.canada.ca/en/policies.html")
    return reload(opportunity)


@pytest.mark.parametrize("end", [end_without_award, cancel, withdraw, terminate, complete])
def test_at_every_end_the_rest_of_the_reservation_is_asked_back(
    people: People, move_clock: Move, browser: Callable[[User], Client], end: Callable[..., Opportunity]
) -> None:
    opportunity = end(people, move_clock)
    assert opportunity.state in ENDS
    letters = Message.objects.filter(template="reuse/reservation_to_release")
    assert [letter.to_email for letter in letters] == [people.payment_officer.email]
    assert "FR-20417" in letters[0].body
    assert opportunity in list_live_files(people.payment_officer)
    waiting = [pending.step.code for pending in read_turns(opportunity, people.payment_officer).mine]
    assert waiting == ["release_funds"]
    assert "Release" in browser(people.payment_officer).get("/en/needs-me/").content.decode()
    assert not read_turns(opportunity, people.officer).mine


def test_where_nothing_was_reserved_nobody_is_asked(people: People) -> None:
    opportunity = make_approved(people)
    take("cancel", opportunity, people.officer, **REASON)
    assert reload(opportunity).state == "CANCELLED"
    assert not Message.objects.filter(template="reuse/reservation_to_release").exists()
    assert opportunity not in list_live_files(people.payment_officer)


def test_once_released_the_file_leaves_the_queue(people: People, move_clock: Move) -> None:
    opportunity = complete(people, move_clock)
    take("release_funds", opportunity, people.payment_officer, released_cents=900_00, reference="R-1")
    assert opportunity not in list_live_files(people.payment_officer)


def test_a_reservation_used_up_leaves_nothing_to_release(people: People, move_clock: Move) -> None:
    opportunity = make_paid(people)
    Reservation.objects.update(amount_cents=6_000_00)
    take("complete", opportunity, people.officer, address="https://code.open.canada.ca/en/policies.html")
    assert not Message.objects.filter(template="reuse/reservation_to_release").exists()
    assert reload(opportunity) not in list_live_files(people.payment_officer)
