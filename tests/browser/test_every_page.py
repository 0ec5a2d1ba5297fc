"""Every address and the error state of every form: no axe violation, valid HTML, nothing wider than the window."""

from collections.abc import Hashable, Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from demo.people import ADMINISTRATORS, CLIENTS, STAFF, SUPPLIERS
from microacquisition.correspondence.link_tokens import write_token
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.correspondence.subscribing import Wishes, Wording, ask_to_subscribe
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Delegation, RoleHeld, Team, User
from microacquisition.people.queries import roles_of
from microacquisition.reports.surveys.asking import digest_token
from microacquisition.reports.surveys.models import SurveyLink
from microacquisition.site.access import NOBODY, Access, Predicate
from tests.browser.forms_on_page import read_forms, send_empty
from tests.browser.pages import PageChecker
from tests.browser.test_every_state import STATES
from tests.builders import sign_in_as
from tests.permissions.asking import sharing
from tests.stories.branch_pages import FORMS, READ

# Routes that neither the demonstration nor `test_every_state` opens, and why that is right.
NOT_OPENED = {
    "healthz": "no page", "readyz": "no page", "checkpoint": "JSON", "checkpoint_keys": "JSON", "receipt": "JSON", "draw_json": "JSON",
    "other_draw_json": "JSON", "own_data_file": "JSON", "verify_draw": "a program", "feed": "Atom", "opportunity_feed": "Atom",
    "calendar": "iCalendar", "opportunity_calendar": "iCalendar", "sitemap": "XML", "sitemap_file": "XML", "robots": "plain text", "ocds_releases": "JSON Lines", "ocds_package": "JSON",
    "ocds_record": "JSON", "disclosure_quarter": "CSV", "disclosure_year": "CSV",
    "api_index": "JSON",
    "api_openapi": "JSON", "api_opportunities": "JSON", "api_opportunity": "JSON", "api_amendments": "JSON", "api_questions": "JSON", "api_outcomes": "JSON",
    "api_programmes": "JSON", "api_skills": "JSON", "api_changes": "JSON", "file_document": "PDF", "my_document": "PDF",
    "after_sign_in": "only redirects", "checkpoints_page": "a later page of the same list",
    "opportunity_list_page": "a later page of the same list", "practice_page": "a later page of the same list",
    "file_list_page": "a later page of the same list", "open_list_page": "a later page of the same list",
    "soon_list_page": "a later page of the same list", "closed_list_page": "a later page of the same list",
    "account_confirm_login_code": "made a moment ago by the same person: the journeys see it",
    "confirm_address": "made a moment ago by the same person", "sign_in_as": "closed while the demonstration is not set up",
    "mfa_authenticate": "in the middle of signing in", "mfa_view_recovery_codes": "shown once, right after a set-up",
    "remove_second_factor": "the journeys see it", "use_link": "the journeys see it",
    "shared_preview": "the address is shown once: the statement's own preview is the same page",
    "recorded_receipt": "shown right after the recording; the receipt is the supplier's",
    "withdraw_application": "the journeys see it",
}  # fmt: skip
IN_STATES = {page.name for state in STATES for page in FORMS[state][1]} | {
    page.name for state in STATES for page in READ.get(state, ())
}
A_FEW = 4
SURVEY_TOKEN = "of-a-survey-and-of-nothing-else"
LANGUAGES = cycle(("en", "en", "fr", "fr"))


