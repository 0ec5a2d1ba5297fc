"""Totals of the surveys: who reads them, and that no number of fewer than five people can be read or computed."""

from itertools import product
from typing import Any

import pytest

from microacquisition.reports.surveys.models import SurveyAnswer
from microacquisition.reports.surveys.totals import SMALLEST, sum_answers, suppress, take_in_groups
from tests.builders import People, make_people, sign_in_as

NEVER = "9999-12"


@pytest.fixture
def people(committed_database: str) -> People:
    """Everybody an opportunity needs."""
    return make_people()


def answer(number: int, month: str = "2026-01", kind: str = "supplier", **answers: Any) -> None:
    """So many people give the same answers."""
    for _each in range(number):
        SurveyAnswer.objects.create(
            kind=kind, programme_code="esdc", month=month, notice="privacy_survey/2026-11-01", answers=answers
        )


def counts(code: str) -> dict[str, int | None]:
    """What is shown of the question whose English begins so."""
    totals = sum_answers("supplier", "esdc", NEVER)
    question = next(each for each in totals.questions if each.words.en.startswith(code))
    return {total.words.en: total.count for total in question.totals}


def test_whatever_is_hidden_cannot_be_computed_from_the_sum() -> None:
    for cells in product(range(9), repeat=3):
        shown = suppress(dict(zip("abc", cells, strict=True)))
        hidden = [count for code, count in zip("abc", cells, strict=True) if shown[code] is None]
        assert all(count >= SMALLEST for count in shown.values() if count is not None)
        assert len(hidden) != 1, cells
        assert not hidden or sum(hidden) >= SMALLEST or len(hidden) == 3, cells


def test_small_numbers_are_not_shown(people: People) -> None:
    answer(7, federal_employee="no")
    answer(2, federal_employee="yes")
    assert set(counts("Are you").values()) == {None}, "two, and seven from which two could be computed"
    answer(6, federal_employee="prefer_not")
    assert counts("Are you") == {"Yes": None, "No": 7, "I prefer not to say": None}


def test_of_several_choices_each_is_looked_at_by_itself(people: People) -> None:
    answer(6, owned_by=["women", "black"])
    answer(5, owned_by=["women"])
    found = counts("Is at least")
    assert found["Black people"] == 6 and found["Women"] is None, "eleven of eleven: then nobody is not"


def test_places_are_three(people: People) -> None:
    answer(5, postal_code="K1A")
    answer(6, postal_code="V5K")
    answer(7, country="France")
    assert list(counts("Head office").values()) == [5, 6, 7]


def test_fewer_than_five_answers_show_nothing(people: People) -> None:
    answer(4, apply_again="yes", improve="More.")
    totals = sum_answers("supplier", "esdc", NEVER)
    assert (totals.answers, totals.questions, totals.texts) == (None, [], [])


def test_no_two_readings_differ_by_fewer_than_five() -> None:
    rows = [("2026-01", {})] * 5 + [("2026-02", {})] * 2 + [("2026-03", {})] * 2
    assert len(take_in_groups(rows)) == 5
    assert len(take_in_groups([*rows, ("2026-04", {})])) == 10


def test_texts_stand_in_no_order_of_time(people: People) -> None:
    for text in "edcba":
        answer(1, improve=text)
    assert sum_answers("supplier", "esdc", NEVER).texts[0][1] == list("abcde")


@pytest.mark.parametrize(
    ("address", "says"), [("/en/surveys/", "not shown"), ("/fr/sondages/", "non montré")]
)
def test_officers_and_auditors_read_them(people: People, settings: Any, address: str, says: str) -> None:
    answer(7, federal_employee="no")
    answer(2, federal_employee="yes")
    for person in (people.officer, people.auditor):
        page = sign_in_as(person, settings).get(address)
        assert page.status_code == 200 and says in page.content.decode()
    for person in (people.client, people.evaluator, people.advisor, people.suppliers[0], people.stranger):
        assert sign_in_as(person, settings).get(address).status_code == 404
