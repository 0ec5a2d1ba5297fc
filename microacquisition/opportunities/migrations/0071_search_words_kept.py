"""The database keeps the words that the search finds."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0070_search_words")]
    operations = [migrations.RunSQL((SQL / "search_words.sql").read_text())]
