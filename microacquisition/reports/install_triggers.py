"""The triggers that an installation must have, and those it lacks or has stopped."""

import pgtrigger
from django.db import connection

# Written in SQL: records/sql/chain.sql, opportunities/sql/. All others are declared by the models.
WRITTEN_IN_SQL = {
    ("records_event", "chain_event"),
    ("records_event", "publish_event"),
    ("site_installation", "refuse_other_installation"),
    ("opportunities_opportunity", "guard_closing"),
    ("opportunities_closingchange", "guard_closing_change"),
    ("opportunities_application", "gate_application"),
    ("opportunities_applicationversion", "gate_version"),
    ("opportunities_signature", "guard_signature"),
    ("opportunities_judgment", "gate_judgment"),
    ("opportunities_finding", "gate_finding"),
    ("opportunities_commitment", "guard_commitment"),
    ("opportunities_drawresult", "guard_draw_result"),
    *(
        (f"opportunities_{table}", "keep_search_words")
        for table in ("opportunity", "statement", "requiredskill")
    ),
    *(
        (f"opportunities_{thing}", name)
        for thing in ("opportunity", "application", "deliverable", "invoice", "payment")
        for name in ("guard_state", "require_event")
    ),
}
QUESTION = """SELECT c.relname, t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'procrastinate%'"""


def list_expected_triggers() -> set[tuple[str, str]]:
    """Return (table, trigger) of every trigger there must be."""
    declared = {(model._meta.db_table, trigger.get_pgid(model)) for model, trigger in pgtrigger.registered()}
    return declared | WRITTEN_IN_SQL


def read_triggers() -> dict[tuple[str, str], str]:
    """Return what the database has: (table, trigger) and how it is enabled (`O`: as it should be)."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        return {(table, name): enabled for table, name, enabled in cursor.fetchall()}


def list_trigger_faults() -> list[str]:
    """Return one sentence for each trigger that is missing, or stopped."""
    found = read_triggers()
    faults = []
    for table, name in sorted(list_expected_triggers()):
        enabled = found.get((table, name))
        if enabled is None:
            faults.append(f"The trigger {name} of {table} is missing.")
        elif enabled not in ("O", "A"):
            faults.append(f"The trigger {name} of {table} is stopped.")
    return faults
