"""The one clock: the database's, read through the SQL function `current_instant()`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import connection

from microacquisition.common.read_once import read_once

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


@read_once
def current_instant() -> datetime:
    """Return the present instant as the database sees it, aware, in UTC; one and the same for a page that only reads."""
    held = _held.get()
    if held is not None:
        return held
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_instant()")
        instant: datetime = cursor.fetchone()[0]
    return instant.astimezone(UTC)


@contextmanager
def holding_instant() -> Iterator[datetime]:
    """Show every page read inside the same instant, the present one, so that many pages agree; nothing is written inside."""
    token = _held.set(current_instant())
    try:
        yield current_instant()
    finally:
        _held.reset(token)
