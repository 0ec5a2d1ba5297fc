"""The law of questions: when they are taken, what a published one must say, why one stays without an answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.words import Words
from microacquisition.process.rules import asking
from microacquisition.process.rules import questions as rules

CUT_OFF = datetime(2026, 11, 26, 19, tzinfo=UTC)
ASKING = asking.AskingFacts(
    now=CUT_OFF - timedelta(microseconds=1), state="OPEN", until=CUT_OFF, until_words=Words(en="then", fr="alors")
)  # fmt: skip
ANSWERING = rules.AnswerFacts(waiting=1, with_client=0, said=1, languages_required=("en", "fr"))
WORDING = rules.Wording(
    asked="Which data?", question=Bilingual("Which data?", "Quelles données?"), answer=Bilingual("All.", "Toutes.")
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"now": CUT_OFF}, "Questions could be asked until then."),
        ({"now": CUT_OFF + timedelta(days=1)}, "Questions could be asked until then."),
        ({"state": "SCHEDULED"}, "Questions can be asked once the opportunity is open."),
        ({"state": "CLOSED"}, "Questions could be asked until then."),
        ({"state": "CANCELLED"}, "Questions about this opportunity can no longer be asked."),
        ({"until": None}, "Questions about this opportunity can no longer be asked."),
    ],
)
def test_questions_are_taken_from_the_opening_until_the_cut_off(
    changed: dict[str, object], reason: str
) -> None:
    said = asking.questions_are_taken(replace(ASKING, **changed))  # type: ignore[arg-type]
    assert [each.en for each in said] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("question", "otherwise"),
    [
        (Bilingual("Which data?", "Quelles données?"), False),
        (Bilingual("  Which\n data? ", "Quelles données?"), False),
        (Bilingual("Quelles données?", "Which data?"), False),  # asked on the page of the other language
        (Bilingual("Which figures?", "Quelles données?"), True),
    ],
)
def test_a_question_is_published_as_it_was_asked_or_says_what_changed(
    question: Bilingual, otherwise: bool
) -> None:
    wording = replace(WORDING, question=question)
    assert rules.is_worded_otherwise(wording) is otherwise
    assert bool(rules.changed_wording_is_explained(replace(ANSWERING, wording=wording))) is otherwise
    said = replace(wording, changed=Bilingual("A word.", "Un mot."))
    assert rules.changed_wording_is_explained(replace(ANSWERING, wording=said)) == []


def test_a_program_of_one_language_asks_for_one() -> None:
    facts = replace(ANSWERING, languages_required=("en",), wording=replace(WORDING, answer=Bilingual("All.")))
    assert rules.answer_is_in_every_language(facts) == []
    assert rules.answer_is_in_every_language(replace(facts, languages_required=("en", "fr"))) != []


@pytest.mark.parametrize(
    ("because", "refers", "allowed"),
    [
        ("protected", False, True), ("out_of_scope", False, True), ("answered_already", True, True),
        ("answered_already", False, False), ("", False, False), ("no_time", False, False),
    ],
)  # fmt: skip
def test_it_is_said_why_a_question_stays_without_an_answer(because: str, refers: bool, allowed: bool) -> None:
    facts = replace(ANSWERING, because=because, refers_to_answer=refers)
    assert (rules.it_is_said_why(facts) == []) is allowed
