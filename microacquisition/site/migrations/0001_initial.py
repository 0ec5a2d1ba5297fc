"""The clock that rules read, and the table of the cache."""

from django.db import migrations

CLOCK = """
CREATE FUNCTION current_instant() RETURNS timestamptz
LANGUAGE sql VOLATILE
SET search_path = pg_catalog
AS $$ SELECT clock_timestamp() $$
"""

CACHE = """
CREATE TABLE IF NOT EXISTS site_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS site_cache_expires ON site_cache (expires)
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(CLOCK, "DROP FUNCTION current_instant()"),
        migrations.RunSQL(CACHE, "DROP TABLE site_cache"),
    ]
