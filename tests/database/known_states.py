"""Builders whose outcome is kept: the first call makes a state, later ones copy its database in milliseconds.

A state is known while nothing was written since it was made. A builder called then with plain values is looked up
under the states and calls that led to it; called at any other time it simply runs.
"""

import copy
import functools
import itertools
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection

from setup.embedded import APPLICATION, Server
from tests.database.template import copy_template, drop_database, point_django_at

Key = tuple[Any, ...]
Builder = TypeVar("Builder", bound=Callable[..., Any])
READS = ("SELECT", "SAVEPOINT", "RELEASE", "SET", "SHOW")
PLAIN = (str, int, bool, type(None))
numbers = itertools.count(1)


@dataclass
class Kept:
    """A database in a known state, what its builder returned, and what time it was."""

    name: str
    result: Any
    at: datetime


class KnownStates:
    """The states this process has kept, and the one that the test's own database is in, if it is known."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.kept: dict[Key, Kept] = {}
        self.now_in: Key | None = None

    @contextmanager
    def begin(self) -> Iterator[None]:
        """A test begins with a fresh database: known, until something is written."""
        self.now_in = ()
        with connection.execute_wrapper(self._note):
            yield
        self.now_in = None

    def _note(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not str(sql).lstrip().upper().startswith(READS):
            self.now_in = None
        return execute(sql, params, many, context)

    def build(self, key: Key, builder: Callable[[], Any]) -> Any:
        """Return what the builder returns, from the kept state where there is one."""
        kept = self.kept.get(key)
        if kept is None:
            kept = self.kept[key] = self._keep(builder())
        else:
            self._restore(kept)
        self.now_in = key
        return copy.deepcopy(kept.result)

    def _keep(self, result: Any) -> Kept:
        kept = Kept(f"test_{os.getpid()}_kept_{next(numbers)}", result, _read_clock())
        connection.close()
        copy_template(self.server, str(connection.settings_dict["NAME"]), kept.name)
        return kept

    def _restore(self, kept: Kept) -> None:
        name = str(connection.settings_dict["NAME"])
        connection.close()
        drop_database(self.server, name)
        copy_template(self.server, kept.name, name)
        point_django_at(self.server, APPLICATION, name)
        _set_clock(kept.at)

    def drop(self) -> None:
        """Drop every kept database, side by side: each waits for every backend of the server."""
        with ThreadPoolExecutor(8) as together:
            list(together.map(lambda kept: drop_database(self.server, kept.name), self.kept.values()))
        self.kept.clear()


PRESENT: list[KnownStates] = []


def kept(builder: Builder) -> Builder:
    """Let a builder of `(people, **plain values)` or `(plain values)` be looked up before it runs."""

    @functools.wraps(builder)
    def look_up(*args: Any, **named: Any) -> Any:
        states = PRESENT[-1] if PRESENT else None
        people = sum(not isinstance(each, PLAIN) for each in (*args, *named.values()))
        if states is None or states.now_in is None or people > (1 if states.now_in else 0):
            return builder(*args, **named)
        if connection.in_atomic_block:
            return builder(*args, **named)
        values = [_name(each) for each in (*args, *sorted(named.items()))]
        call = (builder.__module__, builder.__qualname__, *values)
        return states.build((*states.now_in, call), lambda: builder(*args, **named))

    return look_up  # type: ignore[return-value]


def _name(value: Any) -> Any:
    """A plain value as it is; people by their ids, which are the same in every copy of a state."""
    if isinstance(value, (*PLAIN, tuple)):
        return value
    if isinstance(value, list):
        return tuple(_name(each) for each in value)
    return value.pk if hasattr(value, "pk") else tuple(_name(each) for each in vars(value).values())


def _read_clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_instant()")
        found: datetime = cursor.fetchone()[0]
    return found


def _set_clock(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [at])
