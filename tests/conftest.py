"""The database every test may ask for, and its clock."""

import gc
import itertools
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker
from xdist.scheduler.loadfile import LoadFileScheduling

from microacquisition.site.word_files import compile_words
from setup.embedded import APPLICATION, Server, hold_lock
from setup.places import ROOT
from tests.database.clock import move_clock_of_database
from tests.database.known_states import PRESENT, KnownStates
from tests.database.template import (
    copy_template,
    drop_database,
    ensure_template,
    point_django_at,
    start_test_server,
)
from tests.lifecycle.prepared import Library
from tests.permissions.states import ALL_STATES, as_prepared

copies = itertools.count(1)
WALK_PREPARED_STATES = ("tests/lifecycle/test_walk.py", "tests/permissions/")


class BySharedStates(LoadFileScheduling):  # type: ignore[misc]
    """Gives each process whole files, and all that walk the prepared states to one: no state is built twice."""

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return "prepared states" if file.startswith(WALK_PREPARED_STATES) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BySharedStates | None:
    """Use it for `--dist loadfile`."""
    return BySharedStates(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_finish() -> None:
    """Let nobody look again and again whether the site and its tests are still used, and seldom at the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def french_words() -> None:
    """The French of every area, compiled once."""
    source = max(path.stat().st_mtime for path in (ROOT / "locale" / "fr").glob("*.po"))
    with hold_lock(ROOT / "var" / "words.lock"):
        target = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
        if not target.exists() or target.stat().st_mtime <= source:
            compile_words(ROOT / "locale")


def name_copy() -> str:
    """Return a database name of this process alone."""
    return f"test_{os.getpid()}_{next(copies)}"


@pytest.fixture(scope="session")
def test_server() -> Server:
    """The embedded PostgreSQL of the tests, running."""
    return start_test_server()


@pytest.fixture(scope="session")
def template_database(test_server: Server, django_db_blocker: DjangoDbBlocker) -> str:
    """Name of the migrated template database."""
    with django_db_blocker.unblock():
        return ensure_template(test_server)


@pytest.fixture(scope="session")
def django_db_setup(
    test_server: Server, template_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give this process its own copy of the template, reached as the application role."""
    name = name_copy()
    copy_template(test_server, template_database, name)
    point_django_at(test_server, APPLICATION, name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    drop_database(test_server, name)


@pytest.fixture
def database(db: None) -> None:
    """The database inside one transaction, rolled back after the test; nothing is ever committed."""


@pytest.fixture(scope="session")
def known_states(test_server: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[KnownStates]:
    """The states that this process has kept."""
    PRESENT.append(KnownStates(test_server))
    yield PRESENT[-1]
    with django_db_blocker.unblock():
        PRESENT.pop().drop()


@pytest.fixture
def committed_database(
    request: pytest.FixtureRequest,
    test_server: Server,
    known_states: KnownStates,
    template_database: str,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """A fresh database of this test alone, where commits commit; gives its name. It is made once somebody connects."""
    before = connection.settings_dict["NAME"]
    name = name_copy()
    with django_db_blocker.unblock():
        point_django_at(test_server, APPLICATION, name)
        with known_states.begin(name, template_database):
            yield name
        connections.close_all()
        point_django_at(test_server, APPLICATION, before)
    known_states.end(name)


@pytest.fixture(scope="session")
def prepared_states(
    test_server: Server, template_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Library]:
    """Every state of a purchase, made when a test first asks for it."""
    library = Library(test_server, template_database, ALL_STATES, name_copy)
    yield library
    with django_db_blocker.unblock():
        library.drop()


@pytest.fixture(scope="module")
def library(
    prepared_states: Library, django_db_blocker: DjangoDbBlocker, test_server: Server
) -> Iterator[Library]:
    """The prepared states, with a connection that these tests may use; afterwards Django is where it was."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), as_prepared():
        yield prepared_states
        point_django_at(test_server, APPLICATION, before)


@pytest.fixture
def database_in_place(committed_database: str) -> str:
    """The same, for who reaches it past Django: it is there already."""
    connection.ensure_connection()
    return committed_database


@pytest.fixture
def owner_address(database_in_place: str, test_server: Server) -> str:
    """Address of this test's own database for the owner role, as an attacker with that role would have it."""
    return test_server.write_address("microacquisition_owner", database_in_place)


@pytest.fixture
def move_clock() -> Callable[[timedelta | datetime], datetime]:
    """Move the database's clock by a span, or to an aware instant; returns the instant it then shows.

    Ask for `database` or `committed_database` beside it. Spans add up.
    """
    return move_clock_of_database


@pytest.fixture(autouse=True)
def no_language_chosen() -> Iterator[None]:
    """Begin every test in the default language, whatever page the test before it read last."""
    translation.deactivate()
    yield
