"""History is not edited: not by the site's role, not by an owner's accident, and an attack is found."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from microacquisition.records.checkpoints import write_checkpoint
from microacquisition.records.documents import keep_document
from microacquisition.records.events import CLOCK_DOER, keep_text, write_event
from microacquisition.records.grants import list_append_only_tables, list_read_only_tables
from microacquisition.records.models import StreamHead

READ_ONLY = {
    "records_streamhead", "records_outsidekey", "opportunities_allowedtransition", "opportunities_searchwords",
    "opportunities_taxonomyskill", "opportunities_publishedevent",
}  # fmt: skip


@pytest.fixture
def owner(owner_address: str) -> Iterator["psycopg.Connection[Any]"]:
    """The owner's connection to a database that holds an event, a text, a file and a checkpoint."""
    write_event("a-stream", "first", CLOCK_DOER, ("opportunity", "1"))
    keep_text("A reason")
    keep_document(b"a file", name="a.txt", media_type="text/plain")
    write_checkpoint()
    with psycopg.connect(owner_address, autocommit=True) as opened:
        yield opened


def test_only_these_tables_are_for_reading_alone():
    assert list_read_only_tables() == READ_ONLY


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
@pytest.mark.parametrize("table", sorted(READ_ONLY))
def test_the_site_only_reads_what_others_keep(database, table, right):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])
        assert cursor.fetchone()[0] is False


def test_the_site_cannot_set_a_head(database):
    write_event("a-stream", "first", CLOCK_DOER, ("opportunity", "1"))
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        StreamHead.objects.filter(stream="a-stream").update(seq=7)
    assert StreamHead.objects.get(stream="a-stream").seq == 1


def test_the_site_cannot_stop_a_trigger(database):
    with (
        pytest.raises(ProgrammingError, match="must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("ALTER TABLE records_event DISABLE TRIGGER ALL")


@pytest.mark.parametrize("table", ["records_event", "records_checkpoint"])
def test_the_owner_cannot_change_history_by_accident(owner, table):
    before = owner.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    for statement in (f"UPDATE {table} SET body = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(psycopg.DatabaseError, match="append-only|Cannot (update|delete)|only the record"):
            owner.execute(statement)
    assert before and owner.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() == before


@pytest.mark.parametrize("table", ["records_kepttext", "records_document"])
def test_the_owner_cannot_delete_texts_or_files_by_accident(owner, table):
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(psycopg.DatabaseError, match="append-only|Cannot (update|delete)|only the record"):
            owner.execute(statement)
    assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_streamhead SET seq = 7",
        "INSERT INTO records_streamhead VALUES ('another', 1, repeat('0', 64))",
        "DELETE FROM records_streamhead",
        "TRUNCATE records_streamhead",
    ],
)
def test_the_owner_cannot_set_a_head_by_accident(owner, statement):
    before = owner.execute("SELECT * FROM records_streamhead ORDER BY 1").fetchall()
    with pytest.raises(psycopg.DatabaseError, match="append-only|Cannot (update|delete)|only the record"):
        owner.execute(statement)
    assert owner.execute("SELECT * FROM records_streamhead ORDER BY 1").fetchall() == before


def test_every_append_only_table_refuses_the_owner_too(owner):
    query = """SELECT c.relname, bool_or(t.tgtype & 16 > 0), bool_or(t.tgtype & 8 > 0), bool_or(t.tgtype & 32 > 0)
        FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE t.tgname LIKE 'pgtrigger_refuse_%%'
        AND t.tgenabled = 'O' AND c.relname = ANY(%s) GROUP BY 1"""
    tables = sorted(list_append_only_tables())
    found = {name: refused for name, *refused in owner.execute(query, [tables]).fetchall()}
    assert [table for table in tables if found.get(table) != [True, True, True]] == []


def test_chaining_runs_as_the_owner_and_looks_at_no_temporary_table(owner):
    query = """SELECT p.prosecdef, r.rolname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
        WHERE p.proname = 'chain_event'"""
    assert owner.execute(query).fetchall() == [(True, "microacquisition_owner")]
    unsafe = """SELECT p.proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
        WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'
        AND p.proname NOT LIKE 'procrastinate%'
        AND array_to_string(coalesce(p.proconfig, '{}'), ' ') NOT LIKE '%pg_temp%'"""
    assert owner.execute(unsafe).fetchall() == []


def test_marks_stand_on_models_with_their_own_tables():
    marked = [model for model in apps.get_models() if getattr(model, "append_only", False)]
    assert not [model for model in marked if getattr(model, "read_only", False)]
