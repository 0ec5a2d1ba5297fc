"""The guards on states, seals, signatures and draws."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0001_initial"), ("records", "0002_chain"), ("site", "0001_initial")]
    operations = [
        migrations.RunSQL((SQL / name).read_text()) for name in ("guard_functions.sql", "guards.sql")
    ]
