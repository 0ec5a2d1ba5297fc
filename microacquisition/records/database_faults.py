"""Asks the database whether what it says can be trusted: who we are in it, what it keeps, which clock it reads."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from microacquisition.records.outside_key import read_key_faults
from microacquisition.site.installation import LOCAL_HOSTS

CLOCK_BODY = "select clock_timestamp()"
QUESTION = """
SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
       EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user),
       current_setting('fsync'),
       (SELECT prosrc FROM pg_proc WHERE oid = to_regproc('public.current_instant')),
       (SELECT demo FROM public.site_installation)
"""


def read_database_faults() -> list[str]:
    """Return one sentence for each reason not to serve from this database."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        is_superuser, owns_tables, fsync, clock, is_demo = cursor.fetchone()
    faults = []
    if is_superuser:
        faults.append("The database role of the site is a superuser: use the application role.")
    if owns_tables:
        faults.append("The database role of the site owns tables: only the owner role of migrations may.")
    if fsync != "on":
        faults.append("The database runs with fsync off: what it confirms could be lost.")
    if clock is not None and " ".join(clock.lower().split()).rstrip(";") != CLOCK_BODY:
        faults.append("The SQL function current_instant() is not the database's own clock.")
    if settings.DEMO and not is_demo:
        faults.append("This database was not made for a demo: start without DEMO.")
    if is_demo and urlsplit(settings.SITE_ADDRESS).hostname not in LOCAL_HOSTS:
        faults.append("A demo signs anybody in: it runs at a local address alone, never at SITE_ADDRESS.")
    return faults + read_key_faults()
