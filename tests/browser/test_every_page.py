"""Every address and the error state of every form: no axe violation, valid HTML, nothing wider than the window."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from demo.people import ADMINISTRATORS, CLIENTS, STAFF, SUPPLIERS
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import RoleHeld, Team, User
from microacquisition.site.access import NOBODY
from tests.browser.forms_on_page import read_forms
from tests.browser.pages import PageChecker
from tests.builders import sign_in_as

# What these show was made a moment ago by the same person; the journeys see them.
SEEN_ELSEWHERE = {"account_confirm_login_code", "confirm_address", "mfa_authenticate", "remove_second_factor"}
LANGUAGES = cycle(("en", "en", "fr", "fr"))


@pytest.fixture
def readers(demo_site: str, settings: Any) -> list[Client]:
    """A browser for everybody of the demonstration, and one of a stranger."""
    demo = [*STAFF, *CLIENTS, *ADMINISTRATORS, *(supplier.person for supplier in SUPPLIERS)]
    people = [User.objects.get(email=person.email) for person in demo]
    # The last supplier has an app, so that the pages of a second factor have something to show.
    TOTP.activate(people[-1], generate_totp_secret())
    return [Client(), *(sign_in_as(person, settings) for person in people)]


def list_routes(patterns: Any = None) -> Iterator[URLPattern]:
    """Yield every address of the site in the present language."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from list_routes(pattern.url_patterns)
        else:
            yield pattern


def list_values(route: URLPattern) -> Iterator[dict[str, Any]]:
    """Yield values with which the route may be opened: each opportunity, team, role, as it asks for."""
    asked = set(route.pattern.converters)
    if not asked:
        yield {}
    elif asked == {"opportunity_id"}:
        yield from ({"opportunity_id": row.pk} for row in Opportunity.objects.all())
    elif asked == {"reference"}:
        yield from ({"reference": row.reference} for row in Opportunity.objects.exclude(reference=None))
    elif asked == {"opportunity_id", "section"}:
        for row in Opportunity.objects.all():
            yield from ({"opportunity_id": row.pk, "section": name} for name in ("texts", "price", "dates"))
    elif asked == {"code"}:
        yield {"code": "DEX"}
    elif asked == {"team_id"}:
        yield {"team_id": Team.objects.get().pk}
    elif asked == {"role_id"}:
        yield {"role_id": RoleHeld.objects.earliest("proposed_at").pk}
    elif asked == {"token"}:
        yield {"token": "no-longer-good"}


def find_page(route: URLPattern, readers: list[Client]) -> tuple[Client, str, str] | None:
    """Return who may open the route, its address and its HTML; None where nobody of the demonstration may now."""
    rules = getattr(route.callback, "access", None)
    if rules and rules.get is NOBODY:
        return None
    best: tuple[Client, str, str] | None = None
    for values in list_values(route):
        try:
            address = reverse(str(route.name), kwargs=values)
        except NoReverseMatch:
            return None
        for reader in readers:
            answer = reader.get(address)
            if answer.status_code != 200:
                continue
            if "html" not in answer["Content-Type"]:
                return None
            html = answer.content.decode()
            best = best or (reader, address, html)
            # A page on which something can be done tells more than one that says "not now".
            if not values or (rules and rules.post is NOBODY) or read_forms(html):
                return reader, address, html
    return best


def send_empty(reader: Client, address: str, html: str) -> Iterator[str]:
    """Send each form of the page with nothing filled in and yield the pages that say what is wrong."""
    for form in read_forms(html):
        with transaction.atomic():
            answer = reader.post(form.action or address, form.hidden)
            transaction.set_rollback(True)
        assert answer.status_code < 500, address
        text = answer.content.decode() if answer.status_code < 300 else ""
        if 'id="errors"' in text:
            yield text


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_and_every_forms_error_state(
    demo_site: str, readers: list[Client], checker: PageChecker, half: int
) -> None:
    for route in list(list_routes())[half::2]:
        with translation.override(next(LANGUAGES)):
            found = find_page(route, readers)
            if found is None:
                continue
            reader, address, html = found
            checker.check_page(html, demo_site + address)
            for wrong in send_empty(reader, address, html):
                checker.check_page(wrong, demo_site + address + "#errors")
    checker.finish()


def test_pages_that_refuse(demo_site: str, readers: list[Client], checker: PageChecker) -> None:
    for language in ("en", "fr"):
        answer = readers[1].get(f"/{language}/there-is-nothing-here/")
        assert answer.status_code == 404
        checker.check_page(answer.content.decode(), f"{demo_site}/{language}/there-is-nothing-here/")
    checker.finish()
