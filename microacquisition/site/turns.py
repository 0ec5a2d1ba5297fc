"""Serves requests in turn: nobody who waits for theirs keeps what the one being served may need."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.db import connection


@contextmanager
def take_turn(turns: BoundedSemaphore) -> Iterator[None]:
    """Wait for one of `turns` and give it back at the end.

    Whoever waits returns their database connection to the pool: after the database was lost, the one being served has
    to take a new one, and would wait for it for ever where all are held by those who wait for the turn.
    """
    if not turns.acquire(blocking=False):
        connection.close()
        turns.acquire()
    try:
        yield
    finally:
        turns.release()
