"""Applications on their way at the closing instant, over real sockets: a receipt or "too late", and no third answer."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from microacquisition.common import sealing
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications import actions, queries
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier, User
from microacquisition.site import middleware
from tests.opportunities.applications.conftest import monday as monday
from tests.opportunities.applications.make import (
    ANSWER,
    answer_field,
    apply_address,
    fill_form,
    make_open,
    make_person,
    sign_in,
)
from tests.races.live import Sending, begin_post, serve

pytestmark = pytest.mark.usefixtures("monday")
Move = Callable[[timedelta], datetime]
HOUR = timedelta(hours=1)


@pytest.fixture
def port(monday: datetime) -> Iterator[int]:
    """The site behind a socket."""
    with serve() as number:
        yield number


@pytest.fixture
def no_guard(owner_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the database nor the rules look at the clock."""
    drop_triggers(owner_address)
    monkeypatch.setattr(queries, "public_status", lambda row, now: "open")


def drop_triggers(owner_address: str) -> None:
    """The database lets in whatever comes."""
    with psycopg.connect(owner_address) as link:
        for table, trigger in (
            ("application", "gate_application"), ("applicationversion", "gate_version"), ("application", "require_event"),
        ):  # fmt: skip
            link.execute(f"ALTER TABLE opportunities_{table} DISABLE TRIGGER {trigger}")


def begin(port: int, opportunity: Opportunity, **headers: str) -> Sending:
    """Begin to send a whole application; the button's name comes first, the answer last."""
    browser = sign_in(make_person("Jordan Tremblay"))
    form = {"send": "1", **fill_form(opportunity)}
    answer = form.pop(answer_field(opportunity))
    return begin_post(
        port, browser, apply_address(opportunity), {**form, answer_field(opportunity): answer}, **headers
    )


def assert_nothing_was_kept() -> None:
    """No version, no application, no supplier, no mail."""
    for model in (ApplicationVersion, Application, Supplier, Message):
        assert not model.objects.exists()


def trickle_over_closing(port: int, move_clock: Move) -> tuple[int, str]:
    """Begin before the instant and end after it."""
    sending = begin(port, make_open(hours=1))
    sending.send(0.9)
    move_clock(HOUR)
    return sending.finish()


def test_a_body_that_ends_after_the_instant_is_too_late(port: int, move_clock: Move) -> None:
    status, page = trickle_over_closing(port, move_clock)
    assert status == 409 and ANSWER in page
    assert "11:00\u00a0am Eastern" in page and "16:00\u00a0UTC" in page
    assert_nothing_was_kept()


@pytest.mark.usefixtures("no_guard")
def test_without_the_guard_it_would_be_received(port: int, move_clock: Move) -> None:
    """The negative control."""
    status, _page = trickle_over_closing(port, move_clock)
    assert status == 302
    assert ApplicationVersion.objects.get().received_at >= (Opportunity.objects.get().closes_at or 0)


def test_a_trickled_body_that_ends_in_time_is_received(port: int) -> None:
    sending = begin(port, make_open(hours=1))
    for _piece in range(5):
        sending.send(0.3)
        time.sleep(0.02)
    assert sending.finish()[0] == 302
    assert queries.latest_content(Application.objects.get()).answers.popitem()[1] == ANSWER  # type: ignore[union-attr]


def cut_short(port: int) -> tuple[int, str]:
    """Let the connection end inside the answer."""
    sending = begin(port, make_open(hours=1))
    sending.send(0.95)
    return sending.cut()


def test_half_a_form_is_not_taken_for_a_whole_one(port: int) -> None:
    status, page = cut_short(port)
    assert status == 400 and "did not arrive whole" in page
    assert_nothing_was_kept()


