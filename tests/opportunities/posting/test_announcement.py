"""Announcing an opportunity: what is ticked is in the record, the texts say what the page says, others find nothing."""

import html
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.announcement import TASKS, note_tasks
from microacquisition.opportunities.posting.announcement_texts import LONGEST_POST, write_texts
from microacquisition.opportunities.situation import NotYours
from microacquisition.people.models import User
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People, make_drafting, make_open, make_posted

Browser = Callable[[User], Client]
CODE = "note_announcement"


def address(opportunity: Opportunity, language: str = "en", name: str = "announcement") -> str:
    """Return a page of the file."""
    with override(language):
        return reverse(name, kwargs={"opportunity_id": opportunity.pk})


def tick(*done: str) -> dict[str, Any]:
    """Return the form with these ticks."""
    return {"done": list(done), "form_key": str(uuid.uuid4())}


def read_ticked(page: str) -> list[str]:
    """Return what carries a tick on the page."""
    return re.findall(r'name="done" value="(\w+)"[^>]* checked', page)


def test_what_is_ticked_is_in_the_record_by_whom_and_can_be_taken_back(
    people: People, browser: Browser
) -> None:
    opportunity, officer, client = make_open(people), browser(people.officer), browser(people.client)
    assert address(opportunity) in officer.get(address(opportunity, name="file")).content.decode()
    for _twice in range(2):
        answer = officer.post(address(opportunity), tick("read_page", "partners"))
        assert (answer.status_code, answer["Location"]) == (302, address(opportunity))
    assert Event.objects.filter(code=CODE).count() == 2
    page = client.get(address(opportunity, "fr")).content.decode()
    assert read_ticked(page) == ["read_page", "partners"]
    assert page.count(f"consigné par {people.officer.name}") == 2
    client.post(address(opportunity, "fr"), tick("read_page", "schools"))
    last = Event.objects.filter(code=CODE).order_by("seq").last()
    assert last is not None and '"role":"client"' in last.body and '"lang":"fr"' in last.body
    assert read_ticked(officer.get(address(opportunity)).content.decode()) == ["read_page", "schools"]
    assert '"done":0,"task":"partners"' in "".join(
        Event.objects.filter(code=CODE).values_list("body", flat=True)
    )
    assert (
        "Noted what is done to announce it" in officer.get(address(opportunity, name="file")).content.decode()
    )


def test_a_task_that_is_not_on_the_list_is_refused(people: People, browser: Browser) -> None:
    opportunity = make_open(people)
    answer = browser(people.officer).post(address(opportunity), tick("partners", "bribe"))
    page = answer.content.decode()
    assert answer.status_code == 200 and "<title>Error:" in page and read_ticked(page) == ["partners"]
    assert not Event.objects.filter(code=CODE).exists()


def test_others_find_nothing_and_change_nothing(people: People, browser: Browser) -> None:
    opportunity = make_open(people)
    for other in (people.advisor, people.evaluator, people.auditor, people.suppliers[0], people.stranger):
        assert browser(other).get(address(opportunity)).status_code == 404
        assert browser(other).post(address(opportunity), tick("partners")).status_code == 404
        with pytest.raises(NotYours):
            note_tasks(opportunity.pk, other, "en", {"partners"})
    assert not Event.objects.filter(code=CODE).exists()


def test_there_is_nothing_to_announce_before_posting_after_closing_and_in_practice(
    people: People, browser: Browser, move_clock: Any
) -> None:
    officer, draft = browser(people.officer), make_drafting(people)
    assert officer.get(address(draft)).status_code == 409
    opportunity = make_open(people)
    move_clock(opportunity.closes_at)
    for send in (officer.get, officer.post):
        answer = send(address(opportunity, "fr"))
        assert answer.status_code == 409 and "rien à annoncer" in answer.content.decode()
    assert address(opportunity) not in officer.get(address(opportunity, name="file")).content.decode()
    assert not Event.objects.filter(code=CODE).exists()


def test_the_texts_stand_on_the_page_to_copy_in_both_languages(
    people: People, browser: Browser, settings: Any
) -> None:
    soon = make_posted(people, opens_at=current_instant() + timedelta(hours=20))
    page = browser(people.officer).get(address(soon)).content.decode()
    fields = re.findall(r'<textarea id="([\w-]+)" lang="(\w+)" rows="\d+" readonly>([^<]*)</textarea>', page)
    assert [name for name, _language, _text in fields] == [
        f"{kind}-{language}"
        for kind in ("partners", "schools", "soon", "networks", "last_call")
        for language in ("en", "fr")
    ]
    for name, language, text in fields:
        said = html.unescape(text)
        path = "fr/occasions" if language == "fr" else "en/opportunities"
        assert said.endswith(f"{settings.SITE_ADDRESS}/{path}/{soon.reference}/"), name
        assert "{" not in said and "None" not in said
        assert ("6\xa0000,00\xa0$" if language == "fr" else "$6,000.00") in said, name
        assert getattr(soon.title, language) in said


def test_short_texts_are_never_too_long(people: People, settings: Any) -> None:
    opportunity = make_open(people)
    settings.SITE_ADDRESS = "https://micro-acquisition.services.example.gc.ca"
    longest = "Bibliothèque d’éléments accessibles pour les formulaires et les cartes de tous les ministères du pays"
    opportunity.title_en = opportunity.title_fr = longest[:100]
    short = [each for kind in write_texts(opportunity) if kind.limit for each in kind.texts]
    assert len(short) == 4 and all(len(each.text) <= LONGEST_POST for each in short)
    assert any("…" in each.text for each in short) and all("Bibliothèque" in each.text for each in short)


def test_a_text_in_one_language_is_announced_in_that_one(people: People) -> None:
    opportunity = make_open(people)
    opportunity.title_fr = ""
    assert {each.language for kind in write_texts(opportunity) for each in kind.texts} == {"en"}


def test_every_task_has_a_code_of_its_own_and_words_in_both_languages() -> None:
    assert len({task.code for task in TASKS}) == len(TASKS)
    assert all(task.what.en and task.what.fr and task.what.en != task.what.fr for task in TASKS)
