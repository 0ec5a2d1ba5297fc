"""Asks again where the database was lost under a request: it is restarted within seconds, and nobody must start over."""

import sys
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from psycopg_pool import PoolTimeout

from microacquisition.site.form_key import key_of_form

PAUSES = (0.5, 1.0, 2.0, 3.0, 4.0)  # seconds
# Seconds since the database was first lost: how long the request had waited in a queue before says nothing.
PATIENCE = 15.0
GONE = ("08", "57P")  # classes of SQLSTATE: no connection, the server stops or starts
FAILURES = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


def note_lost_database(sender: Any, request: HttpRequest | None = None, **_named: Any) -> None:
    """Remember on the request that the database was lost, not that it refused something or that others keep it busy."""
    error = sys.exc_info()[1]
    while error is not None and not isinstance(error, FAILURES):
        error = error.__cause__  # the queue of jobs says it in an error of its own
    if request is None or error is None:
        return
    said = error if isinstance(error, psycopg.Error) else error.__cause__
    if isinstance(said, PoolTimeout):
        return
    state = getattr(said, "sqlstate", None)
    request.database_was_lost = state is None or state.startswith(GONE)  # type: ignore[attr-defined]


got_request_exception.connect(note_lost_database, dispatch_uid="site.retries")


def outlast_the_database(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the same request again, a few times, to what may be done twice: a read, or a form with a key of its own."""

    def handle(request: HttpRequest) -> HttpResponse:
        until = None
        for pause in PAUSES:
            request.database_was_lost = False  # type: ignore[attr-defined]
            response = get_response(request)
            lost = request.database_was_lost  # type: ignore[attr-defined]
            if not lost or not _may_be_repeated(request):
                return response
            until = until or time.monotonic() + PATIENCE
            if time.monotonic() > until:
                return response
            connection.close()
            time.sleep(pause)
        return get_response(request)

    return handle


def _may_be_repeated(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") or key_of_form(request) is not None
