"""The demonstration's people are there after one call, with every role held by the rules, and a second changes nothing."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from demo.opportunities import OPPORTUNITIES
from demo.people import ADMINISTRATORS, CLIENTS, STAFF, SUPPLIERS
from demo.scored_opportunities import CHAT_LOGS, SCORED_OPPORTUNITIES, SCREEN_READER
from microacquisition.opportunities.applications.queries import own_applications
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import RoleHeld, Supplier, TeamMember, User
from microacquisition.process.roles import GRANTED_ROLES, Role
from microacquisition.records.models import Event
from microacquisition.reports.demo_later import continue_opportunities
from microacquisition.site.clock import current_instant


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True


def load() -> None:
    call_command("load_demo", stdout=StringIO())


def test_what_the_demonstration_starts_with(committed_database: str, demo: None, move_clock: Any) -> None:
    load()  # once for all that is asked of it: a load takes seconds
    check_that_every_role_is_held_by_somebody_confirmed_by_a_second_administrator()
    check_that_each_purchase_stands_where_the_demonstration_wants_it()
    check_that_a_second_time_changes_nothing()
    check_that_one_sign_in_link_per_role_is_printed()
    check_that_the_open_purchase_holds_two_applications_and_leaves_one_supplier_to_try(move_clock)


def check_that_every_role_is_held_by_somebody_confirmed_by_a_second_administrator() -> None:
    assert {Role(role) for role in RoleHeld.objects.values_list("role", flat=True)} == set(GRANTED_ROLES) - {
        Role.CLIENT
    }
    for held in RoleHeld.objects.exclude(role=Role.ADMINISTRATOR.value):
        assert held.is_live and held.proposed_by_id != held.confirmed_by_id
    assert TeamMember.objects.count() == len(CLIENTS)
    assert all(supplier.is_complete for supplier in Supplier.objects.all())
    assert User.objects.count() == len(ADMINISTRATORS) + len(STAFF) + len(CLIENTS) + len(SUPPLIERS)
    assert set(User.objects.values_list("language", flat=True)) == {"en", "fr"}


def check_that_each_purchase_stands_where_the_demonstration_wants_it() -> None:
    stand = {row.title_en or row.title_fr: row.state for row in Opportunity.objects.all()}
    for wanted in OPPORTUNITIES:
        assert wanted.reached in stand.values()
    assert len(stand) == len(OPPORTUNITIES) + len(SCORED_OPPORTUNITIES)
    assert stand["Check dates typed in web forms"] == "OPEN"
    to_sign = Opportunity.objects.get(state="APPROVED")
    manager = User.objects.get(email=next(each.email for each in STAFF if each.role is Role.FUND_MANAGER))
    assert [each.step.code for each in read_turns(to_sign, manager).mine] == ["sign_for_funds"]
    assert all(row.practice for row in Opportunity.objects.all())


def check_that_a_second_time_changes_nothing() -> None:
    before = (User.objects.count(), RoleHeld.objects.count(), Event.objects.count())
    load()
    assert (User.objects.count(), RoleHeld.objects.count(), Event.objects.count()) == before


def check_that_one_sign_in_link_per_role_is_printed() -> None:
    printed = StringIO()
    call_command("demo_links", stdout=printed)
    for role in GRANTED_ROLES:
        assert role.label.en in printed.getvalue()
    assert printed.getvalue().count(Role.SUPPLIER.label.en) == 2


def check_that_the_open_purchase_holds_two_applications_and_leaves_one_supplier_to_try(
    move_clock: Any,
) -> None:
    opened = Opportunity.objects.get(title_en="Check dates typed in web forms")
    assert opened.closes_at is not None
    assert timedelta(minutes=11) < opened.closes_at - current_instant() <= timedelta(minutes=13)
    assert opened.applications.filter(state="SUBMITTED").count() == 2
    assert not own_applications(User.objects.get(email=SUPPLIERS[0].person.email))
    move_clock(timedelta(minutes=14))
    take_due_steps()
    opened.refresh_from_db()
    assert (opened.state, opened.applications_count) == ("CLOSED", 2)


def test_scores_and_invoices_wait_for_people_within_the_first_minutes(
    committed_database: str, demo: None, move_clock: Any
) -> None:
    load()
    move_clock(timedelta(minutes=3))
    take_due_steps()
    continue_opportunities()
    for role, title, step in (
        (Role.EVALUATOR, CHAT_LOGS.title.fr, "judge"),
        (Role.CERTIFIER, SCREEN_READER.title.fr, "certify"),
    ):
        person = User.objects.get(email=next(each.email for each in STAFF if each.role is role))
        opportunity = Opportunity.objects.get(title_fr=title)
        assert [each.step.code for each in read_turns(opportunity, person).mine] == [step]


def test_no_demo_elsewhere(committed_database: str, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        load()
    assert not User.objects.exists()


def test_nothing_is_continued_outside_a_demo(committed_database: str, demo: None, settings: Any) -> None:
    load()
    settings.DEMO = False
    assert continue_opportunities() == 0
    assert Opportunity.objects.count() == len(OPPORTUNITIES) + len(SCORED_OPPORTUNITIES)
