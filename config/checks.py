"""Refuses to serve with a database that could not be trusted; `config.wsgi` asks before the first request."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from microacquisition.records.database_faults import read_database_faults


def list_database_faults() -> list[str]:
    """Return one sentence for each reason not to serve from this database; none for a test database."""
    if settings.TESTING:
        return []
    return read_database_faults()


def refuse_untrusted_database() -> None:
    """Raise ImproperlyConfigured with every reason not to serve."""
    faults = list_database_faults()
    connection.close()
    if faults:
        raise ImproperlyConfigured(" ".join(faults))
