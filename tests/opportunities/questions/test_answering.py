"""Answering: once, in both languages, edits kept beside, waits with their owners, and what the database refuses."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.announcing.fan_out import send_page
from microacquisition.opportunities.announcing.models import Announcement
from microacquisition.opportunities.applications.actions import take_application_step
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.reminding import remind_of_late_waits
from microacquisition.opportunities.file.waits import Wait, read_waits
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.models import PublishedAnswer, Question
from microacquisition.opportunities.questions.public import list_general_answers
from microacquisition.opportunities.questions.queries import answers_due
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.applying import apply_as
from tests.asking import ANSWER, ASKED, ask_as, publish_as
from tests.builders import People, make_open

Move = Callable[[Any], Any]
Browser = Callable[[User], Client]
MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)  # 10:00 am Eastern


@pytest.fixture
def question(people: People, move_clock: Move) -> Question:
    """A question asked on Monday, November 23, 2026, by somebody who did not apply."""
    move_clock(MONDAY)
    return ask_as(people.stranger, make_open(people))


def take(code: str, user: User, question: Question, **given: Any) -> None:
    """Take a step of the question."""
    typed = {"number": question.number, **given}
    take_step(code, opportunity_id=question.opportunity_id, user=user, given=typed)


def wait_of(question: Question, code: str) -> Wait | None:
    """Return the wait for this step; None where nobody waits."""
    opportunity, now = Opportunity.objects.get(pk=question.opportunity_id), current_instant()
    pending = [each for each in read_turns(opportunity, now=now).waiting if each.step.code == code]
    return next(iter(read_waits(pending, now)), None)


def test_it_waits_for_the_officer_then_for_the_client_then_for_the_officer(
    people: People, question: Question
) -> None:
    wait = wait_of(question, "answer_question")
    assert wait is not None and wait.people == [people.officer]
    assert (wait.since, wait.until, wait.days_late) == (MONDAY.date(), datetime(2026, 11, 25).date(), 0)
    take("assign_question", people.officer, question)
    assert wait_of(question, "answer_question") is None
    wait = wait_of(question, "draft_answer")
    assert wait is not None and wait.people == [people.client] and wait.until == datetime(2026, 11, 24).date()
    take("draft_answer", people.client, question, language="fr", draft=ANSWER.fr)
    assert wait_of(question, "draft_answer") is None
    wait = wait_of(question, "answer_question")
    assert wait is not None and wait.people == [people.officer]
    publish_as(people.officer, question)
    assert wait_of(question, "answer_question") is None


def test_the_officer_is_reminded_past_the_target_and_may_pass_it_on(
    people: People, question: Question, move_clock: Move
) -> None:
    move_clock(datetime(2026, 11, 26, 15, tzinfo=UTC))
    wait = wait_of(question, "answer_question")
    assert wait is not None and wait.days_late == 1
    assert people.second_officer in [each.person for owner in wait.owners for each in owner.others]
    remind_of_late_waits(current_instant())
    told = Event.objects.filter(code="remind_by_clock", subject_id__startswith="answer_question")
    assert told.count() == 1


def test_the_target_never_lies_after_the_answer_by_instant(
    people: People, question: Question, move_clock: Move
) -> None:
    due = answers_due(question.opportunity)
    assert due is not None
    move_clock(due - timedelta(days=4))
    publish_as(people.officer, question)
    last = ask_as(people.stranger, question.opportunity)
    wait = wait_of(last, "answer_question")
    assert wait is not None and wait.until is not None and wait.until <= due.date()


def test_an_answer_is_published_once(people: People, question: Question) -> None:
    publish_as(people.officer, question)
    for code in ("answer_question", "refuse_question"):
        with pytest.raises(Refused):
            publish_as(people.second_officer, question, code, because="protected")
    ask_as(people.stranger, question.opportunity, "Which data?")
    with pytest.raises(Refused, match="published about this question meanwhile"):
        publish_as(people.second_officer, question)
    assert PublishedAnswer.objects.count() == 1
    assert Event.objects.filter(code="answer_question").count() == 1


@pytest.mark.parametrize("who", ["client", "advisor", "auditor", "evaluator", "stranger", "fund_manager"])
def test_nobody_but_an_officer_publishes(people: People, question: Question, who: str) -> None:
    for code in ("answer_question", "refuse_question", "edit_answer", "assign_question"):
        with pytest.raises(NotYours):
            publish_as(getattr(people, who), question, code)
    assert not PublishedAnswer.objects.exists()


def test_the_record_holds_digests_alone(people: People, question: Question) -> None:
    take("assign_question", people.officer, question)
    take("draft_answer", people.client, question, language="fr", draft=ANSWER.fr)
    publish_as(people.officer, question)
    why = {"answer": Bilingual("No.", "Non."), "reason": Bilingual("Shorter.", "Plus court.")}
    publish_as(people.officer, question, "edit_answer", **why)
    codes = ("ask_question", "assign_question", "draft_answer", "answer_question", "edit_answer")
    bodies = [Event.objects.get(code=code).body for code in codes]
    for said in (ASKED, *vars(ANSWER).values(), "Shorter."):
        assert not [body for body in bodies if said in body]
    assert '"question":1' in bodies[-1] and '"version":2' in bodies[-1] and '"answer_fr"' in bodies[-1]


def test_each_person_is_told_once_however_they_are_concerned(people: People, question: Question) -> None:
    opportunity, asker = question.opportunity, people.suppliers[0]
    mine = ask_as(asker, opportunity, "Which data?")
    apply_as(asker, opportunity)
    take_application_step("save", opportunity, people.suppliers[1], "en", given={"typed": {"name": "S"}})
    publish_as(people.officer, mine)
    told = Message.objects.filter(template="questions/answer_published")
    assert all(each.sealed is not None for each in told)
    assert sorted(read_letter(each).to_email for each in told) == sorted(
        each.email for each in people.suppliers
    )


def test_followers_are_told_and_may_stop(people: People, question: Question, browser: Browser) -> None:
    follower = people.suppliers[1]
    browser(follower).post(f"/en/opportunities/{question.opportunity.reference}/follow/")
    publish_as(people.officer, question)
    why = {"answer": Bilingual("No.", "Non."), "reason": Bilingual("Shorter.", "Plus court.")}
    publish_as(people.officer, question, "edit_answer", **why)
    for name, said in (("answer_published", ANSWER.en), ("answer_changed", "Shorter.")):
        template = f"questions/{name}_followers"
        send_page(Announcement.objects.get(template=template).pk)
        letter = read_letter(Message.objects.get(template=template))
        assert letter.to_email == follower.email and said in letter.body
        assert "#question-1" in letter.body and "/leave/" in letter.body


def test_a_closed_account_is_not_written_to(people: People, question: Question) -> None:
    people.stranger.is_active = False
    people.stranger.save(update_fields=["is_active"])
    publish_as(people.officer, question)
    assert not Message.objects.filter(template="questions/answer_published").exists()


def test_a_refusal_may_become_an_answer_in_public(people: People, question: Question) -> None:
    publish_as(people.officer, question, "refuse_question", because="protected", answer=Bilingual())
    place = f"/en/opportunities/{question.opportunity.reference}/"
    assert "It asks for protected information" in Client().get(place).content.decode()
    why = Bilingual("It may be said after all.", "On peut finalement le dire.")
    publish_as(people.officer, question, "edit_answer", reason=why)
    page = Client().get(place).content.decode()
    assert "<del>It asks for protected information" in page and f"<ins>{ANSWER.en}" in page
    assert "Answered on" in page and why.en in page


def test_markup_of_people_stays_text(people: People, question: Question) -> None:
    publish_as(
        people.officer, question, answer=Bilingual("<script>x()</script> [here](https://a.ca)", "Oui.")
    )
    page = Client().get(f"/en/opportunities/{question.opportunity.reference}/").content.decode()
    assert "<script>x" not in page and 'href="https://a.ca"' in page


def test_general_answers_leave_practice_and_refusals_out(people: People, question: Question) -> None:
    publish_as(people.officer, question, general=True)
    assert [each.question.en for each in list_general_answers()] == [ASKED]
    Opportunity.objects.filter(pk=question.opportunity_id).update(practice=True)
    assert list_general_answers() == []


@pytest.mark.parametrize("change", ["UPDATE {} SET answer_en = 'Yes.'", "DELETE FROM {}", "TRUNCATE {}"])
def test_a_version_is_never_rewritten(people: People, question: Question, change: str) -> None:
    publish_as(people.officer, question)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format("opportunities_publishedanswer"))
    assert PublishedAnswer.objects.get().answer_en == ANSWER.en


def test_a_question_is_never_deleted_nor_numbered_twice(people: People, question: Question) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM opportunities_question")
    twin = Question(opportunity=question.opportunity, number=question.number, language="en", text=ASKED)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedAnswer.objects.create(question=question, number=1, published_by=people.officer)


def test_once_cancelled_the_answers_stay_and_nobody_asks(
    people: People, question: Question, browser: Browser
) -> None:
    publish_as(people.officer, question)
    why = {"reason_both": Bilingual("No need.", "Plus de besoin.")}
    take_step("cancel", opportunity_id=question.opportunity_id, user=people.officer, given=why)
    page = Client().get(f"/en/opportunities/{question.opportunity.reference}/").content.decode()
    assert ANSWER.en in page and "You can ask" not in page and "Ask a question" not in page
    answer = browser(people.stranger).get(f"/en/opportunities/{question.opportunity.reference}/ask/")
    assert "can no longer be asked" in answer.content.decode()
