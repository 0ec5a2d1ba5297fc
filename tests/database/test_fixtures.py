"""What every test relies on: an own database, its clock, and the rights of the application role."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from microacquisition.people.models import Department
from microacquisition.records.grants import list_append_only_tables
from tests.database.clock import move_clock_of_database
from tests.database.known_states import kept

HOUR = timedelta(hours=1)


def ask(query: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    return row and row[0]


def test_tests_run_as_the_application_role(database):
    assert ask("SELECT current_user") == "microacquisition"
    assert ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


@pytest.mark.parametrize("time", [1, 2])
def test_each_committed_database_is_fresh(committed_database, time):
    assert ask("SELECT count(*) FROM site_cache") == 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO site_cache VALUES ('a', 'b', now())")
    assert ask("SELECT count(*) FROM site_cache") == 1


def test_the_clock_moves_by_a_span_and_to_an_instant(committed_database, move_clock):
    before = datetime.now(UTC)
    assert timedelta(days=2) <= move_clock(timedelta(days=2)) - before < timedelta(days=2, minutes=1)
    noon = datetime(2027, 3, 1, 17, tzinfo=UTC)
    assert timedelta(0) <= move_clock(noon) - noon < timedelta(seconds=1)


@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE"])
def test_append_only_tables_give_the_application_no_right_to_change(database, right):
    tables = list_append_only_tables()
    assert tables
    assert [t for t in tables if ask("SELECT has_table_privilege(%s, %s)", t, right)] == []


def test_no_table_can_be_emptied_at_once(database):
    query = "SELECT count(*) FROM information_schema.role_table_grants WHERE privilege_type = 'TRUNCATE'"
    assert ask(query + " AND grantee = 'microacquisition'") == 0


def test_the_application_role_cannot_change_the_schema(database):
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask("CREATE TABLE public.mine (id int)")


def test_the_server_asks_every_role_for_its_password(test_server):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://postgres@/postgres?host={test_server.socket_folder}")


@kept
def make_department(code: str) -> Department:
    """A department, made on a day long past."""
    move_clock_of_database(datetime(2020, 1, 2, 17, tzinfo=UTC))
    return Department.objects.create(code=code, name_en="Parks", name_fr="Parcs")


@pytest.mark.parametrize("time", [1, 2])
def test_a_kept_state_is_there_for_whoever_connects_first_with_its_clock(committed_database, time):
    department = make_department("kept")
    with ThreadPoolExecutor(1) as another:
        assert another.submit(read_codes).result() == ["kept"]
    assert Department.objects.get() == department
    assert timedelta(0) <= ask("SELECT current_instant()") - datetime(2020, 1, 2, 17, tzinfo=UTC) < HOUR


@pytest.mark.parametrize("time", [1, 2])
def test_a_kept_state_is_there_for_who_comes_past_django(owner_address, time):
    make_department("kept")
    with psycopg.connect(owner_address) as owner:
        assert owner.execute("SELECT code FROM people_department").fetchall() == [("kept",)]


@pytest.mark.parametrize("time", [1, 2])
def test_what_is_written_after_a_kept_state_is_not_kept_with_it(committed_database, time):
    make_department("kept")
    make_department("later")
    assert read_codes() == ["kept", "later"]
    Department.objects.create(code="mine", name_en="Own", name_fr="Propre")
    make_department("last")
    assert read_codes() == ["kept", "last", "later", "mine"]


def read_codes() -> list[str]:
    try:
        return sorted(Department.objects.values_list("code", flat=True))
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()
