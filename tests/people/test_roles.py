"""Roles: proposed by one administrator, confirmed by another, ended at once; administrators hold no other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from microacquisition.people.accounts import join_team, save_supplier
from microacquisition.people.granting import GrantRefused, confirm_role, propose_role
from microacquisition.people.models import Department, RoleHeld, SupplierMember, Team, TeamMember, User
from microacquisition.people.queries import holds, people_holding, roles_of
from microacquisition.process.roles import Role

PROPOSE = "/en/administration/roles/propose/"


def typed(**values: str) -> dict[str, str]:
    return {
        "email": "olga@example.ca",
        "role": "officer",
        "programme_code": "esdc",
        "department": "",
        **values,
    }


def test_a_role_is_held_once_a_second_administrator_confirms(
    administrators: tuple[User, User],
    department: Department,
    sign_in: Callable[..., Client],
    platform_events: list[Any],
) -> None:
    first, second = (sign_in(user, second_factor=True) for user in administrators)
    assert first.post(PROPOSE, typed(department=str(department.pk))).status_code == 302
    held = RoleHeld.objects.get(role="officer")
    assert not holds(held.user, Role.OFFICER, "esdc", department.pk)
    page = first.get("/en/administration/roles/").content.decode()
    assert "Another administrator confirms this one." in page
    answer = first.post(f"/en/administration/roles/{held.pk}/confirm/")
    assert answer.status_code == 409 and "second administrator" in answer.content.decode()
    held.refresh_from_db()
    assert held.confirmed_at is None
    assert second.post(f"/fr/administration/roles/{held.pk}/confirmer/").status_code == 302
    assert holds(held.user, Role.OFFICER, "esdc", department.pk)
    assert not holds(held.user, Role.OFFICER, "cwu", department.pk)
    assert people_holding(Role.OFFICER, "esdc", department.pk) == [held.user]
    assert [event.code for event in platform_events] == ["propose_role", "confirm_role"]


def test_nobody_proposes_or_confirms_a_role_for_themselves(
    administrators: tuple[User, User], make_person: Callable[..., User]
) -> None:
    first, second = administrators
    with pytest.raises(GrantRefused):
        propose_role(first, first.email, Role.AUDITOR, "esdc", None)
    held = propose_role(first, second.email, Role.AUDITOR, "esdc", None)
    with pytest.raises(GrantRefused):
        confirm_role(second, held)
    with pytest.raises(GrantRefused):
        propose_role(make_person("Not Admin"), "x@example.ca", Role.AUDITOR, "esdc", None)
    assert not RoleHeld.objects.filter(role="auditor", confirmed_at__isnull=False).exists()
    assert not User.objects.filter(email="x@example.ca").exists()


def test_the_database_refuses_what_no_page_offers(
    administrators: tuple[User, User], make_person: Callable[..., User]
) -> None:
    (first, second), third = administrators, make_person("Third One")
    now = timezone.now()
    wrong: list[dict[str, Any]] = [
        {"user": first, "proposed_by": first},
        {"user": third, "proposed_by": first, "confirmed_by": first, "confirmed_at": now},
        {"user": second, "proposed_by": first, "confirmed_by": second, "confirmed_at": now},
        {"user": third, "confirmed_at": now},
        {"user": third, "proposed_by": first, "role": "client"},
        {"user": third, "proposed_by": first, "programme_code": ""},
    ]
    for values in wrong:
        row = {"role": "officer", "programme_code": "esdc", "proposed_at": now, **values}
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleHeld.objects.create(**row)
    assert RoleHeld.objects.count() == 2


def test_decisions_about_roles_are_never_rewritten(
    give_role: Callable[..., RoleHeld], make_person: Callable[..., User]
) -> None:
    held = give_role(make_person("Olga Officer"), Role.OFFICER)
    for change in ({"role": "certifier"}, {"confirmed_by": held.proposed_by}, {"confirmed_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            RoleHeld.objects.filter(pk=held.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        held.delete()


def test_an_administrator_holds_no_other_role(
    administrators: tuple[User, User], department: Department, sign_in: Callable[..., Client],
    give_role: Callable[..., RoleHeld], make_person: Callable[..., User],
) -> None:  # fmt: skip
    third = make_person("Third One")
    held = propose_role(administrators[0], administrators[1].email, Role.OFFICER, "esdc", department)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.filter(pk=held.pk).update(confirmed_by=third, confirmed_at=timezone.now())
    team = Team.objects.create(department=department, name_en="Data", name_fr="Données")
    with pytest.raises(GrantRefused):
        join_team(administrators[0], team)
    with pytest.raises(GrantRefused):
        save_supplier(administrators[0], {"legal_name": "Ada"})
    give_role(third, Role.OFFICER)
    other = propose_role(administrators[0], third.email, Role.ADMINISTRATOR, "", None)
    answer = sign_in(administrators[1], second_factor=True).post(
        f"/en/administration/roles/{other.pk}/confirm/"
    )
    assert answer.status_code == 409 and "holds no other role" in answer.content.decode()
    assert not TeamMember.objects.exists() and not SupplierMember.objects.exists()
    assert not any(role.role == Role.ADMINISTRATOR for role in roles_of(third))


def test_an_ended_role_ends_at_once_on_open_pages(
    administrators: tuple[User, User], sign_in: Callable[..., Client], platform_events: list[Any]
) -> None:
    first, second = (sign_in(user, second_factor=True) for user in administrators)
    assert second.get(PROPOSE).status_code == 200
    held = RoleHeld.objects.get(user=administrators[1])
    assert first.get(f"/en/administration/roles/{held.pk}/end/").status_code == 200
    assert first.post(f"/en/administration/roles/{held.pk}/end/").status_code == 302
    assert second.post(PROPOSE, typed()).status_code == 404
    assert second.get(PROPOSE).status_code == 404
    assert not RoleHeld.objects.filter(role="officer").exists()
    assert platform_events[-1].code == "end_role"
    assert first.post(f"/en/administration/roles/{held.pk}/end/").status_code == 409


def test_only_administrators_see_administration(
    client_member: User,
    make_person: Callable[..., User],
    sign_in: Callable[..., Client],
    give_role: Callable[..., RoleHeld],
) -> None:
    officer = make_person("Olga Officer")
    give_role(officer, Role.OFFICER)
    for user in (client_member, officer, make_person("Sam Supplier")):
        browser = sign_in(user, second_factor=True)
        for page in ("roles/", "roles/propose/", "departments/", "departments/add/"):
            assert browser.get(f"/en/administration/{page}").status_code == 404
        assert browser.post(PROPOSE, typed()).status_code == 404
    assert Client().get("/en/administration/roles/").status_code == 302


def test_a_member_of_a_team_is_a_client_of_the_departments_programmes(
    client_member: User, department: Department
) -> None:
    assert holds(client_member, Role.CLIENT, "esdc", department.pk)
    assert not holds(client_member, Role.CLIENT, "practice")
    assert people_holding(Role.CLIENT, "esdc", department.pk) == [client_member]
    TeamMember.objects.update(ended_at=timezone.now())
    assert not roles_of(client_member)


def test_a_proposal_without_a_programme_says_so(
    administrators: tuple[User, User], sign_in: Callable[..., Client]
) -> None:
    page = sign_in(administrators[0], second_factor=True).post(PROPOSE, typed(programme_code=""))
    assert page.status_code == 200 and "Choose the program" in page.content.decode()
    assert "olga@example.ca" in page.content.decode()
    assert RoleHeld.objects.count() == 2
