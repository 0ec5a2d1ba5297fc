"""The pages of every state that the demonstration does not show: axe, valid HTML, no wider than the window, empty forms."""

import uuid
from itertools import cycle
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tests.browser.forms_on_page import send_empty
from tests.browser.pages import PageChecker
from tests.builders import make_funding_confirmed, make_people, sign_in_as
from tests.database.known_states import KnownStates
from tests.stories.bad_pages import person_of
from tests.stories.branch_pages import FORMS, READ, WITH_PROVIDER

LANGUAGES = cycle(("en", "fr"))
# The demonstration shows these, with their forms.
SEEN_IN_DEMO = {"requested", "drafting", "in review", "open"}
STATES = [state for state in FORMS if state not in SEEN_IN_DEMO]


@pytest.mark.parametrize("half", [0, 1])
def test_every_state_and_its_forms_error_states(
    running_site: str, known_states: KnownStates, checker: PageChecker, settings: Any, half: int
) -> None:
    settings.PAYMENT_PROVIDERS = WITH_PROVIDER
    for state in STATES[half::2]:
        make, forms = FORMS[state]
        known_states.begin_again()
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


def test_a_paper_that_was_attached(
    running_site: str, committed_database: str, checker: PageChecker, settings: Any
) -> None:
    people = make_people()
    opportunity = make_funding_confirmed(people)
    officer = sign_in_as(people.officer, settings)
    address = reverse("record_paper", args=(opportunity.pk, "sign_for_funds"))
    for signer, status in (("", 200), (f"{people.fund_manager.pk}:fund_manager", 302)):
        paper = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 signed", content_type="application/pdf")
        typed = {"signer": signer, "name": "", "signed_on": "2026-11-20", "paper": paper}
        answer = officer.post(address, {**typed, "form_key": str(uuid.uuid4())})
        assert answer.status_code == status
        if status == 200:
            checker.check_page(answer.content.decode(), f"{running_site}{address}#errors")
    file = reverse("file", args=(opportunity.pk,))
    page = officer.get(file).content.decode()
    assert "signed on paper" in page
    checker.check_page(page, running_site + file)
    checker.finish()
