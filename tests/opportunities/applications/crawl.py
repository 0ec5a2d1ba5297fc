"""Every address of the site, as one person after the other reads it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import override

from microacquisition.content.today import find_today
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.people.queries import DEMO_LINK_KEY, roles_of
from microacquisition.reports.open_data.contracts import quarter_of
from tests.builders import People

TOKENS = re.compile(rb'(?:name="(?:csrfmiddlewaretoken|form_key)" value|nonce)="[^"]*"')
SIGNS_OUT = {"account_logout"}


def list_addresses(language: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (name, address) of every route whose every part has a value; KeyError for a part that is not known."""
    with override(language):
        patterns = get_resolver().reverse_dict
        for name in sorted({name for name in patterns if isinstance(name, str)} - SIGNS_OUT):
            for possible in patterns.getlist(name):
                for _text, parts in possible[0]:
                    for filled in fill_parts(parts, values):
                        yield from _reverse(name, filled)


def fill_parts(parts: list[str], values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the parts filled with every application's id, where they name one, and with the one value of the others."""
    filled = {part: values[part] for part in parts}
    several = [part for part, value in filled.items() if isinstance(value, list)]
    if not several:
        yield filled
    else:
        for value in filled[several[0]]:
            yield {**filled, **dict.fromkeys(several, value)}


def _reverse(name: str, filled: dict[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        yield name, reverse(name, kwargs=filled)
    except NoReverseMatch:
        return


def known_values(people: People, opportunity: Opportunity) -> dict[str, Any]:
    """What stands in addresses: the real thing where there is one, else something that could be guessed."""
    applications = list(opportunity.applications.values_list("pk", flat=True)) or ["A-00000"]
    someone = people.suppliers[0].pk
    return {
        "opportunity_id": opportunity.pk, "reference": opportunity.reference, "application_id": applications,
        "first": applications, "second": applications, "document_id": 1, "digest": "0" * 64, "label": "A",
        "answer_id": 1, "programme_code": opportunity.programme_code, "factor": "forms", "scope": "all",
        "section": "dates", "number": 1, "page": 1, "token": "x" * 43, "link_id": 1,
        "step_code": "approve_statement", "role_id": someone, "person_id": someone, "delegation_id": someone,
        "part": "intake", "name": "request_received",
        "code": people.department.code, "team_id": people.team.pk, "factor_id": 1,
        "ocid": f"ocds-000000-{opportunity.reference}", "period": quarter_of(find_today()), "year": find_today().year,
    }  # fmt: skip


def is_turned_away(person: User | None, address: str) -> bool:
    """True where the rules of the address turn this person away before its view reads anything."""
    match, request = resolve(address), _ask_as(person, address)
    try:
        return not match.func.access.get(request, **match.kwargs)
    except Http404:
        return True


def _ask_as(person: User | None, address: str) -> HttpRequest:
    request: Any = RequestFactory().get(address)
    request.user = person or AnonymousUser()
    request.session = {DEMO_LINK_KEY: str(request.user.pk)}
    request.held_roles = SimpleLazyObject(lambda: roles_of(request.user))
    return request  # type: ignore[no-any-return]


def read_whole(answer: Any) -> bytes:
    """Return status, headers and body of an answer, without the keys that are new each time."""
    body = answer.getvalue() if answer.streaming else answer.content
    head = "\n".join(
        f"{name}: {value}" for name, value in sorted(answer.headers.items()) if name != "Expires"
    )
    return TOKENS.sub(b"", f"{answer.status_code}\n{head}\n\n".encode() + body)
