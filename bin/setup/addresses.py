"""Finds the two database addresses, starting the embedded PostgreSQL where the environment names none."""

import os
import sys

import psycopg

from setup.embedded import APPLICATION, OWNER, prepare_database, start_server
from setup.places import find_installation_folder


def set_database_addresses() -> bool:
    """Put DATABASE_URL and DATABASE_OWNER_URL into the environment; return whether a server was started here."""
    if os.environ.get("DATABASE_URL"):
        return False
    server = start_server(find_installation_folder() / "database")
    prepare_database(server)
    os.environ["DATABASE_URL"] = server.write_address(APPLICATION)
    os.environ["DATABASE_OWNER_URL"] = server.write_address(OWNER)
    return server.started_here


def check_database(address: str) -> None:
    """End with one clear sentence where the database at `address` does not answer."""
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        reason = str(error).strip().splitlines()[-1]
        sys.exit(f"The database of DATABASE_URL cannot be reached: {reason}")
