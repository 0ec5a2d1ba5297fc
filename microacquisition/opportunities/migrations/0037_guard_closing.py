"""People move a closing before it, a published rule at it; each with its row."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql" / "guard_functions.sql"
TRIGGER = """CREATE TRIGGER guard_closing_change BEFORE INSERT ON opportunities_closingchange
    FOR EACH ROW EXECUTE FUNCTION guard_closing_change();"""


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0036_while_open")]
    operations = [migrations.RunSQL(SQL.read_text()), migrations.RunSQL(TRIGGER)]
