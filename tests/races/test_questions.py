"""Questions at once: two officers publish one answer; somebody asks at the very closing. Each with its negative control."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.posting.models import ClosingChange
from microacquisition.opportunities.questions import asking
from microacquisition.opportunities.questions.models import PublishedAnswer, Question
from microacquisition.opportunities.situation import Refused
from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.windows import Minutes
from tests.asking import ask_as, publish_as
from tests.builders import People, make_open, make_people


def publish_at_once(people: People, question: Question) -> list[str]:
    """Let two officers publish an answer to the same question at the same instant; return what came of each."""
    start = threading.Barrier(2, timeout=30)

    def publish(number: int) -> str:
        officer = (people.officer, people.second_officer)[number]
        start.wait()
        try:
            publish_as(officer, question)
            return "published"
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(publish, range(2)))


def make_question(people: People) -> Question:
    """Two questions wait, so that one still does once the other is answered; return the first."""
    opportunity = make_open(people)
    question = ask_as(people.stranger, opportunity)
    ask_as(people.suppliers[0], opportunity, "Which data?")
    return question


def test_two_officers_publish_one_answer(committed_database: str) -> None:
    people = make_people(suppliers=1)
    question = make_question(people)
    assert publish_at_once(people, question) == ["published", "refused"]
    assert PublishedAnswer.objects.count() == 1
    assert Message.objects.filter(template="questions/answer_published").count() == 1


def test_without_the_rule_both_would_publish(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: nobody looks whether it still waits, and everybody is told twice."""
    answer = TABLE.steps["answer_question"]
    monkeypatch.setitem(
        TABLE.steps, "answer_question", replace(answer, rules=(), form_rules=answer.form_rules[1:])
    )
    people = make_people(suppliers=1)
    question = make_question(people)
    assert publish_at_once(people, question) == ["published", "published"]
    assert Message.objects.filter(template="questions/answer_published").count() == 2


def ask_while_it_closes(move_clock: Any, monkeypatch: pytest.MonkeyPatch) -> Opportunity:
    """Somebody asks just before the closing; before their question is written the clock comes to close.

    The program takes questions until the closing itself, so that both meet.
    """
    rules = PROGRAMMES.newest("esdc")
    windows = replace(rules.windows, questions_until_before_closing=Minutes(0))
    monkeypatch.setattr(PROGRAMMES, "of_version", lambda *_: replace(rules, windows=windows))
    people = make_people(suppliers=1)
    opportunity = make_open(people)
    closes_at = opportunity.closes_at
    assert closes_at is not None
    asked, closed = threading.Event(), threading.Event()
    seal = asking.seal_asker

    def seal_slowly(asker: Any) -> bytes:
        asked.set()
        closed.wait(0.6)  # the clock waits for the lock, or closes meanwhile
        return seal(asker)

    monkeypatch.setattr(asking, "seal_asker", seal_slowly)

    def ask() -> None:
        try:
            ask_as(people.stranger, opportunity)
        finally:
            connection.close()

    def close() -> None:
        try:
            asked.wait(30)
            move_clock(closes_at)
            for code in ("extend_by_rule", "close"):
                try:
                    take_step(code, opportunity_id=opportunity.pk, user=None)
                except Refused:
                    continue
        finally:
            closed.set()
            connection.close()

    move_clock(closes_at - timedelta(minutes=1))
    with ThreadPoolExecutor(2) as pool:
        for each in (pool.submit(ask), pool.submit(close)):
            each.result()
    return Opportunity.objects.get(pk=opportunity.pk)


def test_a_question_in_time_is_counted_at_the_closing(
    committed_database: str, move_clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opportunity = ask_while_it_closes(move_clock, monkeypatch)
    assert Question.objects.count() == 1
    assert opportunity.state == "OPEN" and ClosingChange.objects.get().rule == "unanswered_question"


def test_without_the_lock_it_would_be_overlooked(
    committed_database: str, move_clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the row is read without its lock, and the closing passes by a question asked in time."""
    monkeypatch.setattr(asking, "lock_opportunity", lambda key: Opportunity.objects.get(pk=key))
    opportunity = ask_while_it_closes(move_clock, monkeypatch)
    assert Question.objects.count() == 1
    assert opportunity.state != "OPEN" and not ClosingChange.objects.exists()
