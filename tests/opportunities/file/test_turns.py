"""Everybody knows whose turn it is: each awaited step has its sentence, its page, and a name for what is waited for."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.engine import TABLE
from microacquisition.opportunities.file.pending import Pending, read_turns
from microacquisition.opportunities.file.sentences import YOUR_TURN
from microacquisition.process.roles import Role
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.process.waiting import AWAITED, AWAITED_ONCE_SIGNED, WAITS_FOR
from tests.builders import People
from tests.opportunities.agreement.builders import make_in_work
from tests.opportunities.evaluation.builders import make_closed, make_opened


def test_each_awaited_step_says_what_it_means_for_whoever_takes_it() -> None:
    assert set(YOUR_TURN) == AWAITED | AWAITED_ONCE_SIGNED == set(WAITS_FOR)


@pytest.mark.parametrize("code", sorted(AWAITED))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_awaited_step_has_a_page(code: str, language: str) -> None:
    with override(language):
        address = reverse(
            TABLE.steps[code].page, kwargs={"opportunity_id": "0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11"}
        )
    assert address.startswith(f"/{language}/")


@pytest.mark.parametrize("code", sorted(set(TABLE.steps)))
def test_each_step_with_a_page_has_its_button_in_both_languages(code: str) -> None:
    words = STEP_WORDS[code].do
    assert words.en and words.fr and words.en != words.fr


def test_the_client_may_deliver_for_the_supplier_but_nobody_waits_for_the_client(people: People) -> None:
    opportunity = make_in_work(people)
    assert "deliver" not in codes(read_turns(opportunity, people.client).mine)
    assert "deliver" in codes(read_turns(opportunity, people.client).possible)
    assert "deliver" in codes(read_turns(opportunity, people.suppliers[0]).mine)
    assert "deliver" not in codes(read_turns(opportunity, people.suppliers[0]).possible)
    waiting = next(each for each in read_turns(opportunity).waiting if each.step.code == "deliver")
    assert waiting.roles == {Role.SUPPLIER}


def test_nothing_can_be_struck_before_the_applications_are_opened(people: People) -> None:
    assert "strike" not in codes(read_turns(make_closed(people), people.officer).possible)


def test_after_opening_an_application_can_be_struck(people: People) -> None:
    assert "strike" in codes(read_turns(make_opened(people), people.officer).possible)


def codes(pending: list[Pending]) -> list[str]:
    """Return the codes of the steps."""
    return [each.step.code for each in pending]
