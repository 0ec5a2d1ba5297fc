"""The demonstration's people are there after one call, with every role held by the rules, and a second changes nothing."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from demo.opportunities import OPPORTUNITIES
from demo.people import ADMINISTRATORS, CLIENTS, STAFF, SUPPLIERS
from microacquisition.opportunities.applications.queries import own_applications
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import RoleHeld, Supplier, TeamMember, User
from microacquisition.process.roles import GRANTED_ROLES, Role
from microacquisition.records.models import Event
from microacquisition.reports.demo_later import LATER, continue_opportunities, evaluate, name_stage
from microacquisition.site.clock import current_instant


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


def names_of_stages() -> dict[str, str]:
    rows = Opportunity.objects.all()
    return {row.title_fr: name_stage(row) for row in rows}


def test_the_worker_brings_the_other_purchases_to_every_later_stage(
    committed_database: str, demo: None, move_clock: Any
) -> None:
    load()
    continue_opportunities()
    stages = names_of_stages()
    assert all(stages[wanted.title.fr] in ("OPEN", "CANCELLED") for wanted in LATER)
    for _minute in range(4):
        move_clock(timedelta(minutes=2))
        take_due_steps()
        continue_opportunities()
    stages = names_of_stages()
    for wanted in LATER:
        assert stages[wanted.title.fr] == wanted.reached.replace("INVOICED", "INVOICE_SUBMITTED"), (
            wanted.title.fr
        )
    assert stages[OPPORTUNITIES[0].title.fr] == "OPEN"
    before = Event.objects.count()
    assert continue_opportunities() == 0
    assert Event.objects.count() == before
    call_command("verify_record", stdout=StringIO())


def test_the_open_purchase_holds_two_sealed_applications_and_leaves_one_supplier_to_try(
    committed_database: str, demo: None, move_clock: Any
) -> None:
    load()
    opened = Opportunity.objects.get(state="OPEN")
    assert opened.closes_at is not None
    assert timedelta(minutes=11) < opened.closes_at - current_instant() <= timedelta(minutes=13)
    assert opened.applications.filter(state="SUBMITTED").count() == 2
    assert not own_applications(User.objects.get(email=SUPPLIERS[0].person.email))
    move_clock(timedelta(minutes=14))
    take_due_steps()
    opened.refresh_from_db()
    assert (opened.state, opened.applications_count) == ("CLOSED", 2)


def test_what_a_person_did_meanwhile_stays(committed_database: str, demo: None, move_clock: Any) -> None:
    load()
    continue_opportunities()
    move_clock(timedelta(minutes=5))
    take_due_steps()
    continue_opportunities()
    taken = Opportunity.objects.get(title_fr=LATER[0].title.fr)
    evaluate(taken, LATER[0])
    continue_opportunities()
    taken.refresh_from_db()
    assert taken.state == "EVALUATED"


def test_nothing_is_continued_outside_a_demo(committed_database: str, demo: None, settings: Any) -> None:
    load()
    settings.DEMO = False
    assert continue_opportunities() == 0
    assert Opportunity.objects.count() == len(OPPORTUNITIES)
