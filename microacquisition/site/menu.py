"""The main menu: entries appear when their page exists and the reader may use it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from microacquisition.process.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class MenuEntry:
    """A link of the menu; `shown_to` decides by the request."""

    label: "str | _StrPromise"
    url_name: str
    shown_to: Callable[[HttpRequest], bool]


@dataclass(frozen=True)
class MenuLink:
    """An entry as drawn."""

    label: str
    address: str
    is_current: bool


def roles_held(request: HttpRequest) -> list[Role]:
    """Return the roles that the reader holds (`request.held_roles`, set for every request), each once."""
    return sorted({held.role for held in getattr(request, "held_roles", ())}, key=list(Role).index)


def everybody(request: HttpRequest) -> bool:
    """Shown to every reader."""
    return True


def public_readers(request: HttpRequest) -> bool:
    """Shown to everybody but staff, whose menu holds their work."""
    return not staff(request)


def staff(request: HttpRequest) -> bool:
    """Shown to who holds a role of a programme."""
    return bool(roles_held(request))


def administrators(request: HttpRequest) -> bool:
    """Shown to who grants and ends roles."""
    return Role.ADMINISTRATOR in roles_held(request)


def signed_in_public(request: HttpRequest) -> bool:
    """Shown to suppliers: signed in without a role of a programme."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and not staff(request))


def signed_in(request: HttpRequest) -> bool:
    """Shown to everybody who has signed in."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def clients(request: HttpRequest) -> bool:
    """Shown to members of a client team, who may ask for code."""
    return Role.CLIENT in roles_held(request)


def observers(request: HttpRequest) -> bool:
    """Shown to union observers."""
    return Role.UNION_OBSERVER in roles_held(request)


MENU = (
    MenuEntry(_("Needs me"), "needs_me", staff),
    MenuEntry(_("Purchases to observe"), "observe", observers),
    MenuEntry(_("Ask for code"), "ask_for_code", clients),
    MenuEntry(_("Opportunities"), "opportunity_list", everybody),
    MenuEntry(_("My applications"), "my_applications", signed_in_public),
    MenuEntry(_("How it works"), "guide", public_readers),
    MenuEntry(_("Subscribe"), "subscribe", public_readers),
    MenuEntry(_("Tracker"), "tracker", staff),
    MenuEntry(_("Measures"), "measures", everybody),
    MenuEntry(_("Practice"), "practice", signed_in),
    MenuEntry(_("Roles"), "role_list", administrators),
    MenuEntry(_("Delegations"), "delegation_list", administrators),
)

FOOTER = (
    MenuEntry(pgettext_lazy("footer", "Contact"), "contact", everybody),
    MenuEntry(_("Report a problem"), "report_a_problem", everybody),
    MenuEntry(_("Accessibility"), "accessibility", everybody),
    MenuEntry(_("Privacy"), "privacy", everybody),
    MenuEntry(_("Terms"), "terms", everybody),
    MenuEntry(_("Open data"), "open_data", everybody),
    MenuEntry(_("Data for software (API)"), "data_for_software", everybody),
    MenuEntry(_("Source code"), "source_code", everybody),
)


def draw_links(request: HttpRequest, entries: tuple[MenuEntry, ...]) -> list[MenuLink]:
    """Return the entries that exist and are shown to this reader."""
    links = []
    for entry in entries:
        try:
            address = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        if entry.shown_to(request):
            links.append(MenuLink(str(entry.label), address, request.path.startswith(address)))
    return links
