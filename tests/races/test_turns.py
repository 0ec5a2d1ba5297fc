"""Senders are served in turn: whoever waits keeps no connection from the one being served, who may have lost theirs."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections

from microacquisition.opportunities.applications import views
from microacquisition.opportunities.applications.models import ApplicationVersion
from tests.opportunities.applications.conftest import monday as monday
from tests.opportunities.applications.make import make_open, make_person, send, sign_in

PATIENCE = 3.0  # seconds for which the only connection is waited for


@pytest.fixture
def one_connection(committed_database: str) -> Iterator[None]:
    """Threads share one connection, as those of a web process share a few."""
    options = connection.settings_dict["OPTIONS"]
    connections.close_all()
    options["pool"] = {"min_size": 1, "max_size": 1, "timeout": PATIENCE}
    yield
    connections.close_all()
    connection.close_pool()
    del options["pool"]


def send_two(monkeypatch: pytest.MonkeyPatch, take_turn: Any) -> list[int]:
    """Let one be served who has lost their connection while the other waits for the turn; return what both are told."""
    opportunity = make_open()
    browsers = [sign_in(make_person(name)) for name in ("Jordan Tremblay", "Camille Roy")]
    connections.close_all()
    being_served, waiting = threading.Event(), threading.Event()
    find_desk, served = views.find_desk, threading.BoundedSemaphore(1)

    def lose_connection_first(*parts: Any) -> Any:
        if not being_served.is_set():
            connection.close()
            being_served.set()
            assert waiting.wait(30)
        return find_desk(*parts)

    @contextmanager
    def say_who_waits(turns: threading.BoundedSemaphore) -> Iterator[None]:
        if being_served.is_set():
            assert connection.connection is not None
            waiting.set()
        with take_turn(turns):
            yield

    monkeypatch.setattr(views, "IN_TURN", served)
    monkeypatch.setattr(views, "find_desk", lose_connection_first)
    monkeypatch.setattr(views, "take_turn", say_who_waits)

    def send_one(browser: Any) -> int:
        browser.raise_request_exception = False
        try:
            return int(send(browser, opportunity).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(send_one, browsers[0])
        assert being_served.wait(30)
        second = threads.submit(send_one, browsers[1])
        return [first.result(), second.result()]


@pytest.mark.usefixtures("monday", "one_connection")
def test_whoever_lost_their_connection_gets_one_from_those_who_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    assert send_two(monkeypatch, views.take_turn) == [302, 302]
    assert ApplicationVersion.objects.count() == 2


@pytest.mark.usefixtures("monday", "one_connection")
def test_without_it_both_would_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""

    @contextmanager
    def keep_connection(turns: threading.BoundedSemaphore) -> Iterator[None]:
        with turns:
            yield

    assert send_two(monkeypatch, keep_connection)[0] == 500
