"""Submitting against closing on the real clock, and the same with the guard disabled, which must fail."""

import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import Client

from microacquisition.common import sealing
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications import actions
from microacquisition.opportunities.applications.actions import TooLate, take_application_step
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Refused
from microacquisition.people.models import Supplier, User
from tests.opportunities.applications.make import (
    ANSWER,
    answer_field,
    apply_address,
    fill_form,
    make_open,
    make_person,
    sign_in,
)

REAL_CLOCK = """CREATE OR REPLACE FUNCTION public.current_instant() RETURNS timestamptz LANGUAGE sql VOLATILE
    SET search_path = pg_catalog AS $$ SELECT clock_timestamp() $$"""
THREADS, SECONDS, APPLICANTS = 8, 1.5, 240


@dataclass
class Rush:
    """What came of a rush: who was told "received", who "too late"."""

    received: list[str] = field(default_factory=list)
    late: int = 0
    other: list[Exception] = field(default_factory=list)


@pytest.fixture
def real_clock(committed_database: str, owner_address: str) -> None:
    """The database's own clock, as a running site has it."""
    with psycopg.connect(owner_address) as link:
        link.execute(REAL_CLOCK)


@pytest.fixture
def slow_sealing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put some time between the look at the clock and the insert, where lateness slips in."""
    seal = sealing.seal_version

    def seal_slowly(*parts: Any) -> Any:
        time.sleep(0.03)
        return seal(*parts)

    monkeypatch.setattr(actions, "seal_version", seal_slowly)
    yield


def rush(opportunity: Opportunity) -> Rush:
    """Let many suppliers submit until it is too late, while the clock closes as early as it may."""
    people = [User(email=f"p{n}@example.ca", name=f"Person {n}") for n in range(APPLICANTS)]
    User.objects.bulk_create(people)
    form, result, waiting = fill_form(opportunity), Rush(), iter(people)
    given = {
        "name": "Jordan Tremblay",
        "answers": {answer_field(opportunity).partition("_")[2]: ANSWER},
        "affirmed": [name for name in form if name.startswith(("eligibility_", "undertaking_"))],
    }
    lock = threading.Lock()

    def submit() -> None:
        while True:
            with lock:
                person = next(waiting, None)
            if person is None or result.late >= THREADS:
                break
            try:
                taken = take_application_step("submit", opportunity, person, "en", given=given)
                result.received.append(taken.subject_id)
            except (TooLate, Refused):
                result.late += 1
            except Exception as error:
                result.other.append(error)
        connections.close_all()

    def close() -> None:
        while True:
            try:
                take_step("close", opportunity_id=opportunity.pk, user=None)
                break
            except Refused:
                time.sleep(0.005)
        connections.close_all()

    with ThreadPoolExecutor(THREADS + 1) as pool:
        for task in [pool.submit(close), *(pool.submit(submit) for _ in range(THREADS))]:
            task.result()
    return result


def make_closing_soon() -> Opportunity:
    """An opportunity that closes in a moment."""
    return make_open(hours=(SECONDS + 0.5) / 3600)


@pytest.mark.usefixtures("real_clock", "slow_sealing")
def test_what_is_acknowledged_is_counted_and_nothing_comes_in_late() -> None:
    opportunity = make_closing_soon()
    result = rush(opportunity)
    closed = Opportunity.objects.get()
    assert result.other == [] and result.late > 0 and result.received
    assert closed.state == "CLOSED"
    assert closed.applications_count == len(result.received) == ApplicationVersion.objects.count()
    assert set(result.received) == set(Application.objects.values_list("pk", flat=True))
    assert not ApplicationVersion.objects.filter(received_at__gte=closed.closes_at).exists()
    assert Message.objects.filter(template="applications/received").count() == len(result.received)
    assert Supplier.objects.count() == len(result.received)


@pytest.mark.usefixtures("real_clock", "slow_sealing")
def test_without_the_guard_some_come_in_after_the_count(owner_address: str) -> None:
    opportunity = make_closing_soon()
    with psycopg.connect(owner_address) as link:
        link.execute("ALTER TABLE opportunities_application DISABLE TRIGGER gate_application")
        link.execute("ALTER TABLE opportunities_applicationversion DISABLE TRIGGER gate_version")
        link.execute("ALTER TABLE opportunities_application DISABLE TRIGGER require_event")
    rush(opportunity)
    closed = Opportunity.objects.get()
    assert closed.applications_count is not None
    assert ApplicationVersion.objects.count() > closed.applications_count


@pytest.mark.usefixtures("monday")
def test_one_form_sent_many_times_at_once_is_received_once() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    form = {**fill_form(opportunity), "send": "1"}

    def post(_number: int) -> str:
        mine: Any = Client()
        mine.cookies = browser.cookies.copy()
        try:
            return str(mine.post(apply_address(opportunity), form).url)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = set(pool.map(post, range(24)))
    assert len(answers) == 1
    assert ApplicationVersion.objects.count() == Message.objects.count() == Supplier.objects.count() == 1


@pytest.mark.usefixtures("monday")
def test_two_windows_that_change_at_once_leave_one_change() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    browser.post(apply_address(opportunity), {**fill_form(opportunity), "send": "1"})

    def change(number: int) -> int:
        mine: Any = Client()
        mine.cookies = browser.cookies.copy()
        form = fill_form(opportunity, based_on="1", form_key=str(uuid.uuid4()))
        try:
            return int(mine.post(apply_address(opportunity), {**form, "send": "1"}).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(change, range(4)))
    assert answers == [302, 409, 409, 409]
    assert ApplicationVersion.objects.count() == 2
