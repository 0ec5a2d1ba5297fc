"""The database is lost under a request: the same request is given again, and its sender notices nothing."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from procrastinate.contrib.django import app
from psycopg_pool import PoolTimeout

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications import actions
from microacquisition.opportunities.applications.models import ApplicationVersion
from microacquisition.site import retries
from setup.embedded import ADMINISTRATOR, Server
from tests.opportunities.applications.conftest import monday as monday
from tests.opportunities.applications.make import make_open, make_person, send, sign_in

MIDDLEWARE = "microacquisition.site.retries.outlast_the_database"


@pytest.fixture(params=["while it is sealed", "while its mail is queued"])
def lose_database(
    request: pytest.FixtureRequest,
    committed_database: str,
    test_server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], None]:
    """Lets the database end the connection of the next request, once, in the middle of its work."""
    monkeypatch.setattr(retries, "PAUSES", (0.0, 0.0))
    places = {
        "while it is sealed": (actions, "seal_version"),
        "while its mail is queued": (app, "configure_task"),
    }
    place, name = places[request.param]
    go_on = getattr(place, name)

    def lose() -> None:
        ended: list[int] = []

        def end_connection(*parts: Any, **named: Any) -> Any:
            if not ended:
                connection.ensure_connection()
                ended.append(connection.connection.info.backend_pid)
                with test_server.connect(ADMINISTRATOR, "postgres") as administrator:
                    administrator.execute("SELECT pg_terminate_backend(%s, 5000)", [ended[0]])
            return go_on(*parts, **named)

        monkeypatch.setattr(place, name, end_connection)

    return lose


@pytest.mark.usefixtures("monday")
def test_what_was_sent_meanwhile_is_received_once(lose_database: Callable[[], None]) -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    browser.raise_request_exception = False  # else it raises what the site has got over
    lose_database()
    assert send(browser, opportunity).status_code == 302
    assert ApplicationVersion.objects.count() == Message.objects.count() == 1


@pytest.mark.usefixtures("monday")
def test_without_it_the_sender_would_meet_a_fault(lose_database: Callable[[], None], settings: Any) -> None:
    """The negative control."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != MIDDLEWARE]
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    browser.raise_request_exception = False
    lose_database()
    assert send(browser, opportunity).status_code == 500
    assert not ApplicationVersion.objects.exists()


class Refusal(Exception):
    """What the driver raises."""

    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


def ask(
    method: str,
    data: dict[str, str],
    sqlstate: str | None,
    monkeypatch: pytest.MonkeyPatch,
    cause: Exception | None = None,
) -> int:
    """Return how often a request is given to a site whose database fails so each time."""
    monkeypatch.setattr(retries, "PAUSES", (0.0, 0.0))
    asked = []

    def fail(request: Any) -> HttpResponse:
        asked.append(request)
        try:
            raise OperationalError("It failed.") from (cause or Refusal(sqlstate))
        except OperationalError:
            retries.note_lost_database(None, request)
        return HttpResponse(status=500)

    request = getattr(RequestFactory(), method)("/en/", data)
    assert retries.outlast_the_database(fail)(request).status_code == 500
    return len(asked)


KEY = {"form_key": "7b0b4b53-6a5c-4f2c-9a3e-0d6f3b8f5a11"}


@pytest.mark.parametrize(
    ("method", "data", "sqlstate", "times"),
    [
        ("get", {}, None, 3),
        ("get", {}, "57P01", 3),
        ("get", {}, "08006", 3),
        ("post", KEY, "57P03", 3),
        ("post", {}, "57P01", 1),
        ("get", {}, "55P03", 1),
        ("get", {}, "40P01", 1),
    ],
)
def test_only_what_may_be_done_twice_is_given_again(
    database: None, monkeypatch: pytest.MonkeyPatch, method: str, data: dict[str, str], sqlstate: str | None, times: int
) -> None:  # fmt: skip
    monkeypatch.setattr(connection, "close", lambda: None)
    assert ask(method, data, sqlstate, monkeypatch) == times


def test_a_busy_site_is_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "PATIENCE", -1.0)
    assert ask("get", {}, None, monkeypatch) == 1


def test_a_site_that_is_only_busy_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask("get", {}, None, monkeypatch, PoolTimeout()) == 1


def test_a_request_that_waited_long_before_is_asked_again_too(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = iter([100.0, 101.0, 102.0, 103.0])
    monkeypatch.setattr(
        retries, "time", SimpleNamespace(monotonic=lambda: next(waits), sleep=lambda _pause: None)
    )
    assert ask("get", {}, None, monkeypatch) == 3
    waits = iter([100.0, 116.0])
    assert ask("get", {}, None, monkeypatch) == 1
