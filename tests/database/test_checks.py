"""The site refuses to serve from a database that could not be trusted."""

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.checks import list_database_faults, refuse_untrusted_database
from microacquisition.records.database_faults import read_database_faults
from setup.embedded import ADMINISTRATOR, OWNER
from tests.database.template import point_django_at


def test_a_database_that_forgets_or_with_another_clock_is_refused(database_in_place, settings):
    assert list_database_faults() == []
    settings.TESTING = False
    with pytest.raises(ImproperlyConfigured, match="fsync off.*current_instant"):
        refuse_untrusted_database()


@pytest.mark.parametrize(("role", "sentence"), [(OWNER, "owns tables"), (ADMINISTRATOR, "is a superuser")])
def test_a_role_with_too_many_rights_is_refused(database_in_place, test_server, role, sentence):
    assert not any(sentence in fault for fault in read_database_faults())
    point_django_at(test_server, role, database_in_place)
    assert any(sentence in fault for fault in read_database_faults())


def test_a_demo_needs_a_database_made_for_it(database_in_place, settings):
    settings.DEMO = True
    assert any("not made for a demo" in fault for fault in read_database_faults())


def test_a_demo_stays_on_this_machine(database_in_place, test_server, settings):
    with test_server.connect(ADMINISTRATOR, database_in_place) as connection:
        connection.execute("SET session_replication_role = replica; UPDATE site_installation SET demo = true")
    settings.DEMO, settings.SITE_ADDRESS = True, "http://localhost:8000"
    assert not any("demo" in fault for fault in read_database_faults())
    settings.SITE_ADDRESS = "https://buy.example.ca"
    assert any("local address" in fault for fault in read_database_faults())


@pytest.mark.parametrize(
    "change", ["UPDATE site_installation SET demo = true", "DELETE FROM site_installation"]
)
def test_nobody_turns_an_installation_into_a_demo(database_in_place, test_server, change):
    for role, refusal in (
        ("microacquisition", "permission denied"),
        (OWNER, "fixed when the database was made"),
    ):
        with test_server.connect(role, database_in_place) as connection:
            with pytest.raises(psycopg.Error, match=refusal):
                connection.execute(change)
            assert connection.execute("SELECT demo FROM site_installation").fetchall() == [(False,)]
