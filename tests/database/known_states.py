"""Builders whose outcome is kept: the first call makes a state, later ones copy its database once somebody connects.

A state is known while nothing was written since it was made. A builder called then with plain values is looked up
under the states and calls that led to it; called at any other time it simply runs.
"""

import copy
import functools
import itertools
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from unittest.mock import patch

import psycopg
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from microacquisition.common import read_once
from setup.embedded import Server
from tests.database.template import copy_template, drop_database

Key = tuple[Any, ...]
Builder = TypeVar("Builder", bound=Callable[..., Any])
READS = ("SELECT", "SAVEPOINT", "RELEASE", "SET", "SHOW")
PLAIN = (str, int, bool, type(None))
numbers = itertools.count(1)


@dataclass
class Kept:
    """A database in a known state, what its builder returned, and what time it was."""

    name: str
    result: Any = None
    at: datetime | None = None


class KnownStates:
    """The states this process has kept, and the one that the test's own database is in, if it is known."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.kept: dict[Key, Kept] = {}
        self.now_in: Key | None = None
        self.name = self.template = ""
        self.to_copy: Kept | None = None  # what the test's database will be, while nobody has connected to it
        self.copying = threading.Lock()
        self.dropping = ThreadPoolExecutor(1)

    @contextmanager
    def begin(self, name: str, template: str) -> Iterator[None]:
        """A test begins with a fresh database `name`: known, until something is written."""
        self.name, self.to_copy, self.now_in = name, Kept(template), ()
        self.template = template
        copied = patch.object(DatabaseWrapper, "get_new_connection", self._connect_to_copy())
        with copied, connection.execute_wrapper(self._note):
            yield
        self.now_in = None

    def begin_again(self) -> None:
        """The test goes on with a fresh database."""
        self._restore(Kept(self.template))
        self.now_in = ()

    def end(self, name: str) -> None:
        """The test is over: drop its database, if it was ever made, while the next test begins."""
        if self.to_copy is None or self.name != name:
            self.dropping.submit(drop_database, self.server, name)

    def _connect_to_copy(self) -> Callable[[DatabaseWrapper, dict[str, Any]], Any]:
        connect = DatabaseWrapper.get_new_connection

        def get_new_connection(
            wrapper: DatabaseWrapper, parameters: dict[str, Any]
        ) -> "psycopg.Connection[Any]":
            with self.copying:
                kept, self.to_copy = self.to_copy, None
                if kept is not None:
                    copy_template(self.server, kept.name, self.name)
                made: psycopg.Connection[Any] = connect(wrapper, parameters)
                if kept is not None and kept.at is not None:
                    made.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [kept.at])
                    made.commit()
                return made

        return get_new_connection

    def _note(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not str(sql).lstrip(" \n(").upper().startswith(READS):
            assert read_once._answers.get() is None, f"Written while answers are kept: {sql}"
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
        is_in_place = self.to_copy is None or self.name != name
        connection.close()
        if is_in_place:
            drop_database(self.server, name)
        self.name, self.to_copy = name, kept
        if is_in_place:  # somebody may reach it past Django
            connection.ensure_connection()

    def drop(self) -> None:
        """Drop every kept database, side by side: each waits for every backend of the server."""
        with ThreadPoolExecutor(8) as together:
            list(together.map(lambda kept: drop_database(self.server, kept.name), self.kept.values()))
        self.kept.clear()
        self.dropping.shutdown()


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
        if any(
            earlier[:2] == call[:2] for earlier in states.now_in
        ):  # many of a kind: nobody asks for them again
            states.now_in = None
            return builder(*args, **named)
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
