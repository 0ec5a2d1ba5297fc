"""The one clock: the database's, read through the SQL function `current_instant()`."""

from datetime import UTC, datetime

from django.db import connection

from microacquisition.common.read_once import read_once


@read_once
def current_instant() -> datetime:
    """Return the present instant as the database sees it, aware, in UTC; one and the same for a page that only reads."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_instant()")
        instant: datetime = cursor.fetchone()[0]
    return instant.astimezone(UTC)