@pytest.fixture
def readers(demo_site: str, settings: Any) -> list[Client]:
    """A browser for everybody of the demonstration, and one of a stranger."""
    demo = [*STAFF, *CLIENTS, *ADMINISTRATORS, *(supplier.person for supplier in SUPPLIERS)]
    people = [User.objects.get(email=person.email) for person in demo]
    # The last supplier has an app, so that the pages of a second factor have something to show.
    TOTP.activate(people[-1], generate_totp_secret())
    fund_manager = RoleHeld.objects.filter(role="fund_manager").earliest("proposed_at")
    TOTP.activate(fund_manager.user, generate_totp_secret())
    Delegation.objects.create(
        user=fund_manager.user, role="fund_manager", limit_cents=10_000_00, cost_centres=["4410"], starts="2026-04-01",
        instrument_reference="DSA 2026-17", department=fund_manager.department, recorded_by=people[0],
    )  # fmt: skip
    SurveyLink.objects.create(
        token_hash=digest_token(SURVEY_TOKEN), kind="supplier", programme_code="esdc", last_day="2999-12-31"
    )
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
    elif asked == {"part", "name"}:
        yield {"part": "intake", "name": "request_received"}
    elif asked == {"part", "name", "programme_code"}:
        yield {"part": "intake", "name": "request_received", "programme_code": "esdc"}
    elif asked == {"team_id"}:
        yield {"team_id": Team.objects.get().pk}
    elif asked == {"role_id"}:
        yield {"role_id": RoleHeld.objects.earliest("proposed_at").pk}
    elif asked == {"delegation_id"}:
        yield {"delegation_id": Delegation.objects.latest("starts").pk}
    elif asked == {"person_id"}:
        yield {"person_id": Delegation.objects.latest("starts").user_id}
    elif asked == {"token"}:
        yield {"token": make_token(str(route.name))}


def make_token(page: str) -> str:
    """Return a token that opens this page of the mailing list; one that is no longer good for any other page."""
    subscriptions = Subscription.objects.filter(ended_at=None).order_by("email")
    if page == "confirm_subscription":
        asked = ask_to_subscribe(Wishes("new.reader@example.org", "en"), Wording("", "", "test"))
        return asked.token if asked else ""
    if page in ("leave_list", "change_subscription"):
        return write_token(subscriptions[int(page == "leave_list")])
    return SURVEY_TOKEN if page == "survey" else "no-longer-good"


def find_page(
    route: URLPattern, readers: list[Client], known: dict[Hashable, Any]
) -> tuple[Client, str, str] | None:
    """Return who may open the route, its address and its HTML; None where nobody of the demonstration may now.

    Rules find in `known` what others read before them: nothing here stays changed.
    """
    rules = getattr(route.callback, "access", None)
    if rules and rules.get is NOBODY:
        return None
    best: tuple[Client, str, str] | None = None
    # Those of `test_every_state` are seen there with their forms.
    enough = A_FEW if route.name in IN_STATES else None
    for values in islice(list_values(route), enough):
        try:
            address = reverse(str(route.name), kwargs=values)
        except NoReverseMatch:
            return None
        for reader in choose_readers(rules, readers, address, values, known):
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


def choose_readers(
    rules: Access | None,
    readers: list[Client],
    address: str,
    values: dict[str, Any],
    known: dict[Hashable, Any],
) -> list[Client]:
    """Return who may send something there; where nobody may, who may read it."""
    if rules is None:
        return readers
    requests = {reader: write_request(reader, address) for reader in readers}
    with sharing(known):
        reading = [reader for reader in readers if obeys(rules.get, requests[reader], values)]
        return [reader for reader in reading if obeys(rules.post, requests[reader], values)] or reading


def write_request(reader: Client, address: str) -> HttpRequest:
    """Return what a route's own rule asks of a request: who sends it."""
    request: Any = RequestFactory().get(address)
    if not hasattr(reader, "known"):
        person = get_user(reader)  # type: ignore[arg-type]
        reader.known = person, roles_of(person), reader.session  # type: ignore[attr-defined]
    request.user, request.held_roles, request.session = reader.known  # type: ignore[attr-defined]
    return request  # type: ignore[no-any-return]


def obeys(rule: Predicate, request: HttpRequest, values: dict[str, Any]) -> bool:
    """Whether the route's own rule lets the reader in: far quicker than drawing the page that says no."""
    try:
        return rule(request, **values)
    except Http404:
        return False


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_and_every_forms_error_state(
    demo_site: str, readers: list[Client], checker: PageChecker, half: int
) -> None:
    known: dict[Hashable, Any] = {}
    for route in list(list_routes())[half::2]:
        with translation.override(next(LANGUAGES)):
            if route.name in NOT_OPENED:
                continue
            found = find_page(route, readers, known)
            if found is None:
                rules = getattr(route.callback, "access", None)
                if route.name not in IN_STATES and not (rules and rules.get is NOBODY):
                    checker.faults.append(f"no state of these tests opens the page {route.name}")
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
