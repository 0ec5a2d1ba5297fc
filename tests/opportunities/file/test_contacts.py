"""Meetings, calls and mails noted on a file: read by its staff and its client team, by nobody else, changed never."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.records.models import Event, KeptText
from microacquisition.site.clock import current_instant
from tests.builders import People, make_drafting
from tests.opportunities.evaluation.builders import make_opened

Browser = Callable[[User], Client]
SUMMARY = "They want it by March, not earlier."


def address(name: str, opportunity: Opportunity) -> str:
    """Return a page of the file, in English."""
    return reverse(name, kwargs={"opportunity_id": opportunity.pk})


def contact(**changed: str) -> dict[str, str]:
    """Return a good note."""
    day = (current_instant() - timedelta(days=1)).date().isoformat()
    note = {"kind": "call", "took_place_on": day, "with_whom": "Priya Nair", "summary": SUMMARY}
    return {**note, "form_key": str(uuid.uuid4()), **changed}


def test_a_contact_is_noted_once_and_its_text_stays_outside_the_chain(
    people: People, browser: Browser
) -> None:
    opportunity, officer = make_drafting(people), browser(people.officer)
    assert address("note_contact", opportunity) in officer.get(address("file", opportunity)).content.decode()
    typed = contact()
    for _twice in range(2):
        answer = officer.post(address("note_contact", opportunity), typed)
        assert (answer.status_code, answer["Location"]) == (302, address("file", opportunity))
    event = Event.objects.get(code="note_contact")
    assert '"kind":"call"' in event.body and "Priya" not in event.body and "March" not in event.body
    assert KeptText.objects.filter(text=SUMMARY).count() == 1
    for reader in (people.officer, people.client, people.auditor):
        page = browser(reader).get(address("file", opportunity)).content.decode()
        assert SUMMARY in page and "with Priya Nair" in page and "Contact noted" in page


def test_client_and_advisor_note_too_in_their_own_role(people: People, browser: Browser) -> None:
    opportunity = make_drafting(people)
    for person, role in ((people.client, "client"), (people.advisor, "advisor")):
        assert browser(person).post(address("note_contact", opportunity), contact()).status_code == 302
        event = Event.objects.filter(code="note_contact").latest("seq")
        assert f'"role":"{role}"' in event.body


def test_who_only_evaluates_reads_that_there_was_a_contact_and_no_more(
    people: People, browser: Browser
) -> None:
    opportunity = make_opened(people)
    browser(people.officer).post(address("note_contact", opportunity), contact())
    page = browser(people.evaluator).get(address("file", opportunity)).content.decode()
    assert "Contact noted" in page and SUMMARY not in page and "Priya" not in page


def test_others_note_nothing_and_read_nothing(people: People, browser: Browser) -> None:
    opportunity = make_opened(people)
    browser(people.officer).post(address("note_contact", opportunity), contact())
    events = Event.objects.count()
    for other in (
        people.auditor,
        people.fund_manager,
        people.evaluator,
        people.suppliers[0],
        people.stranger,
    ):
        assert browser(other).get(address("note_contact", opportunity)).status_code == 404
        assert browser(other).post(address("note_contact", opportunity), contact()).status_code == 404
    assert Event.objects.count() == events
    public = (
        Client().get(reverse("opportunity", kwargs={"reference": opportunity.reference})).content.decode()
    )
    assert SUMMARY not in public and "Priya" not in public


def test_plans_and_gaps_are_refused_and_what_was_typed_stays(people: People, browser: Browser) -> None:
    opportunity, officer = make_drafting(people), browser(people.officer)
    events = Event.objects.count()
    ahead = (current_instant() + timedelta(days=3)).date().isoformat()
    for wrong in ({"took_place_on": ahead}, {"with_whom": ""}, {"summary": " "}, {"kind": "telepathy"}):
        answer = officer.post(address("note_contact", opportunity), contact(**wrong))
        page = answer.content.decode()
        assert answer.status_code == 200 and "<title>Error:" in page
        assert SUMMARY in page or "summary" in wrong
    assert Event.objects.count() == events
