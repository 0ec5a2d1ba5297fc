"""Every form of the office, sent empty and with nonsense: errors by the field, what was typed stays, nothing changes.

In `bin/test --full` every form is sent with every nonsense, in `bin/test` with half of it, by the name of its page.
"""

import html
import os
import zlib
from typing import Any

import pytest
from django.test import Client

from microacquisition.opportunities.opportunity import Opportunity
from tests.builders import make_people
from tests.permissions.changes import unchanged
from tests.stories.bad_pages import (
    LANGUAGES,
    FormPage,
    browser_of,
    errors_of,
    fill_everything,
    list_problems,
    person_of,
)
from tests.stories.branch_pages import FORMS

WHOLE = os.environ.get("TEST_EXTENT") == "full"
NONSENSE = (
    ("fr", "a\x00b\x07"), ("en", "a\u202eb"), ("fr", "4111 1111 1111 1111"), ("en", "x" * 100_000),
)  # fmt: skip


@pytest.mark.parametrize("state", FORMS)
def test_a_bad_form_is_refused_by_field_in_its_language_and_changes_nothing(
    committed_database: str, settings: Any, state: str
) -> None:
    settings.DEMO = True
    people = make_people(suppliers=3)
    make, pages = FORMS[state]
    opportunity = make(people)
    browsers = {page.who: browser_of(person_of(people, page.who)) for page in pages}
    wrong: list[tuple[str, ...]] = []
    # An application that cannot be sent yet is kept as a draft: nothing typed is ever lost.
    with unchanged(but={"public.opportunities_application"}):
        for page in pages:
            browser = browsers[page.who]
            drawn = {each: _read(browser, page.address(opportunity, each)) for each in LANGUAGES}
            wrong += _send_empty(browser, page, opportunity, drawn)
            wrong += _send_nonsense(browser, page, opportunity, drawn["en"])
    assert wrong == []


def _read(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def _send_empty(
    browser: Client, page: FormPage, opportunity: Opportunity, drawn: dict[str, str]
) -> list[tuple[str, ...]]:
    wrong: list[tuple[str, ...]] = []
    said = []
    for language in () if page.needs_nothing else LANGUAGES:
        address = page.address(opportunity, language)
        answer = browser.post(address, fill_everything(drawn[language], ""))
        wrong += [(address, "empty", problem) for problem in list_problems(answer, language)]  # type: ignore[arg-type]
        said.append({text for _anchor, text in errors_of(answer.content.decode())})
    if said and said[0] & said[1]:
        wrong.append((page.name, "both languages say the same", str(said[0] & said[1])))
    return wrong


def _choose_nonsense(page: FormPage) -> tuple[tuple[str, str], ...]:
    """Return what is sent to the page, in French and in English: all of it, or one of each."""
    first = zlib.crc32(f"{page.name} {page.values.get('section', '')}".encode()) % 2
    return NONSENSE if WHOLE else (NONSENSE[2 * first], NONSENSE[(2 * first + 3) % 4])


def _send_nonsense(
    browser: Client, page: FormPage, opportunity: Opportunity, form: str
) -> list[tuple[str, ...]]:
    wrong: list[tuple[str, ...]] = []
    for language, text in _choose_nonsense(page) if page.has_text else ():
        address = page.address(opportunity, language)
        answer = browser.post(address, fill_everything(form, text))
        shown = html.unescape(answer.content.decode())
        wrong += [(address, text[:20], problem) for problem in list_problems(answer, language)]  # type: ignore[arg-type]
        if "\x00" not in text and text[:5_000] not in shown:
            wrong.append((address, text[:20], "what was typed is gone"))
    return wrong
