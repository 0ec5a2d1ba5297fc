"""The trigger that chains events."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql" / "chain.sql"


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("site", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text())]
