"""Mad addresses find nothing; the same request sent twice at once is made once."""

import threading
import uuid
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.rules.eligibility import QUESTIONS
from tests.builders import make_open, make_people
from tests.stories.bad_pages import LANGUAGES, browser_of


def test_the_same_request_sent_twice_at_once_is_made_once(committed_database: str, settings: Any) -> None:
    settings.DEMO = True
    people = make_people()
    sending = {
        "team": f"{people.team.pk}:{people.programme_code}", "title": "Un script", "need": "Un script.",
        "form_key": str(uuid.uuid4()),
    }  # fmt: skip
    for question in QUESTIONS:
        sending[question.code] = "yes" if question.good_answer else "no"
        sending[f"{question.code}_explanation"] = "En mai."
    with override("fr"):
        address = reverse("ask_for_code")
    answers: list[tuple[int, str]] = []

    def send(browser: Any) -> None:
        answer = browser.post(address, sending)
        answers.append((answer.status_code, answer.get("Location", "")))
        connection.close()

    senders = [threading.Thread(target=send, args=(browser_of(people.client),)) for _number in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    made = Opportunity.objects.get()
    assert len(set(answers)) == 1 and answers[0][0] == 302 and str(made.pk) in answers[0][1]


def test_mad_addresses_find_nothing_and_mad_questions_are_ignored(
    committed_database: str, settings: Any
) -> None:
    settings.DEMO = True
    people = make_people()
    make_open(people)
    browser = browser_of(people.suppliers[0])
    lists = {"en": "/en/opportunities/", "fr": "/fr/occasions/"}
    for language in LANGUAGES:
        here = lists[language]
        for tail in (
            "%00/",
            "a%00b/",
            "page-999999999999/",
            f"page-{'9' * 5000}/",
            "%ff%fe/",
            "..%2f..%2f/",
            "%ED%A0%80/",
        ):
            assert browser.get(here + tail).status_code == 404, tail
        for query in ("status=%00", "status=open&status=open", "status=%ff", "status[]=x", "a" * 2000):
            assert browser.get(f"{here}?{query}").status_code == 200, query
