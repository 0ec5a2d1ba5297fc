"""Finds the two database addresses, starting the embedded PostgreSQL where the environment names none."""

import os

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