def test_without_the_guard_half_a_form_would_be_received(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: whatever came is taken for what was announced."""
    read = middleware._read_in_time
    monkeypatch.setattr(middleware, "_read_in_time", lambda request, size: read(request, size).ljust(size))
    assert cut_short(port)[0] == 302
    content = queries.latest_content(Application.objects.get())
    assert content is not None and ANSWER.startswith(content.answers.popitem()[1])


def test_a_silent_client_is_given_up_and_keeps_nobody_waiting(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "SECONDS_ALLOWED", 0.2)
    sending = begin(port, make_open(hours=1))
    sending.send(0.5)
    assert sending.first_line() == "HTTP/1.1 408 Request Timeout"
    assert_nothing_was_kept()


def test_no_clock_of_the_client_is_read(port: int, move_clock: Move) -> None:
    opportunity = make_open(hours=1)
    early = "Mon, 23 Nov 2026 08:00:00 GMT"
    typed = {"received_at": "2026-11-23T08:00:00Z", "closes_at": "2027-01-01T00:00:00Z", "now": "0"}
    browser = sign_in(make_person("Jordan Tremblay"))
    form = {**fill_form(opportunity), **typed, "send": "1"}
    sending = begin_post(
        port, browser, apply_address(opportunity), form, Date=early, If_Unmodified_Since=early
    )
    move_clock(HOUR)
    assert sending.finish()[0] == 409
    assert_nothing_was_kept()


def overtake(
    port: int, move_clock: Move, monkeypatch: pytest.MonkeyPatch
) -> tuple[Opportunity, tuple[int, str]]:
    """Close while a request, whole and in time, stands just before its seal."""
    reached, go_on = threading.Event(), threading.Event()

    def wait_before_sealing(*parts: Any) -> Any:
        reached.set()
        go_on.wait(30)
        return sealing.seal_version(*parts)

    monkeypatch.setattr(actions, "seal_version", wait_before_sealing)
    sending = begin(port, make_open(hours=1))
    with ThreadPoolExecutor(2) as pool:
        answer = pool.submit(sending.finish)
        assert reached.wait(30)
        move_clock(HOUR)
        closing = pool.submit(close)
        wait([closing], timeout=0.5)
        go_on.set()
        closing.result()
        found = answer.result()
    return Opportunity.objects.get(), found


def close() -> None:
    """Let the clock close what is due."""
    take_due_steps()
    connection.close()


def test_what_closing_overtakes_is_too_late(
    port: int, move_clock: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    opportunity, (status, page) = overtake(port, move_clock, monkeypatch)
    assert status == 409 and ANSWER in page and "UTC" in page
    assert (opportunity.state, opportunity.applications_count) == ("NO_AWARD", 0)
    for model in (ApplicationVersion, Application, Supplier):
        assert not model.objects.exists()


def test_without_the_guard_it_would_come_after_the_count(
    port: int, move_clock: Move, monkeypatch: pytest.MonkeyPatch, owner_address: str
) -> None:
    """The negative control."""
    drop_triggers(owner_address)
    opportunity, (status, _page) = overtake(port, move_clock, monkeypatch)
    assert (status, opportunity.applications_count) == (302, 0)
    assert ApplicationVersion.objects.count() == 1


def test_two_tabs_one_in_time_and_one_too_late(port: int, move_clock: Move) -> None:
    opportunity = make_open(hours=1)
    first, browser = begin(port, opportunity), sign_in(User.objects.get(name="Jordan Tremblay"))
    form = fill_form(opportunity, **{answer_field(opportunity): "Other words."})
    second = begin_post(port, browser, apply_address(opportunity), {**form, "send": "1"})
    second.send(0.5)
    assert first.finish()[0] == 302
    move_clock(HOUR)
    status, page = second.finish()
    assert status == 409 and "Other words." in page
    content = queries.latest_content(Application.objects.get())
    assert content is not None and list(content.answers.values()) == [ANSWER]


def test_every_form_gets_its_first_answer_again_after_closing(move_clock: Move) -> None:
    opportunity, browser = make_open(hours=1), sign_in(make_person("Jordan Tremblay"))
    forms = [
        (apply_address(opportunity), {**fill_form(opportunity), "send": "1"}),
        (apply_address(opportunity), {**fill_form(opportunity, based_on="1"), "send": "1"}),
    ]
    answers = [browser.post(*form).url for form in forms]
    forms.append((f"{answers[0]}withdraw/", {"form_key": str(uuid.uuid4())}))
    answers.append(browser.post(*forms[-1]).url)
    kept = ApplicationVersion.objects.count()
    move_clock(HOUR)
    for _time in ("before it is counted", "after"):
        assert [browser.post(*form).url for form in forms] == answers
        late = browser.post(apply_address(opportunity), {**fill_form(opportunity, based_on="3"), "send": "1"})
        assert late.status_code == 409
        take_due_steps()
    assert ApplicationVersion.objects.count() == kept == 3


def test_what_was_typed_before_a_session_ended_is_shown_too_late(move_clock: Move) -> None:
    opportunity, person, browser = make_open(hours=1), make_person("Jordan Tremblay"), Client()
    browser.post(apply_address(opportunity), {**fill_form(opportunity), "send": "1"})
    browser.force_login(person)
    move_clock(HOUR)
    page = browser.get(apply_address(opportunity)).content.decode()
    assert "Closed, being counted" in page and ANSWER in page
    assert_nothing_was_kept()
