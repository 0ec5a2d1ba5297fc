"""Runs one management command with the right keys and database address."""

import os
import subprocess
import sys

import psycopg
from django.core.management import execute_from_command_line

from setup.addresses import check_database, set_database_addresses, set_site_address
from setup.embedded import stop_server
from setup.installation import read_demo
from setup.keys import make_keys
from setup.places import ROOT, find_installation_folder

OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "pgtrigger"}
OTHER_CLIENTS = (
    "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


def main() -> None:
    """Run what the command line asks for."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["lock"]:
        lock_requirements()
        return
    make_keys()
    set_site_address()
    started_here = set_database_addresses()
    check_database(os.environ["DATABASE_URL"])
    os.environ["DEMO"] = "1" if read_demo(os.environ["DATABASE_URL"]) else ""
    owner = os.environ.pop("DATABASE_OWNER_URL", "")
    if arguments and arguments[0] in OWNER_COMMANDS and owner:
        os.environ["DATABASE_URL"] = owner
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.run")
    try:
        execute_from_command_line(["bin/manage", *arguments])
    finally:
        if started_here and not has_other_clients():
            stop_server(find_installation_folder() / "database")


def lock_requirements() -> None:
    """Write `requirements/*.txt` anew from the ranges in `requirements/*.in`."""
    for kind in ("run", "test"):
        options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
        command = ["uv", "pip", "compile", "--quiet", *options, "--custom-compile-command", "bin/manage lock"]
        subprocess.run([*command, f"{kind}.in", "-o", f"{kind}.txt"], cwd=ROOT / "requirements", check=True)


def has_other_clients() -> bool:
    """Say whether somebody else uses the database by now."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute(OTHER_CLIENTS).fetchone()
    return bool(row and row[0])


if __name__ == "__main__":
    main()
