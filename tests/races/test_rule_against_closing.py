"""Clocks and applicants at the closing instant: a closing that a rule moves is moved once and never closed."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connections

from microacquisition.opportunities.applications.actions import TooLate
from microacquisition.opportunities.applications.closing_rules import ask_closing_rules
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import ClosingChange
from microacquisition.opportunities.situation import Refused
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from tests.applying import apply_as
from tests.asking import ask_as
from tests.builders import make_open, make_people

AT_ONCE = 4
HEAD_START = 0.15  # seconds by which those that close come before those that move: the worst case


@dataclass
class Rush:
    """What came of it: steps the clocks took, applications acknowledged and refused."""

    taken: list[str] = field(default_factory=list)
    received: int = 0
    late: int = 0


def rush_at_closing(move_clock: Any) -> tuple[Opportunity, Rush]:
    """Let several clocks move and close the same opportunity at its instant, while suppliers go on applying."""
    people = make_people(suppliers=1)
    opportunity = make_open(people)
    assert opportunity.closes_at is not None
    apply_as(people.suppliers[0], opportunity)
    ask_as(people.suppliers[0], opportunity)
    suppliers = [User.objects.create_user(f"s{n}@example.ca", name=f"Supplier {n}") for n in range(AT_ONCE)]
    move_clock(opportunity.closes_at - timedelta(seconds=0.05))
    start, rush = threading.Barrier(3 * AT_ONCE), Rush()

    def move(code: str) -> None:
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            try:
                take_step(code, opportunity_id=opportunity.pk, user=None)
                rush.taken.append(code)
            except (Refused, DatabaseError):
                continue

    def apply(number: int) -> None:
        try:
            apply_as(suppliers[number], opportunity)
            rush.received += 1
        except (TooLate, Refused):
            rush.late += 1

    def run(number: int) -> None:
        start.wait()
        try:
            kind, which = divmod(number, AT_ONCE)
            time.sleep(HEAD_START if kind == 1 else 0)
            apply(which) if kind == 2 else move(("close", "extend_by_rule")[kind])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3 * AT_ONCE) as pool:
        list(pool.map(run, range(3 * AT_ONCE)))
    return Opportunity.objects.get(pk=opportunity.pk), rush


def test_a_rule_comes_before_closing_and_counts_once(committed_database: str, move_clock: Any) -> None:
    opportunity, rush = rush_at_closing(move_clock)
    assert (opportunity.state, rush.taken) == ("OPEN", ["extend_by_rule"])
    assert ClosingChange.objects.count() == 1
    # Whoever was acknowledged is there; whoever was refused has left nothing behind.
    assert Application.objects.filter(state="SUBMITTED").count() == 1 + rush.received
    assert rush.received + rush.late == AT_ONCE
    late = User.objects.create_user(f"{uuid.uuid4()}@example.ca", name="Sends again")
    apply_as(late, opportunity)


def test_without_the_guard_it_would_close(
    committed_database: str, move_clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: `close` no longer waits for the rules, and a closing that a rule moves is closed."""
    close = TABLE.steps["close"]
    monkeypatch.setitem(TABLE.steps, "close", replace(close, rules=close.rules[:1]))
    opportunity, rush = rush_at_closing(move_clock)
    assert opportunity.state == "CLOSED" and "close" in rush.taken
    assert ask_closing_rules(opportunity, opportunity.closes_at).unanswered_questions == 1  # type: ignore[arg-type]
