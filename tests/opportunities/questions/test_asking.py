"""Asking: until the cut-off by the one clock, once a form, unnamed everywhere, the same page for every reader."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from microacquisition.common.sealing import new_outside_key
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.asking import SOMEBODY, ask_question
from microacquisition.opportunities.questions.models import Question
from microacquisition.opportunities.questions.queries import find_asker, find_last_moment
from microacquisition.opportunities.questions.rewrapping import rewrap_askers
from microacquisition.opportunities.situation import Refused
from microacquisition.people.models import User
from microacquisition.process.rules.asking import WAITING_AT_MOST
from microacquisition.records.models import Event, KeptText
from tests.applying import apply_as
from tests.asking import ASKED, ask_as, publish_as
from tests.builders import People, make_open, make_posted
from tests.opportunities.applications.test_canaries import dump_everything

Move = Callable[[Any], Any]
Browser = Callable[[User], Client]
MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)  # 10:00 am Eastern


@pytest.fixture
def opportunity(people: People, move_clock: Move) -> Opportunity:
    """An opportunity that is open since Monday, November 23, 2026."""
    move_clock(MONDAY)
    return make_open(people)


def ask_address(opportunity: Opportunity, language: str = "en") -> str:
    """Return where one asks."""
    tail = {"en": "opportunities/{}/ask/", "fr": "occasions/{}/poser-une-question/"}[language]
    return f"/{language}/{tail.format(opportunity.reference)}"


def test_the_cut_off_lies_two_business_days_before_the_closing(people: People, move_clock: Move) -> None:
    move_clock(datetime(2026, 12, 11, 15, tzinfo=UTC))  # Christmas and Boxing Day lie between
    opportunity = make_open(people)
    until = find_last_moment(opportunity)
    assert opportunity.closes_at is not None and until is not None
    assert opportunity.closes_at - until > timedelta(days=2)
    assert until.timetz() == opportunity.closes_at.timetz()


@pytest.mark.parametrize(("seconds", "taken"), [(-1, True), (0, False), (1, False)])
def test_the_instant_itself_is_too_late(
    people: People, opportunity: Opportunity, move_clock: Move, seconds: int, taken: bool
) -> None:
    until = find_last_moment(opportunity)
    assert until is not None
    # The clock goes on meanwhile: a second ahead is as near as a test may come.
    move_clock(until + timedelta(seconds=seconds * 30))
    if taken:
        assert ask_as(people.stranger, opportunity).asked_at < until
        return
    with pytest.raises(Refused, match="Questions could be asked until"):
        ask_as(people.stranger, opportunity)
    assert not Question.objects.exists() and not Event.objects.filter(code="ask_question").exists()
    assert not Message.objects.filter(template__startswith="questions/").exists()


def test_nobody_asks_before_the_opening(people: People, move_clock: Move, browser: Browser) -> None:
    now = move_clock(MONDAY)
    opportunity = make_posted(people, opens_at=now + timedelta(days=1))
    with pytest.raises(Refused, match="once the opportunity is open"):
        ask_as(people.stranger, opportunity)
    page = Client().get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    assert "You can ask from" in page and "No question yet" in page
    assert browser(people.stranger).post(ask_address(opportunity), {"question": ASKED}).status_code == 409


def test_a_form_sent_twice_asks_once(people: People, opportunity: Opportunity) -> None:
    key = uuid.uuid4()
    first = ask_question(opportunity.pk, people.stranger, ASKED, "en", key)
    assert ask_question(opportunity.pk, people.stranger, ASKED, "en", key) == first
    assert Question.objects.count() == 1
    assert Message.objects.filter(template="questions/question_received").count() == 1


def test_one_person_does_not_fill_the_list(people: People, opportunity: Opportunity) -> None:
    for _number in range(WAITING_AT_MOST):
        ask_as(people.stranger, opportunity)
    with pytest.raises(Refused, match="of your questions wait"):
        ask_as(people.stranger, opportunity)
    ask_as(people.suppliers[0], opportunity)
    publish_as(people.officer, Question.objects.get(number=1))
    assert ask_as(people.stranger, opportunity).number == WAITING_AT_MOST + 2


def test_nothing_readable_says_who_asked(
    people: People, opportunity: Opportunity, owner_address: str, browser: Browser
) -> None:
    asker = User.objects.create_user("zoe.unknown@example.net", name="Zoé Unheard")
    own = {"people_user"}
    page = browser(asker).post(ask_address(opportunity), {"question": ASKED, "form_key": str(uuid.uuid4())})
    assert page.status_code == 302
    said = (asker.email.encode(), b"Unheard", str(asker.pk).encode())
    found = {
        table for table, text in dump_everything(owner_address) for each in said if each in text and table not in own
    }  # fmt: skip
    # The session tells that they are signed in, not that they asked.
    assert found <= {"django_session", "account_emailaddress"}
    question = Question.objects.get()
    assert find_asker(question) == asker
    event = Event.objects.get(code="ask_question")
    assert (
        f'"actor":"{SOMEBODY}"' in event.body and str(asker.pk) not in event.body and ASKED not in event.body
    )
    assert KeptText.objects.filter(text=ASKED).exists()
    letter = Message.objects.get(template="questions/question_received")
    assert letter.sealed is not None and read_letter(letter).to_email == asker.email
    for reader in (people.officer, people.client, people.auditor, people.advisor):
        for name in ("file", "file_questions"):
            html = browser(reader).get(reverse(name, kwargs={"opportunity_id": opportunity.pk}))
            assert html.status_code == 200
            assert "Unheard" not in html.content.decode() and asker.email not in html.content.decode()


def test_a_new_outside_key_still_tells_whom_to_write_to(
    people: People, opportunity: Opportunity, settings: Any
) -> None:
    question, new = ask_as(people.stranger, opportunity), new_outside_key()
    assert rewrap_askers(settings.OUTSIDE_KEY, new) == 1
    question.refresh_from_db()
    assert find_asker(question) is None
    settings.OUTSIDE_KEY = new
    assert find_asker(question) == people.stranger


def test_what_may_name_the_asker_is_shown_before_it_is_asked(
    people: People, opportunity: Opportunity, browser: Browser
) -> None:
    asker, place = browser(people.suppliers[0]), ask_address(opportunity)
    typed = {"question": f"I am at {people.suppliers[0].email}: may I?", "form_key": str(uuid.uuid4())}
    shown = asker.post(place, typed).content.decode()
    assert "This may tell who you are" in shown and people.suppliers[0].email in shown
    assert not Question.objects.exists()
    assert asker.post(place, {**typed, "anyway": "yes"}).status_code == 302
    assert Question.objects.get().text == typed["question"]


@pytest.mark.parametrize("question", ["", "x" * 1001, "a\x00b"])
def test_what_is_no_question_is_said_by_the_field(
    people: People, opportunity: Opportunity, browser: Browser, question: str
) -> None:
    answer = browser(people.stranger).post(ask_address(opportunity, "fr"), {"question": question})
    assert answer.status_code == 200 and 'id="errors"' in answer.content.decode()
    assert not Question.objects.exists()


def test_the_pages_are_the_same_however_many_applied(people: People, opportunity: Opportunity) -> None:
    ask_as(people.stranger, opportunity)
    publish_as(people.officer, ask_as(people.stranger, opportunity, "Which data?"))
    pages = [
        address.format(opportunity.reference)
        for address in (
            "/en/opportunities/{}/", "/fr/occasions/{}/", "/en/opportunities/{}/ask/", "/en/opportunities/{}/feed.atom",
        )
    ]  # fmt: skip
    before = [read_plainly(page) for page in pages]
    for number in range(3):
        apply_as(User.objects.create_user(f"s{number}@example.ca", name=f"Supplier {number}"), opportunity)
    assert [read_plainly(page) for page in pages] == before


def read_plainly(address: str) -> tuple[str, str | None]:
    """Return a page without what each answer has of its own, and its ETag."""
    answer = Client().get(address)
    assert answer.status_code == 200, address
    text = re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"', "", answer.content.decode())
    return text, answer.get("ETag")


def test_the_feed_of_the_opportunity_tells_answers_and_edits(
    people: People, opportunity: Opportunity
) -> None:
    question = ask_as(people.stranger, opportunity)
    place = f"/en/opportunities/{opportunity.reference}/feed.atom"
    assert ASKED not in Client().get(place).content.decode()
    publish_as(people.officer, question)
    assert "A question was answered" in Client().get(place).content.decode()
