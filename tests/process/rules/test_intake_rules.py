"""A request goes on only where every eligibility question is answered, and answered well."""

import re

import pytest

from microacquisition.process.rules.eligibility import QUESTIONS, Answer
from microacquisition.process.rules.intake import (
    RequestFacts,
    belongs_to_programme,
    ineligible_answers,
    unanswered,
)

GOOD = {question.code: Answer(question.good_answer, "Because.") for question in QUESTIONS}


def facts(**changed):
    return RequestFacts(answers={**GOOD, **changed}, belongs_to_programme=True)


def test_good_answers_pass_every_rule():
    for rule in (belongs_to_programme, unanswered, ineligible_answers):
        assert rule(facts()) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_each_bad_answer_is_its_own_reason(question):
    assert ineligible_answers(facts(**{question.code: Answer(not question.good_answer, "x")})) == [
        question.against
    ]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_each_question_left_open_is_named(question):
    (reason,) = unanswered(facts(**{question.code: Answer(None)}))
    assert question.words.en in reason.en and question.words.fr in reason.fr


def test_yes_without_the_writing_it_asks_for_is_no_answer():
    for question in QUESTIONS:
        reasons = unanswered(facts(**{question.code: Answer(question.good_answer, "  ")}))
        assert bool(reasons) == question.needs_explanation


def test_all_reasons_come_at_once():
    bad = {question.code: Answer(not question.good_answer) for question in QUESTIONS}
    assert len(ineligible_answers(facts(**bad))) == len(QUESTIONS)


def test_a_team_from_elsewhere_is_told():
    assert belongs_to_programme(RequestFacts(GOOD, belongs_to_programme=False))


def test_french_follows_french_typography():
    for question in QUESTIONS:
        for words in (question.words, question.hint, question.against, question.explanation_label):
            assert not re.search(r" [:;?!»]|« |'", words.fr)
