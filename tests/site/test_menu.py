"""The menu shows what exists and what the reader may use."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.translation import override

from microacquisition.process.roles import Role
from microacquisition.site.context import describe_page
from microacquisition.site.menu import MenuEntry, draw_links, everybody, roles_held, staff


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
