"""Runs one management command with the right keys and database address."""

import os
import subprocess
import sys

import psycopg
from django.core.management import execute_from_command_line

from setup.addresses import check_database, set_database_addresses, set_site_address
from setup.embedded import stop_server
from setup.installation import read_demo
from setup.keys import make_keys, require_saved_keys
from setup.places import ROOT, find_installation_folder
from setup.prepare import prepare_static_files, prepare_words

DRAWING_COMMANDS = {"export_site"}  # need the French and the style sheets, as the server does
KEEPING_COMMANDS = {"backup", "restore", "rotate_key", "key_saved"}
OWNER_COMMANDS = {
    "migrate",
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "pgtrigger",
    "seed_scale",
} | KEEPING_COMMANDS
OTHER_CLIENTS = (
    "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


def main() -> None:
    """Run what the command line asks for."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["lock"]:
        lock_requirements()
        return
    set_site_address()
    started_here = set_database_addresses()
    try:
        check_database(os.environ["DATABASE_URL"])
        prepare_environment(arguments)
        execute_from_command_line(["bin/manage", *arguments])
    finally:
        if started_here and not has_other_clients():
            stop_server(find_installation_folder() / "database")


def prepare_environment(arguments: list[str]) -> None:
    """Make or check the keys, and name the database, its role and the settings for this command."""
    command = arguments[0] if arguments else ""
    if command == "restore":
        require_saved_keys()
    is_lost = command == "new_signing_key" and "--old-key-lost" in arguments
    make_keys(os.environ["DATABASE_URL"], expected=("outside",) if is_lost else ("outside", "checkpoint"))
    os.environ["DEMO"] = "1" if read_demo(os.environ["DATABASE_URL"]) else ""
    owner = os.environ.pop("DATABASE_OWNER_URL", "")
    if command in KEEPING_COMMANDS and not owner:
        sys.exit(f"{command} needs DATABASE_OWNER_URL: the address of the role that owns the tables.")
    if command in OWNER_COMMANDS and owner:
        os.environ["DATABASE_URL"] = owner
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.run")
    if command in DRAWING_COMMANDS:
        prepare_words()
        prepare_static_files()


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
