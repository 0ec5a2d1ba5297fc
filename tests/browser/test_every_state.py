"""The pages of every state that the demonstration does not show: axe, valid HTML, no wider than the window, empty forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any

import pytest
from django.db import connections
from django.utils import translation

from setup.embedded import APPLICATION, Server
from tests.browser.forms_on_page import send_empty
from tests.browser.pages import PageChecker
from tests.builders import make_people, sign_in_as
from tests.conftest import name_copy
from tests.database.template import copy_template, drop_database, point_django_at
from tests.stories.bad_pages import person_of
from tests.stories.branch_pages import FORMS, READ

LANGUAGES = cycle(("en", "fr"))
# The demonstration shows these, with their forms.
SEEN_IN_DEMO = {"requested", "drafting", "in review", "open"}
STATES = [state for state in FORMS if state not in SEEN_IN_DEMO]


@contextmanager
def fresh_database(server: Server, template: str, back_to: str) -> Iterator[None]:
    """Give the block a database of its own."""
    name = name_copy()
    copy_template(server, template, name)
    point_django_at(server, APPLICATION, name)
    yield
    connections.close_all()
    point_django_at(server, APPLICATION, back_to)
    drop_database(server, name)


@pytest.mark.parametrize("half", [0, 1])
def test_every_state_and_its_forms_error_states(
    running_site: str,
    database_in_place: str,
    test_server: Server,
    template_database: str,
    checker: PageChecker,
    settings: Any,
    half: int,
) -> None:
    for state in STATES[half::2]:
        make, forms = FORMS[state]
        with fresh_database(test_server, template_database, database_in_place):
            people = make_people(suppliers=3)
            opportunity = make(people)
            for page in (*forms, *READ.get(state, ())):
                language = next(LANGUAGES)
                reader, address = (
                    sign_in_as(person_of(people, page.who), settings),
                    page.address(opportunity, language),
                )
                answer = reader.get(address)
                assert answer.status_code == 200, (state, page.name)
                html = answer.content.decode()
                checker.check_page(html, running_site + address)
                with translation.override(language):
                    wrong = list(send_empty(reader, address, html))
                if page in forms and not wrong and not page.needs_nothing:
                    checker.faults.append(f"{address}: no form that says what is missing ({state})")
                for text in wrong:
                    checker.check_page(text, running_site + address + "#errors")
    checker.finish()
