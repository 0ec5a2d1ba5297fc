"""Reading what was sealed or is personal leaves one event a day, person and kind of thing; submitting leaves none."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.urls import get_resolver, reverse

from microacquisition.opportunities.evaluation.queries import find_assignment
from microacquisition.opportunities.file.queries import list_documents
from microacquisition.opportunities.file.sleeping import is_asleep
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.readings import READINGS
from microacquisition.people.models import User
from microacquisition.process.step_words import EVENT_WORDS
from microacquisition.records.models import Event
from setup.places import ROOT
from tests.architecture.test_pages import list_routes
from tests.builders import make_people, sign_in_as
from tests.opportunities.agreement.builders import (
    IDS,
    make_certified,
    make_debrief_asked,
    make_invoiced,
    take,
)
from tests.opportunities.agreement.builders import make_offered as make_offer_to_answer
from tests.opportunities.agreement.test_papers import PAPERS
from tests.opportunities.evaluation.builders import apply, make_open, make_opened

NOTED = Path(ROOT / "docs" / "what-is-noted.md")
# Every view that leaves one: its code, by the name of its address.
VIEWS = {
    "answers": "read_answers", "redact": "read_answers", "judge": "read_answers", "clarifications": "read_answers",
    "redact_explanation": "read_answers", "doubles": "read_applicants", "double": "read_applicants",
    "give_debrief": "read_applicants", "file_document": "read_document", "certify": "read_payee", "pay": "read_payee",
    "check_papers": "read_papers", "record_exception": "read_papers",
}  # fmt: skip


def read_page(user: User, settings: Any, name: str, opportunity: Opportunity, **more: object) -> list[Event]:
    """Open the page twice, and return what it left in the record."""
    before = set(Event.objects.values_list("pk", flat=True))
    browser = sign_in_as(user, settings)
    for _time in range(2):
        address = reverse(name, kwargs={"opportunity_id": opportunity.pk, **more})
        assert browser.get(address).status_code == 200, address
        assert browser.head(address).status_code == 200
    return list(Event.objects.exclude(pk__in=before))


def assert_noted(events: list[Event], code: str, user: User, role: str, opportunity: Opportunity) -> None:
    """One event on the file that names the reader and the role, and nothing of what was read."""
    (event,) = events
    body = json.loads(event.body)
    assert (event.code, event.stream) == (code, opportunity.stream)
    assert (body["actor"], body["role"], body["subject"]["kind"]) == (str(user.pk), role, "reading")
    assert body["facts"] == {} and body["digests"] == {}


def test_the_views_that_leave_a_reading_are_these():
    marked = {}
    for route in list_routes(get_resolver().url_patterns):
        view = route.callback
        while view is not None and not hasattr(view, "reading"):
            view = getattr(view, "__wrapped__", None)
        if view is not None:
            marked[route.name] = view.reading
    assert marked == VIEWS
    assert set(VIEWS.values()) == READINGS <= set(EVENT_WORDS)


def test_the_written_table_names_every_reading():
    said = NOTED.read_text("utf-8")
    assert [code for code in sorted(READINGS) if f"`{code}`" not in said] == []


def test_answers_read_by_officer_and_evaluator(committed_database, settings, move_clock):
    people = make_people(suppliers=2)
    opportunity = make_opened(people)
    events = read_page(people.officer, settings, "answers", opportunity)
    assert_noted(events, "read_answers", people.officer, "officer", opportunity)
    assignment = find_assignment(opportunity, people.evaluator)
    assert assignment is not None
    label = assignment.labels.order_by("place")[0].label
    events = read_page(people.evaluator, settings, "judge", opportunity, label=label)
    assert_noted(events, "read_answers", people.evaluator, "evaluator", opportunity)
    events = read_page(people.officer, settings, "doubles", opportunity)
    assert_noted(events, "read_applicants", people.officer, "officer", opportunity)
    assert read_page(people.officer, settings, "clarifications", opportunity) == []  # noted today already
    move_clock(timedelta(days=1))
    assert len(read_page(people.officer, settings, "clarifications", opportunity)) == 1
    assert not is_asleep(opportunity)


def test_names_read_in_a_debrief(committed_database, settings):
    people = make_people(suppliers=2)
    opportunity = make_debrief_asked(people)
    events = read_page(people.officer, settings, "give_debrief", opportunity, application_id=IDS[1])
    assert_noted(events, "read_applicants", people.officer, "officer", opportunity)


def test_payee_and_documents_read(committed_database, settings):
    people = make_people(suppliers=2)
    opportunity = make_invoiced(people)
    events = read_page(people.certifier, settings, "certify", opportunity)
    assert_noted(events, "read_payee", people.certifier, "certifier", opportunity)
    for document, _words in list_documents(opportunity):
        events = read_page(people.officer, settings, "file_document", opportunity, document_id=document.pk)
        assert_noted(events, "read_document", people.officer, "officer", opportunity)
        assert events[0].subject_id == str(document.pk)


def test_payee_read_to_pay(committed_database, settings):
    people = make_people(suppliers=2)
    opportunity = make_certified(people)
    events = read_page(people.payment_officer, settings, "pay", opportunity)
    assert_noted(events, "read_payee", people.payment_officer, "payment_officer", opportunity)


def test_papers_of_a_public_servant_read(committed_database, settings):
    people = make_people(suppliers=2)
    opportunity, supplier = make_offer_to_answer(people), people.suppliers[0]
    take("declare_status", opportunity, supplier, federal_employee=True, former_public_servant=False)
    take("send_papers", opportunity, supplier, **PAPERS)
    events = read_page(people.officer, settings, "check_papers", opportunity)
    assert_noted(events, "read_papers", people.officer, "officer", opportunity)


def test_whoever_is_turned_away_reads_nothing_and_leaves_nothing(committed_database, settings):
    people = make_people(suppliers=1)
    opportunity = make_opened(people, 1)
    before = Event.objects.count()
    address = reverse("answers", kwargs={"opportunity_id": opportunity.pk})
    assert sign_in_as(people.suppliers[0], settings).get(address).status_code == 404
    assert sign_in_as(people.evaluator, settings).get(address).status_code == 404
    assert Event.objects.count() == before


def test_while_open_applying_and_reading_ones_own_adds_to_no_stream(committed_database, settings):
    people = make_people(suppliers=1)
    opportunity = make_open(people)
    before = Event.objects.count()
    application = apply(opportunity, people.suppliers[0])
    browser = sign_in_as(people.suppliers[0], settings)
    for name in ("application", "receipt"):
        assert browser.get(reverse(name, kwargs={"application_id": application})).status_code == 200
    assert Event.objects.count() == before


def test_ones_own_data_as_a_file_leaves_an_event(committed_database, settings):
    people = make_people(suppliers=1)
    browser = sign_in_as(people.suppliers[0], settings)
    browser.get(reverse("own_data"))
    assert not Event.objects.filter(code="export_own_data").exists()
    assert browser.get(reverse("own_data_file")).status_code == 200
    event = Event.objects.get(code="export_own_data")
    assert (event.stream, event.subject_id) == ("platform", str(people.suppliers[0].pk))
