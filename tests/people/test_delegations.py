"""Delegations: recorded from their instrument by an administrator, read by the department's staff, ended by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from microacquisition.people.delegating import end_delegation, record_delegation
from microacquisition.people.granting import GrantRefused
from microacquisition.people.models import Delegation, Department, RoleHeld, User
from microacquisition.process.roles import Role
from tests.people.doubles import SentMail

LIST = "/en/administration/delegations/"


@pytest.fixture
def fund_managers(make_person: Callable[..., User], give_role: Callable[..., RoleHeld]) -> tuple[User, User]:
    """Two people who hold the role of fund manager."""
    pair = make_person("Fay Manager"), make_person("Guy Suppléant", language="fr")
    for person in pair:
        give_role(person, Role.FUND_MANAGER)
    return pair


def typed(first: User, stand_in: User | None = None, **changed: str) -> dict[str, str]:
    return {
        "held": f"{first.pk}:fund_manager", "limit_cents": "10,000.00", "cost_centres": "4410\n4411\n4410",
        "starts": "2026-04-01", "ends": "2027-03-31", "instrument_reference": "DSA 2026-17",
        "stand_in": f"{stand_in.pk}:fund_manager" if stand_in else "", **changed,
    }  # fmt: skip


def test_an_administrator_records_a_delegation_and_both_are_told(
    administrators: tuple[User, User], department: Department, fund_managers: tuple[User, User],
    sign_in: Callable[..., Client], sign_in_mails: list[SentMail], platform_events: list[Any],
) -> None:  # fmt: skip
    browser = sign_in(administrators[0], second_factor=True)
    assert "No delegation is recorded for this department." in browser.get(LIST).content.decode()
    address = f"/en/administration/departments/{department.code}/delegations/add/"
    assert address in browser.get(LIST).content.decode()
    assert "Fay Manager (fund manager" in browser.get(address).content.decode()
    assert browser.post(address, typed(*fund_managers)).status_code == 302
    row = Delegation.objects.get()
    assert (row.user, row.stand_in, row.limit_cents, row.cost_centres) == (
        *fund_managers,
        10_000_00,
        ["4410", "4411"],
    )
    assert (row.department, row.recorded_by) == (department, administrators[0])
    assert [(mail.email, mail.message, mail.language) for mail in sign_in_mails] == [
        (fund_managers[0].email, "delegation_recorded", "en"),
        (fund_managers[1].email, "delegation_recorded", "fr"),
    ]
    assert platform_events[-1].code == "record_delegation"
    assert platform_events[-1].facts["limit_cents"] == 10_000_00
    page = browser.get(LIST).content.decode()
    assert "$10,000.00" in page and "4410, 4411" in page and "stand-in: Guy Suppléant" in page
    assert "DSA 2026-17" in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"held": ""}, "held"),
        ({"limit_cents": "1e3"}, "limit_cents"),
        ({"ends": "2026-03-31"}, "ends"),
        ({"starts": "soon"}, "starts"),
        ({"cost_centres": "4" * 41}, "cost_centres"),
        ({"instrument_reference": ""}, "instrument_reference"),
        ({"stand_in": "same"}, "stand_in"),
        ({"stand_in": "nobody"}, "stand_in"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_recorded(
    administrators: tuple[User, User], department: Department, fund_managers: tuple[User, User],
    sign_in: Callable[..., Client], platform_events: list[Any], changed: dict[str, str], field: str,
) -> None:  # fmt: skip
    browser = sign_in(administrators[0], second_factor=True)
    if changed.get("stand_in") == "same":
        changed = {"stand_in": f"{fund_managers[0].pk}:fund_manager"}
    before = len(platform_events)
    for address in (
        f"/en/administration/departments/{department.code}/delegations/add/",
        f"/fr/administration/ministeres/{department.code}/delegations/ajouter/",
    ):
        answer = browser.post(address, typed(*fund_managers) | changed)
        assert answer.status_code == 200 and field in answer.context["form"].errors
    assert not Delegation.objects.exists() and len(platform_events) == before


def test_the_departments_staff_read_and_nobody_else_does(
    department: Department, fund_managers: tuple[User, User], administrators: tuple[User, User],
    make_person: Callable[..., User], give_role: Callable[..., RoleHeld], sign_in: Callable[..., Client],
) -> None:  # fmt: skip
    officer, stranger = make_person("Olga Officer"), make_person("Sam Stranger")
    give_role(officer, Role.OFFICER)
    browser = sign_in(officer, second_factor=True)
    for address in (LIST, "/fr/administration/delegations/"):
        assert browser.get(address).status_code == 200
    assert "Record a delegation" not in browser.get(LIST).content.decode()
    add = f"/en/administration/departments/{department.code}/delegations/add/"
    assert browser.get(add).status_code == browser.post(add, typed(*fund_managers)).status_code == 404
    assert sign_in(stranger).get(LIST).status_code == 404
    with pytest.raises(GrantRefused):
        record_delegation(officer, department, _given(*fund_managers), "en")
    assert not Delegation.objects.exists()


def _given(user: User, stand_in: User | None) -> dict[str, Any]:
    return {
        "user": user, "role": "fund_manager", "limit_cents": 1_00, "cost_centres": [], "starts": "2026-04-01",
        "ends": None, "stand_in": stand_in, "instrument_reference": "D-1",
    }  # fmt: skip


def test_only_who_holds_the_role_gets_a_delegation(
    administrators: tuple[User, User], department: Department, fund_managers: tuple[User, User],
    make_person: Callable[..., User],
) -> None:  # fmt: skip
    for pair in ((make_person("Nora None"), None), (fund_managers[0], make_person("Paul None"))):
        with pytest.raises(GrantRefused):
            record_delegation(administrators[0], department, _given(*pair), "en")
    assert not Delegation.objects.exists()


def test_a_delegation_ends_by_hand_once_with_event_and_mail(
    administrators: tuple[User, User], department: Department, fund_managers: tuple[User, User],
    sign_in: Callable[..., Client], sign_in_mails: list[SentMail], platform_events: list[Any],
) -> None:  # fmt: skip
    browser = sign_in(administrators[0], second_factor=True)
    browser.post(f"/en/administration/departments/{department.code}/delegations/add/", typed(*fund_managers))
    row = Delegation.objects.get()
    address = f"/fr/administration/delegations/{row.pk}/terminer/"
    assert "Mettre fin à cette délégation?" in browser.get(address).content.decode()
    assert browser.post(address).status_code == 302
    row.refresh_from_db()
    assert row.ended_by == administrators[0]
    assert platform_events[-1].code == "end_delegation"
    assert (sign_in_mails[-1].email, sign_in_mails[-1].message) == (
        fund_managers[0].email,
        "delegation_ended",
    )
    assert browser.post(address).status_code == 409
    with pytest.raises(GrantRefused):
        end_delegation(fund_managers[1], row, "en")
    assert f"Ended by {administrators[0]}" in browser.get(LIST).content.decode()


def test_the_database_keeps_a_delegation_as_it_was_recorded(
    administrators: tuple[User, User], fund_managers: tuple[User, User], department: Department
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(**_given(*fund_managers), recorded_by=fund_managers[0])
    row = Delegation.objects.create(**_given(*fund_managers), recorded_by=administrators[0])
    for changed in ({"limit_cents": 9_00}, {"stand_in": None}, {"ends": "2030-01-01"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Delegation.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
