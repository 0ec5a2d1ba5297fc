"""The one clock: the database's, read through the SQL function `current_instant()`."""

from datetime import UTC, datetime

from django.db import connection


def current_instant() -> datetime:
    """Return the present instant as the database sees it, aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_instant()")
        instant: datetime = cursor.fetchone()[0]
    return instant.astimezone(UTC)
