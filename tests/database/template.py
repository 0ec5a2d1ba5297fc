"""Makes the template database of the tests, and copies of it."""

import atexit
import gc
import hashlib
import importlib.metadata
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from setup.embedded import ADMINISTRATOR, OWNER, Server, hold_lock, prepare_database, start_server
from setup.places import ROOT, find_data_folder

SERVER_FOLDER = find_data_folder() / "test-server"
KEPT_TEMPLATES = 12
administrators: dict[tuple[int, int, Path], "psycopg.Connection[tuple[object, ...]]"] = {}
PACKAGES = ("django", "django-allauth", "django-pgtrigger", "procrastinate")

# Only a test database may have this body; a running site refuses to start with it.
TEST_CLOCK = """
CREATE TABLE IF NOT EXISTS public.test_clock (one boolean PRIMARY KEY DEFAULT true CHECK (one),
    shift interval NOT NULL);
INSERT INTO public.test_clock (shift) VALUES ('0') ON CONFLICT DO NOTHING;
GRANT SELECT, UPDATE ON public.test_clock TO microacquisition;
CREATE OR REPLACE FUNCTION public.current_instant() RETURNS timestamptz LANGUAGE sql VOLATILE
    SET search_path = pg_catalog
    AS $$ SELECT clock_timestamp() + (SELECT shift FROM public.test_clock) $$;
"""


def start_test_server() -> Server:
    """Start the test server, or find it running."""
    return start_server(SERVER_FOLDER, for_tests=True)


def list_schema_files() -> Iterator[Path]:
    """Yield every file that decides what the migrated database looks like."""
    yield Path(__file__)
    for path in sorted((ROOT / "microacquisition").rglob("*")):
        if path.suffix not in (".py", ".sql") or "__pycache__" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if (
            path.suffix == ".sql"
            or "migrations" in path.parts
            or path.name == "lifecycle.py"  # the pairs of states that the guards read
            or any(word in text for word in ("models.Model", "append_only", "rigger"))
        ):
            yield path


def name_template() -> str:
    """Return the template's name: a digest of everything its content depends on."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package} {importlib.metadata.version(package)}\n".encode())
    for path in list_schema_files():
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


def point_django_at(server: Server, role: str, database: str) -> None:
    """Let Django's default connection reach `database` as `role`, in every thread."""
    connection.close()
    connection.settings_dict.update(
        NAME=database, USER=role, PASSWORD=server.passwords[role], HOST=str(server.socket_folder), PORT=""
    )


def ensure_template(server: Server) -> str:
    """Return the name of a fully migrated template database, made once for each state of the code."""
    name = name_template()
    with server.connect(ADMINISTRATOR, "postgres") as administrator:
        # It bears its name once it is whole: nobody waits here while another state of the code is being migrated.
        if administrator.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
    with hold_lock(SERVER_FOLDER / "template.lock"):
        with server.connect(ADMINISTRATOR, "postgres") as administrator:
            if administrator.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return name
            drop_leftovers(server)
            administrator.execute("DROP DATABASE IF EXISTS template_unfinished WITH (FORCE)")
        prepare_database(server, "template_unfinished")
        point_django_at(server, OWNER, "template_unfinished")
        # Django models every table anew after each operation; to look for what nobody uses then is half of the time.
        gc.disable()
        call_command("migrate", verbosity=0, interactive=False)
        gc.enable()
        with connection.cursor() as cursor:
            cursor.execute(TEST_CLOCK)
        connection.close()
        with server.connect(ADMINISTRATOR, "postgres") as administrator:
            administrator.execute(
                sql.SQL("ALTER DATABASE template_unfinished RENAME TO {}").format(sql.Identifier(name))
            )
    return name


def copy_template(server: Server, template: str, name: str) -> None:
    """Create the database `name` as a copy of `template` that the application role may reach."""
    administer(
        server,
        sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)
        ),
    )


def drop_database(server: Server, name: str) -> None:
    """Drop the database `name`, whoever is still connected."""
    administer(server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def administer(server: Server, statement: sql.Composed) -> None:
    """Let the administrator do this, over a connection that each thread keeps: to connect takes as long as to copy."""
    place = (os.getpid(), threading.get_ident(), server.socket_folder)
    if place not in administrators:
        administrators[place] = server.connect(ADMINISTRATOR, "postgres")
    try:
        administrators[place].execute(statement)
    except psycopg.OperationalError:
        if not administrators[place].closed:
            raise
        administrators[place] = server.connect(ADMINISTRATOR, "postgres")  # the server was started again
        administrators[place].execute(statement)


@atexit.register
def close_administrators() -> None:
    """Close what this process opened."""
    for (process, *_place), administrator in administrators.items():
        if process == os.getpid():
            administrator.close()


def drop_leftovers(server: Server) -> None:
    """Drop copies whose process is gone, and all but the newest templates."""
    with server.connect(ADMINISTRATOR, "postgres") as administrator:
        rows = administrator.execute("SELECT datname FROM pg_database ORDER BY oid DESC").fetchall()
    names = [str(row[0]) for row in rows]
    templates = [name for name in names if name.startswith("template_") and name != "template_unfinished"]
    copies = [name for name in names if name.startswith("test_") and not is_running(int(name.split("_")[1]))]
    for name in copies + templates[KEPT_TEMPLATES:]:
        drop_database(server, name)


def is_running(process: int) -> bool:
    """Say whether the process of that number is alive."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
