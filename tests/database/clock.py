"""The clock of a test's database, which tests move."""

from datetime import datetime, timedelta

from django.db import connection


def move_clock_of_database(to: timedelta | datetime) -> datetime:
    """Move it by a span, or to an aware instant; return the instant it then shows. Spans add up."""
    with connection.cursor() as cursor:
        if isinstance(to, timedelta):
            cursor.execute("UPDATE public.test_clock SET shift = shift + %s", [to])
        else:
            cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [to])
        cursor.execute("SELECT current_instant()")
        instant: datetime = cursor.fetchone()[0]
    return instant
