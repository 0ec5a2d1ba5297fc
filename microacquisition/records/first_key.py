"""Writes down, when the tables are made, under which outside key this database is sealed."""

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from microacquisition.common.sealing import fingerprint_key

TABLE_IS_THERE = "SELECT to_regclass('public.records_outsidekey') IS NOT NULL"
FIRST_KEY = """INSERT INTO public.records_outsidekey (fingerprint)
SELECT %s WHERE NOT EXISTS (SELECT FROM public.records_outsidekey)"""


def note_first_key(using: str = DEFAULT_DB_ALIAS, **signal: Any) -> None:
    """Write the fingerprint of the present key into a database that has none; after every migration, as the owner."""
    with connections[using].cursor() as cursor:
        cursor.execute(TABLE_IS_THERE)
        if cursor.fetchone()[0]:
            cursor.execute(FIRST_KEY, [fingerprint_key(settings.OUTSIDE_KEY)])
