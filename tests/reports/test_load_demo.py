"""The demonstration's people are there after one call, with every role held by the rules, and a second changes nothing."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from demo.opportunities import OPPORTUNITIES
from demo.people import ADMINISTRATORS, CLIENTS, STAFF, SUPPLIERS
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import RoleHeld, Supplier, TeamMember, User
from microacquisition.process.roles import GRANTED_ROLES, Role
from microacquisition.records.models import Event


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True


def load() -> None:
    call_command("load_demo", stdout=StringIO())


def test_every_role_is_held_by_somebody_confirmed_by_a_second_administrator(
    committed_database: str, demo: None
) -> None:
    load()
    assert {Role(role) for role in RoleHeld.objects.values_list("role", flat=True)} == set(GRANTED_ROLES) - {
        Role.CLIENT
    }
    for held in RoleHeld.objects.exclude(role=Role.ADMINISTRATOR.value):
        assert held.is_live and held.proposed_by_id != held.confirmed_by_id
    assert TeamMember.objects.count() == len(CLIENTS)
    assert all(supplier.is_complete for supplier in Supplier.objects.all())
    assert User.objects.count() == len(ADMINISTRATORS) + len(STAFF) + len(CLIENTS) + len(SUPPLIERS)
    assert set(User.objects.values_list("language", flat=True)) == {"en", "fr"}


def test_each_purchase_stands_where_the_demonstration_wants_it(committed_database: str, demo: None) -> None:
    load()
    stand = {row.title_en or row.title_fr: row.state for row in Opportunity.objects.all()}
    for wanted in OPPORTUNITIES:
        assert wanted.reached in stand.values()
    assert len(stand) == len(OPPORTUNITIES) and stand["Check dates typed in web forms"] == "OPEN"
    assert all(row.practice for row in Opportunity.objects.all())


def test_a_second_time_changes_nothing(committed_database: str, demo: None) -> None:
    load()
    before = (User.objects.count(), RoleHeld.objects.count(), Event.objects.count())
    load()
    assert (User.objects.count(), RoleHeld.objects.count(), Event.objects.count()) == before


def test_one_sign_in_link_per_role_is_printed(committed_database: str, demo: None) -> None:
    load()
    printed = StringIO()
    call_command("demo_links", stdout=printed)
    for role in GRANTED_ROLES:
        assert role.label.en in printed.getvalue()
    assert printed.getvalue().count(Role.SUPPLIER.label.en) == 2


def test_no_demo_elsewhere(committed_database: str, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        load()
    assert not User.objects.exists()
