"""The menu shows what exists and what the reader may use."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from microacquisition.process.roles import Role
from microacquisition.site.context import describe_page
from microacquisition.site.menu import MENU, MenuEntry, draw_links, everybody, roles_held, staff


def ask(*roles: Role, address: str = "/en/guide/") -> HttpRequest:
    """Return a request of somebody who holds `roles`."""
    request = RequestFactory().get(address)
    request.held_roles = [SimpleNamespace(role=role) for role in roles]  # type: ignore[attr-defined]
    return request


def test_an_entry_whose_page_does_not_exist_is_not_shown() -> None:
    entries = (MenuEntry("Guide", "guide", everybody), MenuEntry("Nowhere", "no_such_page", everybody))
    links = draw_links(ask(), entries)
    assert [(link.label, link.address, link.is_current) for link in links] == [("Guide", "/en/guide/", True)]


def test_staff_see_their_own_entries_and_the_public_do_not() -> None:
    entries = (MenuEntry("Staff", "guide", staff),)
    assert draw_links(ask(), entries) == []
    assert len(draw_links(ask(Role.OFFICER), entries)) == 1


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "program officer, auditor"), ("fr", "agente ou agent de programme, auditrice ou auditeur")],
)
def test_the_header_names_each_role_once_in_the_page_language(language: str, shown: str) -> None:
    request = ask(Role.AUDITOR, Role.OFFICER, Role.OFFICER, address=f"/{language}/guide/")
    assert roles_held(request) == [Role.OFFICER, Role.AUDITOR]
    with override(language):
        assert describe_page(request)["reader_roles"] == shown


def test_a_client_may_ask_for_code_and_other_staff_find_no_such_entry() -> None:
    with override("en"):
        asking = reverse("ask_for_code")
    assert asking in addresses(ask(Role.CLIENT)) and asking not in addresses(ask(Role.OFFICER))


def test_only_administrators_find_roles_and_delegations() -> None:
    more = addresses(ask(Role.ADMINISTRATOR)) - addresses(ask(Role.OFFICER))
    assert more == {"/en" + reverse(name)[3:] for name in ("role_list", "delegation_list")}


def test_practice_is_for_whoever_has_signed_in() -> None:
    request = ask()
    assert reverse("practice") not in addresses(request)
    request.user = SimpleNamespace(is_authenticated=True)  # type: ignore[assignment]
    assert reverse("practice") in addresses(request)


def addresses(request: HttpRequest) -> set[str]:
    """Return where the main menu leads for this reader."""
    with override("en"):
        return {link.address for link in draw_links(request, MENU)}
