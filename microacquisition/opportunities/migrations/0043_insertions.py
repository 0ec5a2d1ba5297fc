"""Insertions are drawn though they have one entrant, and do not replace the commitment whose order they enter."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql" / "guard_functions.sql"


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0042_selection_branches")]
    operations = [migrations.RunSQL(SQL.read_text())]
