"""What kind of installation this database belongs to, written once when it is made."""

from typing import Any

from django.conf import settings
from django.db import migrations

TABLE = """
CREATE TABLE site_installation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    demo boolean NOT NULL
);
CREATE FUNCTION refuse_other_installation() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$ BEGIN RAISE EXCEPTION 'Whether this is a demo was fixed when the database was made.'; END $$;
CREATE TRIGGER refuse_other_installation BEFORE UPDATE OR DELETE OR TRUNCATE ON site_installation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_installation();
"""
UNDO = "DROP TABLE site_installation; DROP FUNCTION refuse_other_installation()"


def write_kind(apps: Any, schema_editor: Any) -> None:
    """Write whether this is a demo, as bin/run said when it made the tables."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("INSERT INTO site_installation (demo) VALUES (%s)", [settings.DEMO])


class Migration(migrations.Migration):
    dependencies = [("site", "0001_initial")]
    operations = [
        migrations.RunSQL(TABLE, UNDO),
        migrations.RunPython(write_kind, migrations.RunPython.noop),
    ]
