"""Surveys: asked once a week later, answered once, with nothing that leads from an answer to a person."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import Event
from microacquisition.reports.jobs import send_every_survey
from microacquisition.reports.surveys.asking import send_surveys
from microacquisition.reports.surveys.models import SurveyAnswer, SurveyAsked, SurveyLink
from microacquisition.site.clock import current_instant
from tests.builders import People, make_people
from tests.opportunities.agreement import builders as work

WEEK = timedelta(days=7, minutes=1)
LINK = re.compile(r"https?://[^/]+(/(?:en/survey|fr/sondage)/[A-Za-z0-9_-]{43}/)")
GOOD = {
    "heard": "mailing_list",
    "owned_by": ["women"],
    "postal_code": "k1a",
    "improve": "Shorter statements.",
}
ENDED = {"address": "https://code.open.canada.ca/en/policies.html"}


@pytest.fixture
def people(committed_database: str) -> People:
    """Everybody an opportunity needs."""
    return make_people()


def wait() -> None:
    """Let a week pass, and the clock ask."""
    work.move_clock_to(current_instant() + WEEK)
    send_every_survey(timestamp=0)


def letters(kind: str) -> list[Any]:
    """What was mailed, as its recipients read it."""
    return [read_letter(row) for row in Message.objects.filter(template=f"reports/survey_{kind}")]


def link_of(letter: Any, language: str = "en") -> str:
    """The address in a letter, in the language of the letter or the other."""
    found: list[str] = LINK.findall(letter.body)
    return next(each for each in found if each.startswith(f"/{language}/"))


def make_link(people: People) -> str:
    """A supplier's link."""
    work.make_in_work(people)
    wait()
    return link_of(letters("supplier")[0])


def make_completed(people: People) -> Opportunity:
    """COMPLETED."""
    opportunity = work.make_paid(people)
    work.take("complete", opportunity, people.officer, **ENDED)
    return opportunity


def test_everybody_who_applied_is_asked_a_week_later_and_once(people: People) -> None:
    work.make_in_work(people)
    send_surveys(current_instant())
    assert not letters("supplier"), "never beside the outcome"
    wait()
    assert {each.to_email for each in letters("supplier")} == {user.email for user in people.suppliers}
    wait()
    assert len(letters("supplier")) == len(people.suppliers) and not letters("client")
    event = Event.objects.get(code="send_survey")
    assert str(len(people.suppliers)) in event.body and people.suppliers[0].email not in event.body


def test_the_client_team_is_asked_once_it_has_ended(people: People) -> None:
    make_completed(people)
    wait()
    found = letters("client")
    assert {each.to_email for each in found} == {people.client.email, people.author.email}
    french = next(each for each in found if each.to_email == people.client.email)
    page = Client().get(link_of(french, "fr")).content.decode()
    assert "Achèteriez-vous" in page and "Fichier de renseignements" in page


def test_old_outcomes_are_not_asked_about(people: People) -> None:
    work.make_in_work(people)
    work.move_clock_to(current_instant() + timedelta(days=61))
    send_every_survey(timestamp=0)
    assert not letters("supplier") and not SurveyAsked.objects.exists()


@pytest.mark.parametrize(
    ("language", "path", "says"), [("en", "survey", "Thank you"), ("fr", "sondage", "Merci")]
)
def test_an_answer_is_taken_once(people: People, language: str, path: str, says: str) -> None:
    address = make_link(people).replace("/en/survey/", f"/{language}/{path}/")
    browser = Client()
    assert browser.get(address).status_code == 200 and SurveyLink.objects.count() == 2, (
        "reading changes nothing"
    )
    done = browser.post(address, GOOD, follow=True)
    assert says in done.content.decode()
    answer = SurveyAnswer.objects.get()
    assert answer.answers == {**GOOD, "postal_code": "K1A"}
    assert answer.notice.startswith("privacy_survey/") and answer.month == f"{current_instant():%Y-%m}"
    for again in (browser.get(address), browser.post(address, GOOD)):
        assert again.status_code == 410
    assert SurveyAnswer.objects.count() == 1


def test_a_link_ends_after_thirty_days(people: People) -> None:
    address = make_link(people)
    work.move_clock_to(current_instant() + timedelta(days=32))
    assert Client().get(address).status_code == 410 == Client().post(address, GOOD).status_code
    send_surveys(current_instant())
    assert not SurveyLink.objects.exists() and not SurveyAnswer.objects.exists()


def test_nothing_leads_from_an_answer_to_a_person(people: People) -> None:
    make_link(people)
    addresses = [link_of(each) for each in letters("supplier")]
    tokens = [address.split("/")[3] for address in addresses]
    for address in addresses:
        Client().post(address, GOOD)
    assert SurveyAnswer.objects.count() == 2 and not SurveyLink.objects.exists(), "a used link is gone"
    fields = {field.name: field for field in SurveyAnswer._meta.get_fields()}
    assert set(fields) == {"id", "kind", "programme_code", "month", "notice", "answers"}
    assert not any(
        field.is_relation for model in (SurveyAnswer, SurveyLink) for field in model._meta.get_fields()
    )
    assert {field.name for field in SurveyLink._meta.get_fields()} == {
        "token_hash",
        "kind",
        "programme_code",
        "last_day",
    }
    # Nowhere in the database does a token stand in clear, not even in the mail that carried it.
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE ANY(%s)',
                [[f"%{token}%" for token in tokens]],
            )
            assert cursor.fetchone()[0] == 0, table
    assert not Event.objects.filter(body__contains="survey").exclude(code="send_survey").exists()


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({}, "Answer at least one question", "Répondez à au moins une question"),
    ({"postal_code": "Q1A", "improve": "Kept."}, "first three characters", "trois premiers caractères"),
    ({"postal_code": "K1A", "country": "France", "improve": "Kept."}, "one head office", "un seul endroit"),
    ({"owned_by": ["women", "none"], "improve": "Kept."}, "not both", "pas les deux"),
    ({"improve": "word " * 251}, "Shorten your answer", "Raccourcissez"),
    ({"heard": "guessing", "improve": "Kept."}, "guessing", "guessing"),
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_bad_input_is_said_by_the_field_and_keeps_what_was_typed(people: People, language: str) -> None:
    address = make_link(people)
    address = address.replace("/en/survey/", "/fr/sondage/") if language == "fr" else address
    for typed, english, french in BAD:
        answer = Client().post(address, typed)
        page = answer.content.decode()
        assert answer.status_code == 200 and (english if language == "en" else french) in page, typed
        assert 'id="errors"' in page
        for value in typed.values():
            if isinstance(value, str) and value != "guessing":
                assert value.strip() in page, value
            elif isinstance(value, list):
                assert all(re.search(rf'value="{each}"[^>]*checked', page) for each in value)
    assert not SurveyAnswer.objects.exists() and SurveyLink.objects.count() == 2
