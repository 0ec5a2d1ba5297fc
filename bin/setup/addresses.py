"""Finds the addresses of the database, starting the embedded PostgreSQL where none is named, and of the site."""

import os
import sys

import psycopg

from setup.embedded import APPLICATION, OWNER, prepare_database, start_server
from setup.places import SITE_ADDRESS, find_installation_folder


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


def keep_site_address(address: str) -> None:
    """Take SITE_ADDRESS from the environment, else `address`; remember it for the commands of bin/manage."""
    os.environ.setdefault("SITE_ADDRESS", address)
    SITE_ADDRESS.parent.mkdir(parents=True, exist_ok=True)
    SITE_ADDRESS.write_text(os.environ["SITE_ADDRESS"])


def set_site_address() -> None:
    """Put the address the site was last started at into the environment, where none is set."""
    if SITE_ADDRESS.exists():
        os.environ.setdefault("SITE_ADDRESS", SITE_ADDRESS.read_text())
