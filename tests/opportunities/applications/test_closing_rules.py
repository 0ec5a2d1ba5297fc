"""The clock moves a closing under the published rules: which one is said, never how many; each once; before closing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities import heartbeat
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.heartbeat import Heartbeat, beat, count_minutes_not_ready
from microacquisition.opportunities.jobs import beat_every_minute
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.posting.extending import Proposal
from microacquisition.opportunities.posting.models import ClosingChange
from microacquisition.opportunities.questions.models import Question
from microacquisition.opportunities.situation import Refused
from microacquisition.process.programmes.base import ExtensionRules
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.applying import apply_as
from tests.asking import ask_as, plant_question, publish_as
from tests.builders import People, make_open

Move = Callable[[Any], Any]


@pytest.fixture
def people(people: People, move_clock: Move) -> People:
    """On Monday, November 23, 2026, 10:00 am Eastern."""
    move_clock(datetime(2026, 11, 23, 15, tzinfo=UTC))
    return people


@pytest.fixture
def asks_for_two(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program’s rule on applications is switched on: fewer than two."""
    rules = replace(
        PROGRAMMES.newest("esdc"), extension=ExtensionRules(fewer_applications_than=2, outage_minutes=10)
    )
    monkeypatch.setattr(PROGRAMMES, "of_version", lambda *_: rules)
    yield


def reload(opportunity: Opportunity) -> Opportunity:
    """Read the row again."""
    return Opportunity.objects.get(pk=opportunity.pk)


def closing_of(opportunity: Opportunity) -> datetime:
    """Return the closing as it stands now."""
    closes = reload(opportunity).closes_at
    assert closes is not None
    return closes


def reach_closing(opportunity: Opportunity, move_clock: Move) -> Opportunity:
    """Go to the closing instant and let the clock do what is due."""
    move_clock(closing_of(opportunity))
    take_due_steps()
    return reload(opportunity)


def beat_until(end: datetime, move_clock: Move, missing: range = range(0)) -> None:
    """Let the heart beat each minute of the two hours before `end`, but for the minutes `missing`."""
    for minute in range(120):
        if minute not in missing:
            move_clock(end - timedelta(minutes=120 - minute) + timedelta(seconds=2))
            beat(current_instant())


def ask(people: People, opportunity: Opportunity) -> Question:
    """Ask a question in time, as somebody who did not apply."""
    return ask_as(people.stranger, opportunity)


