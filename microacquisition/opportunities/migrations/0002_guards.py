"""The guards on states, seals, signatures and draws."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[2] / "opportunities" / "sql" / "guards.sql"


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0001_initial"), ("records", "0002_chain"), ("site", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text())]
