"""Totals of the survey answers, with small numbers left out, and whatever they could be computed from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from microacquisition.common.words import Words
from microacquisition.process.programmes.base import CodedWords
from microacquisition.reports.surveys.models import SurveyAnswer
from microacquisition.reports.surveys.questions import COUNTRY, POSTAL_CODE, QUESTIONS, YES_NO, Question

SMALLEST = 5  # a number below it could point to a person
CAPITAL = ("K1", "K2", "K4", "J8", "J9")  # Ottawa and Gatineau
WHERE = Question(
    "where",
    Words(en="Head office", fr="Siège social"),
    (
        CodedWords("capital", Words(en="In the national capital region", fr="Dans la région de la capitale nationale")),
        CodedWords("canada", Words(en="Elsewhere in Canada", fr="Ailleurs au Canada")),
        CodedWords("abroad", Words(en="Outside Canada", fr="À l’extérieur du Canada")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Total:
    """How many gave one answer; None where the number is not shown."""

    words: Words
    count: int | None


@dataclass(frozen=True)
class QuestionTotals:
    """One question: how many answered it (None: fewer than 5, nothing is shown), and how."""

    words: Words
    answered: int | None
    totals: list[Total]


@dataclass(frozen=True)
class SurveyTotals:
    """One survey of one program: how many answers are counted (None: fewer than 5), and the texts, in no order of time."""

    answers: int | None
    questions: list[QuestionTotals]
    texts: list[tuple[Words, list[str]]]


def sum_answers(kind: str, programme_code: str, before: str) -> SurveyTotals:
    """Return the totals of one survey in months before `before` (2026-11)."""
    rows = SurveyAnswer.objects.filter(kind=kind, programme_code=programme_code, month__lt=before)
    answers = take_in_groups(rows.order_by("month").values_list("month", "answers"))
    if not answers:
        return SurveyTotals(None, [], [])
    asked = list(QUESTIONS[kind])
    if POSTAL_CODE in asked:
        answers = [{**each, WHERE.code: _place(each)} for each in answers]
        asked[asked.index(POSTAL_CODE)] = WHERE
        asked.remove(COUNTRY)
    return SurveyTotals(
        len(answers),
        [_sum_question(question, answers) for question in asked if question.choices],
        [(question.words, _list_texts(question, answers)) for question in asked if question.word_limit],
    )


def take_in_groups(rows: Iterable[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the answers up to a month's end such that each step there added at least 5: no fewer can be told apart."""
    taken: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    for _month, found in groupby(rows, key=lambda row: row[0]):
        waiting += [answers for _of, answers in found]
        if len(waiting) >= SMALLEST:
            taken, waiting = [*taken, *waiting], []
    return taken


def _place(answers: Mapping[str, Any]) -> str:
    if answers.get(COUNTRY.code):
        return "abroad"
    code = str(answers.get(POSTAL_CODE.code, ""))
    return ("capital" if code.startswith(CAPITAL) else "canada") if code else ""


def _sum_question(question: Question, answers: list[dict[str, Any]]) -> QuestionTotals:
    given = [each[question.code] for each in answers if each.get(question.code)]
    if len(given) < SMALLEST:
        return QuestionTotals(question.words, None, [])
    if question.many:
        # Each group by itself: who chose it and who did not.
        counts = {
            each.code: suppress(_split(sum(each.code in chosen for chosen in given), len(given)))["yes"]
            for each in question.choices
        }
    else:
        found = Counter(given)
        counts = suppress({each.code: found[each.code] for each in question.choices})
    return QuestionTotals(
        question.words, len(given), [Total(each.words, counts[each.code]) for each in question.choices]
    )


def _split(yes: int, of: int) -> dict[str, int]:
    return dict(zip((each.code for each in YES_NO), (yes, of - yes), strict=True))


def suppress(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return the numbers of a table whose sum is known: None for those below 5, and for as many more as hide them.

    Whoever subtracts what is shown from the sum learns only the sum of at least two numbers, and that is 5 or more.
    """
    hidden = {code for code, count in counts.items() if count < SMALLEST}
    rising = sorted(counts, key=lambda code: (counts[code], code))
    for code in rising:
        if not hidden or (len(hidden) > 1 and sum(counts[each] for each in hidden) >= SMALLEST):
            break
        hidden.add(code)
    return {code: None if code in hidden else count for code, count in counts.items()}


def _list_texts(question: Question, answers: list[dict[str, Any]]) -> list[str]:
    """Return what people wrote, by the alphabet; nothing while fewer than 5 wrote."""
    texts = sorted(str(each[question.code]) for each in answers if each.get(question.code))
    return texts if len(texts) >= SMALLEST else []