def test_an_unanswered_question_moves_it_once(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    apply_as(people.suppliers[0], opportunity)
    old = closing_of(opportunity)
    ask(people, opportunity)
    with pytest.raises(Refused, match="No rule moves"):
        take_step("extend_by_rule", opportunity_id=opportunity.pk, user=None)
    moved = reach_closing(opportunity, move_clock)
    assert (moved.state, moved.closes_at) == ("OPEN", old + timedelta(days=1))
    row = ClosingChange.objects.get()
    assert (row.rule, row.old_closes_at, row.new_closes_local) == (
        "unanswered_question",
        old,
        moved.closes_local,
    )
    told = [
        read_letter(row) for row in Message.objects.filter(template="applications/extended_by_rule_applicant")
    ]
    assert [letter.to_email for letter in told] == [people.suppliers[0].email]
    assert "a question asked in time was not answered" in told[0].body
    for template in ("applications/extended_by_rule_staff",):
        assert Message.objects.filter(template=template, to_email=people.client.email).exists()
    page = Client().get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    assert "under a rule published at opening: a question asked in time" in page
    apply_as(people.suppliers[1], moved)
    assert reach_closing(moved, move_clock).state == "CLOSED"
    assert ClosingChange.objects.count() == 1


def test_an_answered_or_late_question_moves_nothing(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    apply_as(people.suppliers[0], opportunity)
    publish_as(people.officer, ask(people, opportunity))
    why = {"code": "refuse_question", "because": "out_of_scope", "answer": Bilingual()}
    publish_as(people.officer, ask(people, opportunity), **why)
    plant_question(opportunity, closing_of(opportunity) - timedelta(hours=30))  # after the last moment to ask
    assert reach_closing(opportunity, move_clock).state == "CLOSED"


@pytest.mark.parametrize(("applied", "state"), [(0, "OPEN"), (1, "OPEN"), (2, "CLOSED")])
def test_too_few_applications_move_it_and_nobody_reads_how_many(
    asks_for_two: None, people: People, move_clock: Move, applied: int, state: str
) -> None:
    opportunity = make_open(people)
    for supplier in people.suppliers[:applied]:
        apply_as(supplier, opportunity)
    public = Client().get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    assert "fewer than 2 applications had been received at the closing" in public  # published at opening
    moved = reach_closing(opportunity, move_clock)
    assert moved.state == state
    if state == "OPEN":
        event = Event.objects.get(code="extend_by_rule")
        assert '"rule":"fewer_applications"' in event.body
        assert sorted(json.loads(event.body)["facts"]) == ["new_closes_at", "old_closes_at", "rule"]
        assert reach_closing(moved, move_clock).state in ("CLOSED", "NO_AWARD")  # once


@pytest.mark.parametrize(
    ("missing", "state"), [(range(40, 49), "CLOSED"), (range(110, 120), "OPEN"), (range(5), "CLOSED")]
)
def test_ten_minutes_without_a_heartbeat_move_it(
    people: People, move_clock: Move, missing: range, state: str
) -> None:
    opportunity = make_open(people)
    apply_as(people.suppliers[0], opportunity)
    beat_until(closing_of(opportunity), move_clock, missing)
    assert reach_closing(opportunity, move_clock).state == state
    assert list(ClosingChange.objects.values_list("rule", flat=True)) == (
        ["outage"] if state == "OPEN" else []
    )


def test_gaps_are_added_up_and_nothing_measured_is_no_outage(people: People, move_clock: Move) -> None:
    end = datetime(2026, 11, 25, 19, tzinfo=UTC)
    move_clock(end)
    assert count_minutes_not_ready(end - timedelta(hours=2), end) == 0
    for minute in (0, 1, 4, 5, 9):
        move_clock(end + timedelta(minutes=minute, seconds=3))
        beat_every_minute(0)
    move_clock(end + timedelta(hours=1))
    assert count_minutes_not_ready(end, end + timedelta(minutes=10)) == 5
    assert count_minutes_not_ready(end + timedelta(seconds=30), end + timedelta(minutes=10)) == 5


def test_a_long_outage_moves_it_to_a_day_that_lies_ahead(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    old = closing_of(opportunity)
    beat_until(old, move_clock, range(3, 120))
    move_clock(old + timedelta(days=4))  # the worker comes back on Friday, at that very hour
    take_due_steps()
    assert closing_of(opportunity) == old + timedelta(days=7)


def test_no_heartbeat_is_written_while_the_web_server_is_not_ready(
    people: People, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.READY_ADDRESS = "http://127.0.0.1:9/readyz"
    monkeypatch.setattr(heartbeat, "ANSWER_WITHIN", 0.2)
    assert not beat(current_instant()) and not Heartbeat.objects.exists()


def test_heartbeats_are_not_written_back_changed_or_taken_away(people: People, owner_address: str) -> None:
    now = current_instant()
    Heartbeat.objects.create(at=now - timedelta(hours=1))
    assert Heartbeat.objects.get().at >= now
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM opportunities_heartbeat")
    with psycopg.connect(owner_address) as owner, pytest.raises(psycopg.Error):
        owner.execute("UPDATE opportunities_heartbeat SET at = now() - interval '1 hour'")


def test_old_heartbeats_are_pruned(people: People, move_clock: Move) -> None:
    beat(current_instant())
    move_clock(timedelta(days=15))
    beat(current_instant())
    assert Heartbeat.objects.count() == 1


def test_nothing_closes_that_a_rule_moves(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    ask(people, opportunity)
    move_clock(closing_of(opportunity))
    with pytest.raises(Refused, match="A rule published at opening moves"):
        take_step("close", opportunity_id=opportunity.pk, user=None)
    assert reload(opportunity).state == "OPEN"


def test_a_proposal_of_people_lapses_when_a_rule_moves_it(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    old = closing_of(opportunity)
    ask(people, opportunity)
    proposal = _proposal(old + timedelta(days=1))
    given = {"proposal": proposal, "reason": proposal.as_reason()}
    take_step("extend", opportunity_id=opportunity.pk, user=people.officer, given=given)
    reach_closing(opportunity, move_clock)
    assert not opportunity.signatures.filter(step="extend", end=None).exists()
    assert Event.objects.filter(code="void_signature").exists()


def _proposal(to: datetime) -> Proposal:
    return Proposal(to, Bilingual("More time.", "Plus de temps."))
