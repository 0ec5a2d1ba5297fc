"""The supervisor starts the embedded database again where it was killed, with all that was committed."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg_pool.base import AttemptWithBackoff

from config.settings import database
from setup.embedded import ADMINISTRATOR, is_running, start_server, stop_server
from setup.places import find_data_folder
from setup.run import restart_database


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for a server of this test alone."""
    place = find_data_folder() / f"test-restart-{os.getpid()}"
    yield place
    stop_server(place)
    shutil.rmtree(place, ignore_errors=True)


def test_the_pool_asks_often_for_a_database_that_is_gone() -> None:
    attempt = AttemptWithBackoff(timeout=database.POOL["timeout"])
    for _ in range(8):
        attempt.update_delay(0.0)
    assert attempt.delay < 0.5


def test_a_killed_database_is_started_again_with_the_settings_of_today(folder: Path) -> None:
    server = start_server(folder)
    (folder / "data" / "postgresql.auto.conf").write_text("work_mem = '5MB'\n")
    with server.connect(ADMINISTRATOR, "postgres") as link:
        link.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    first = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(first, signal.SIGKILL)
    until = time.monotonic() + 60
    while is_running(folder / "data") and time.monotonic() < until:
        time.sleep(0.02)
    while time.monotonic() < until:
        restart_database(folder)
        try:
            with server.connect(ADMINISTRATOR, "postgres") as link:
                assert link.execute("SELECT answer FROM kept").fetchall() == [(42,)]
                asked = "SELECT current_setting('max_connections'), current_setting('work_mem')"
                assert link.execute(asked).fetchall() == [("200", "5MB")]
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    pytest.fail("It did not come back.")
