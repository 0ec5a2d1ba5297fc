"""Turns a database address into what Django wants to know."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool.base import AttemptWithBackoff

# Each process keeps a few connections, however many threads wait; each is looked at before it is used, because the
# database may have been restarted meanwhile.
POOL = {"min_size": 1, "max_size": 8, "timeout": 20}
# The pool asks for a database that is gone after 1, 2, 4, 8 … seconds, and so would notice long after it that it is
# back: everybody who waits at a deadline would be told that it is too late. Nothing else lets one say how often.
AttemptWithBackoff.INITIAL_DELAY, AttemptWithBackoff.DELAY_BACKOFF = 0.25, 1.0


def describe_database(address: str, **options: Any) -> dict[str, Any]:
    """Return the entry of DATABASES for `address` (`postgresql://…`), with connection `options`.

    Raises ImproperlyConfigured where the address is missing or cannot be read.
    """
    if not address:
        raise ImproperlyConfigured("No database address: use bin/manage or bin/run, or set DATABASE_URL.")
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(address))
    except ProgrammingError as error:
        raise ImproperlyConfigured("DATABASE_URL is not a postgresql:// address.") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts | options,
    }
