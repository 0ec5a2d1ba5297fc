"""Every address of the site, as one person after the other reads it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override

from microacquisition.opportunities.opportunity import Opportunity
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
        "code": people.department.code, "team_id": people.team.pk, "factor_id": 1,
    }  # fmt: skip


def read_whole(answer: Any) -> bytes:
    """Return status, headers and body of an answer, without the keys that are new each time."""
    body = answer.getvalue() if answer.streaming else answer.content
    head = "\n".join(
        f"{name}: {value}" for name, value in sorted(answer.headers.items()) if name != "Expires"
    )
    return TOKENS.sub(b"", f"{answer.status_code}\n{head}\n\n".encode() + body)
