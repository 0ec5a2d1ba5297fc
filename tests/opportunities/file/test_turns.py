"""Everybody knows whose turn it is: each awaited step has its sentence, its page, and a name for what is waited for."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.engine import TABLE
from microacquisition.opportunities.file.sentences import YOUR_TURN
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.process.waiting import AWAITED, WAITS_FOR

# Built later: no stage takes it yet.
NOT_BUILT = {"rank"}


def test_each_awaited_step_says_what_it_means_for_whoever_takes_it() -> None:
    assert set(YOUR_TURN) == AWAITED == set(WAITS_FOR)


@pytest.mark.parametrize("code", sorted(AWAITED - NOT_BUILT))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_awaited_step_has_a_page(code: str, language: str) -> None:
    with override(language):
        address = reverse(TABLE.steps[code].page, kwargs={"opportunity_id": "0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11"})
    assert address.startswith(f"/{language}/")


@pytest.mark.parametrize("code", sorted(set(TABLE.steps)))
def test_each_step_with_a_page_has_its_button_in_both_languages(code: str) -> None:
    words = STEP_WORDS[code].do
    assert words.en and words.fr and words.en != words.fr
