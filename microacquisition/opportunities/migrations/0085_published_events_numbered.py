"""The database numbers what happens in public, in the order of the commits."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0084_published_events")]
    operations = [migrations.RunSQL((SQL / "published_events.sql").read_text())]
