"""One question about a sealed answer: proposed without a name, asked by an officer, answered beside the seal."""

import pytest
from django.db import connection

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.models import OpenedAnswer
from microacquisition.opportunities.evaluation.clarifying import (
    answer_question,
    ask_supplier,
    decline_question,
    propose_question,
)
from microacquisition.opportunities.evaluation.models import Clarification
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.evaluation.builders import (
    freeze,
    judge,
    make_closed,
    make_evaluated,
    make_opened,
    take,
)

QUESTION = "Which of the two scripts is yours?"


def first_label(opportunity, evaluator):  # type: ignore[no-untyped-def]
    """The first of this evaluator's applications."""
    assignment = find_assignment(opportunity, evaluator)
    assert assignment is not None
    return labels_of(assignment)[0]


def codes(opportunity) -> set[str]:  # type: ignore[no-untyped-def]
    """What the record holds of questions."""
    found = Event.objects.filter(stream=opportunity.stream, code__endswith="_clarification")
    return set(found.values_list("code", flat=True))


def test_proposed_asked_and_answered_through_the_pages(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people, evaluators=[people.evaluator, people.author])
    label = first_label(opportunity, people.evaluator)
    key, owner = label.application_id, label.application.opened.supplier.owner
    sealed = list(OpenedAnswer.objects.order_by("pk").values_list("text", flat=True))
    page = f"/en/files/{opportunity.pk}/evaluate/{label.label}/"
    asked, own = f"/en/files/{opportunity.pk}/questions-to-suppliers/", f"/en/my-applications/{key}/question/"
    assert "propose a question" in browser(people.evaluator).get(page).content.decode()
    assert b"Fill in" in browser(people.evaluator).post(page + "question/", {"question": ""}).content
    assert browser(people.evaluator).post(page + "question/", {"question": QUESTION}).status_code == 302
    assert browser(people.evaluator).get(page + "question/").status_code == 409
    assert browser(owner).get(own).status_code == 404
    assert "Questions to suppliers" in browser(people.officer).get("/en/needs-me/").content.decode()
    shown = browser(people.officer).get(asked).content.decode()
    assert QUESTION in shown and people.evaluator.name not in shown
    for person in (people.advisor, people.evaluator, people.suppliers[0]):
        assert browser(person).get(asked).status_code == 404
    assert b"Fill in" in browser(people.officer).post(asked, {"application_id": key, "question": ""}).content
    assert (
        browser(people.officer).post(asked, {"application_id": key, "question": QUESTION}).status_code == 302
    )
    letter = Message.objects.get(template="evaluation/clarification_asked")
    assert QUESTION in letter.body and people.evaluator.name not in letter.body
    judge(opportunity, people.evaluator)
    judge(opportunity, people.author)
    with pytest.raises(Refused, match="time to answer a question"):
        take("freeze_evaluation", opportunity, people.officer)
    assert b"100" in browser(owner).post(own, {"answer": "word " * 101}).content
    assert browser(owner).post(own, {"answer": "The second one."}).status_code == 302
    assert browser(owner).post(own, {"answer": "Both."}).status_code == 409
    for person in (people.evaluator, people.author):
        theirs = find_assignment(opportunity, person).labels.get(application_id=key).label  # type: ignore[union-attr]
        read = browser(person).get(f"/en/files/{opportunity.pk}/evaluate/{theirs}/").content.decode()
        assert "The second one." in read and "beside what is sealed" in read and key not in read
    assert Message.objects.filter(template="evaluation/clarification_answered").count() == 2
    black = f"{asked}{key}/redact/"
    assert (
        browser(people.evaluator).get(black).status_code
        == browser(people.advisor).get(black).status_code
        == 404
    )
    assert browser(people.officer).post(black, {"shown": "The [redacted] one."}).status_code == 302
    read = browser(people.author).get(f"/en/files/{opportunity.pk}/evaluate/{theirs}/").content.decode()
    assert "The [redacted] one." in read and "The second one." not in read
    assert Clarification.objects.get().answer == "The second one."
    assert sealed == list(OpenedAnswer.objects.order_by("pk").values_list("text", flat=True))
    assert codes(opportunity) == {"propose_clarification", "ask_clarification", "answer_clarification"}
    assert not Event.objects.filter(code__endswith="_clarification", body__contains=key).exists()
    assert freeze(opportunity, people).state == "EVALUATED"


def test_one_question_only_by_an_officer_and_declined_with_a_reason(people: People) -> None:
    opportunity = make_opened(people)
    label = first_label(opportunity, people.evaluator)
    application = label.application
    with pytest.raises(NotYours):
        propose_question(label, people.author, QUESTION, "en")
    propose_question(label, people.evaluator, QUESTION, "en")
    with pytest.raises(Refused, match="already"):
        propose_question(label, people.evaluator, "Another?", "en")
    for person in (people.advisor, people.evaluator):
        with pytest.raises(NotYours):
            ask_supplier(application, person, QUESTION, "en")
        with pytest.raises(NotYours):
            decline_question(application, person, "No.", "en")
    decline_question(application, people.officer, "It is written.", "en")
    assert "It is written." in Message.objects.get(template="evaluation/clarification_declined").body
    ask_supplier(application, people.officer, QUESTION, "en")
    with pytest.raises(Refused, match="already"):
        ask_supplier(application, people.officer, "Another?", "en")
    assert Clarification.objects.count() == 2


def test_silence_counts_for_nothing_and_late_answers_are_refused(people: People) -> None:
    opportunity = make_opened(people)
    application = first_label(opportunity, people.evaluator).application
    ask_supplier(application, people.officer, QUESTION, "en")
    judge(opportunity, people.evaluator)
    asked = Clarification.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [asked.answer_by])
    with pytest.raises(Refused, match="time to answer has passed"):
        answer_question(asked, application.opened.supplier.owner, "Late.", "en")
    assert Clarification.objects.get().answer == "" and freeze(opportunity, people).state == "EVALUATED"


def test_nothing_is_asked_before_the_opening_or_after_the_freeze(people: People) -> None:
    for opportunity in (make_closed(people), make_evaluated(people)):
        for application in opportunity.applications.all()[:1]:
            with pytest.raises(Refused, match="neither before nor after"):
                ask_supplier(application, people.officer, QUESTION, "en")
    assert not Clarification.objects.exists()
