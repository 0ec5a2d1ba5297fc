"""Every page of people opens, in both languages, for who may see it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.people.models import Delegation, Department, RoleHeld, User
from microacquisition.people.urls import urlpatterns

ROOT = Path(__file__).resolve().parents[2]
POST_ONLY = {"leave_team", "confirm_role", "go_on_after_second_factor"}
FOR_STRANGERS = {"account_login", "account_inactive", "account_logout"}
ELSEWHERE = {
    "sign_in_as",
    "account_confirm_login_code",
    "mfa_authenticate",
    "use_link",
    "confirm_address",
    "after_sign_in",
}
NEEDS_A_FACTOR = {"mfa_view_recovery_codes", "use_second_factor", "remove_second_factor"}
FOR_ADMINISTRATORS = {
    "department_list", "add_department", "change_department", "add_client_team", "role_list", "propose_role", "end_role",
    "delegation_list", "add_delegation", "end_delegation", "reset_second_factor",
}  # fmt: skip
FOR_EVERYBODY = {str(route.name) for route in urlpatterns} - (
    POST_ONLY | FOR_STRANGERS | ELSEWHERE | NEEDS_A_FACTOR | FOR_ADMINISTRATORS
)


def find_values(name: str, department: Department, person: User) -> dict[str, Any]:
    """Return what the address of a page names: a department, a role, a delegation or a person that is there."""
    if name in {"change_department", "add_client_team", "add_delegation"}:
        return {"code": department.code}
    if name == "end_role":
        return {"role_id": RoleHeld.objects.earliest("proposed_at").pk}
    if name == "end_delegation":
        row = Delegation.objects.create(
            user=person,
            role="fund_manager",
            limit_cents=1_00,
            starts="2020-01-01",
            instrument_reference="D-1",
        )
        return {"delegation_id": row.pk}
    return {"person_id": person.pk} if name == "reset_second_factor" else {}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", sorted(FOR_STRANGERS | FOR_EVERYBODY | FOR_ADMINISTRATORS))
def test_the_page_opens(
    name: str, language: str, administrators: tuple[User, User], department: Department, client_member: User,
    sign_in: Callable[..., Client],
) -> None:  # fmt: skip
    values = find_values(name, department, administrators[1])
    browser = Client()
    if name not in FOR_STRANGERS:
        user = administrators[0] if name in FOR_ADMINISTRATORS else client_member
        browser = sign_in(user, second_factor=name in FOR_ADMINISTRATORS)
    with override(language):
        address = reverse(name, kwargs=values)
    assert address.startswith(f"/{language}/")
    page = browser.get(address)
    assert page.status_code == 200
    if "html" in page["Content-Type"]:
        html = page.content.decode()
        assert f'<html lang="{language}">' in html and html.count("<h1>") == 1
        assert "style=" not in html.partition("<main")[2]


@pytest.mark.parametrize("name", sorted(FOR_ADMINISTRATORS))
def test_strangers_are_led_to_sign_in(
    name: str, administrators: tuple[User, User], department: Department
) -> None:
    values = find_values(name, department, administrators[1])
    with override("en"):
        answer = Client().get(reverse(name, kwargs=values))
    assert answer.status_code == 302 and answer["Location"].startswith("/en/sign-in/?next=")


def test_every_sentence_has_its_french() -> None:
    with (ROOT / "locale" / "fr" / "people.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert messages
    assert not [message.id for message in messages if not message.string or message.fuzzy]
    straight = [message.id for message in messages if "'" in str(message.string)]
    assert not straight
