"""A database for one measurement, on the server of the tests, with the clock of a running site unless asked otherwise."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.utils.module_loading import import_string

from setup.embedded import APPLICATION, OWNER, Server
from tests.database.template import (
    copy_template,
    drop_database,
    ensure_template,
    point_django_at,
    start_test_server,
)

copies = itertools.count(1)


def name_copy() -> str:
    """Return a database name of this process alone."""
    return f"test_{os.getpid()}_bench{next(copies)}"


@contextmanager
def open_bench_database(*, real_clock: bool = True) -> Iterator[str]:
    """Give the address, for the application role, of an empty migrated database that Django reaches by now."""
    server = start_test_server()
    template = ensure_template(server)
    name = name_copy()
    copy_template(server, template, name)
    try:
        if real_clock:
            run_the_real_clock(server, name)
        point_django_at(server, APPLICATION, name)
        yield server.write_address(APPLICATION, name)
    finally:
        connections.close_all()
        drop_database(server, name)


def run_the_real_clock(server: Server, name: str) -> None:
    """Put back the clock of a running site, which tests may shift."""
    clock: str = import_string("microacquisition.site.migrations.0001_initial.CLOCK")
    with server.connect(OWNER, name) as owner:
        owner.execute(clock.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").encode())
