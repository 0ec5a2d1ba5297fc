"""An officer writes down an application for somebody who cannot use the site: sealed, marked, one a person."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.applications.models import (
    Application,
    ApplicationVersion,
    OpenedApplication,
)
from microacquisition.opportunities.applications.opening import open_sealed_applications
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier, User
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.applying import apply_as, close
from tests.builders import People, make_open
from tests.opportunities.evaluation.builders import assign, take

Browser = Callable[[User], Client]
CANARIES = ("Zoe Canary", "zoe@canary.example", "819-555-0199", "Canary answers well.")


def address(opportunity: Opportunity) -> str:
    """The page."""
    return f"/en/files/{opportunity.pk}/record-application/"


def typed(opportunity: Opportunity, **changed: str) -> dict[str, str]:
    """A complete form."""
    name, email, phone, answer = CANARIES
    programme = opportunity.programme
    ticks = {f"eligibility_{each.code}": "on" for each in programme.eligibility}
    ticks |= {f"undertaking_{each.code}": "on" for each in programme.undertakings}
    return {
        "name": name, "email": email, "phone": phone, "language": "fr", "how": "telephone", "consent": "on",
        "received_on": opportunity.local_day(current_instant()).isoformat(),
        **{f"answer_{each.code}": answer for each in criteria_of(opportunity)}, **ticks, **changed,
    }  # fmt: skip


def dump() -> str:
    """Everything the database holds, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        said = ""
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            said += cursor.fetchone()[0]
    return said


def test_it_is_sealed_marked_and_receipted(people: People, browser: Browser, move_clock: Any) -> None:
    opportunity = make_open(people)
    officer = browser(people.officer)
    assert "cannot use this site" in officer.get(f"/en/files/{opportunity.pk}/").content.decode()
    answer = officer.post(address(opportunity), typed(opportunity))
    assert answer.status_code == 302
    printed = officer.get(answer["Location"]).content.decode()
    version = ApplicationVersion.objects.get()
    assert version.by_officer and version.application_id in printed and "Recorded by an officer" in printed
    held = dump()
    for canary in CANARIES:
        assert canary not in printed and canary not in held
    letter = read_letter(Message.objects.get(template="applications/recorded"))
    assert (
        letter.to_email == CANARIES[1]
        and "consigné en votre nom" in letter.body
        and version.receipt in letter.body
    )
    closed = close(opportunity, move_clock)
    assert closed.applications_count == 1
    assert '"recorded_by":"officer"' in Event.objects.get(code="receipt").body
    opened = open_sealed_applications(closed)[0]
    assert (opened.applicant_name, opened.language, opened.supplier.contact_email) == (
        CANARIES[0],
        "fr",
        CANARIES[1],
    )
    assert User.objects.get(email=CANARIES[1]).is_active and opened.supplier.phone == CANARIES[2]


def test_one_a_person_and_the_last_version_counts(people: People, browser: Browser, move_clock: Any) -> None:
    opportunity = make_open(people)
    officer, other = browser(people.officer), browser(people.second_officer)
    officer.post(address(opportunity), typed(opportunity, form_key="0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11"))
    officer.post(address(opportunity), typed(opportunity, form_key="0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11"))
    assert ApplicationVersion.objects.count() == 1
    other.post(address(opportunity), typed(opportunity, name="Zoe Canary-Roy", email="ZOE@canary.example"))
    assert Application.objects.count() == 1 and ApplicationVersion.objects.count() == 2
    open_sealed_applications(close(opportunity, move_clock))
    assert OpenedApplication.objects.get().applicant_name == "Zoe Canary-Roy"


def withdraw_for(browser: Client, opportunity: Opportunity, number: str, **changed: str) -> HttpResponse:
    """Send the form with which an officer withdraws it for the person."""
    form = {"application": number, "asked": "on", "form_key": str(uuid.uuid4()), **changed}
    return browser.post(f"/en/files/{opportunity.pk}/withdraw-recorded-application/", form)


def test_an_officer_withdraws_it_because_the_person_asks(
    people: People, browser: Browser, move_clock: Any
) -> None:
    opportunity = make_open(people)
    officer, other = browser(people.officer), browser(people.second_officer)
    receipt = officer.post(address(opportunity), typed(opportunity))["Location"]
    number = Application.objects.get().pk
    assert f"withdraw-recorded-application/?application={number}" in officer.get(receipt).content.decode()
    assert "Withdraw an application" in other.get(f"/en/files/{opportunity.pk}/").content.decode()
    printed = other.get(withdraw_for(other, opportunity, number.lower())["Location"]).content.decode()
    assert "by an officer for the person" in printed and "0" * 64 in printed
    last = ApplicationVersion.objects.get(number=2)
    assert (last.state, last.body, last.content_sha256) == ("WITHDRAWN", None, "0" * 64)
    assert last.by_officer and last.officer == people.second_officer
    letter = read_letter(Message.objects.get(template="applications/recorded_withdrawn"))
    assert letter.to_email == CANARIES[1] and "a retiré la candidature" in letter.body
    assert last.receipt in letter.body and all(canary not in dump() for canary in CANARIES)
    assert (
        "still stands" in withdraw_for(other, opportunity, number).content.decode()
    )  # it is withdrawn already
    apply_as(people.suppliers[0], opportunity)
    closed = close(opportunity, move_clock)
    assert closed.applications_count == 1
    said = [event.body for event in Event.objects.filter(code="receipt") if number in event.body]
    assert '"recorded_by":"officer"' in said[0] and '"state":"WITHDRAWN"' in said[0]


def test_it_is_withdrawn_for_nobody_who_did_not_ask(
    people: People, browser: Browser, move_clock: Any
) -> None:
    opportunity = make_open(people)
    officer = browser(people.officer)
    apply_as(people.suppliers[0], opportunity)
    own = Application.objects.get().pk
    officer.post(address(opportunity), typed(opportunity))
    recorded = Application.objects.exclude(pk=own).get().pk
    unknown = withdraw_for(officer, opportunity, "A-00000").content.decode()
    assert "still stands" in unknown
    # What somebody sent themselves answers exactly like what is not there.
    assert withdraw_for(officer, opportunity, own).content.decode().count("still stands") == unknown.count(
        "still stands"
    )
    assert "Error:" in withdraw_for(officer, opportunity, recorded, asked="").content.decode()
    for person in (people.client, people.advisor, people.suppliers[0]):
        assert withdraw_for(browser(person), opportunity, recorded).status_code == 404
    move_clock(opportunity.closes_at)
    assert withdraw_for(officer, opportunity, recorded).status_code == 409
    assert set(Application.objects.values_list("state", flat=True)) == {"SUBMITTED"}


def test_officers_read_later_which_were_recorded_and_evaluators_never(
    people: People, browser: Browser, move_clock: Any
) -> None:
    opportunity = make_open(people)
    browser(people.officer).post(address(opportunity), typed(opportunity))
    number = Application.objects.get().pk
    apply_as(people.suppliers[0], opportunity)
    assign(opportunity, people, people.evaluator)
    close(opportunity, move_clock)
    for signer in (people.officer, people.advisor):
        take("open_applications", opportunity, signer)
    for reader in (people.officer, people.advisor):
        page = browser(reader).get(reverse("freeze_evaluation", args=(opportunity.pk,))).content.decode()
        assert "could not use the site" in page and f"{number}</span> by {people.officer.name}" in page
    evaluator = browser(people.evaluator)
    for page in ("freeze_evaluation", "answers", "recorded_receipt"):
        key = (opportunity.pk, number) if page == "recorded_receipt" else (opportunity.pk,)
        assert evaluator.get(reverse(page, args=key)).status_code == 404
    said = evaluator.get(reverse("evaluate", args=(opportunity.pk,))).content.decode()
    assert "could not use" not in said and number not in said


def test_without_an_address_letters_go_to_the_program(people: People, browser: Browser) -> None:
    opportunity = make_open(people)
    browser(people.officer).post(address(opportunity), typed(opportunity, email=""))
    letter = read_letter(Message.objects.get(template="applications/recorded"))
    assert (letter.to_email, letter.to_name) == (opportunity.programme.address, CANARIES[0])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"consent": ""}, "Error:"),
        ({"eligibility_age": ""}, "Error:"),
        ({"email": "", "phone": ""}, "so that we can reach the applicant"),
        ({"received_on": "2999-01-01"}, "not in the future"),
        ({"name": " "}, "Fill in"),
        ({"email": "supplier.1@example.ca"}, "belongs to an account"),
    ],
)
def test_what_is_refused_leaves_nothing(
    people: People, browser: Browser, changed: dict[str, str], said: str
) -> None:
    opportunity = make_open(people)
    before = (User.objects.count(), Supplier.objects.count())
    page = browser(people.officer).post(address(opportunity), typed(opportunity, **changed)).content.decode()
    assert said in page and CANARIES[3] in page  # what was typed is kept
    assert (
        not Application.objects.exists()
        and not Message.objects.filter(template__startswith="applications/").exists()
    )
    assert before == (User.objects.count(), Supplier.objects.count())


def test_only_officers_and_only_before_the_instant(people: People, browser: Browser, move_clock: Any) -> None:
    opportunity = make_open(people)
    for person in (people.client, people.advisor, people.auditor, people.suppliers[0], people.stranger):
        assert browser(person).get(address(opportunity)).status_code == 404
        assert browser(person).post(address(opportunity), typed(opportunity)).status_code == 404
    apply_as(people.suppliers[0], opportunity)
    own = Application.objects.get()
    # The receipt of what somebody sent themselves is not shown to an officer.
    assert browser(people.officer).get(f"{address(opportunity)}{own.pk}/").status_code == 404
    form = typed(opportunity)
    move_clock(opportunity.closes_at)
    page = browser(people.officer).post(address(opportunity), form)
    assert page.status_code == 409 and "Applications closed on" in page.content.decode()
    assert Application.objects.get() == own


def test_a_closed_file_offers_it_no_more(people: People, browser: Browser, move_clock: Any) -> None:
    opportunity = make_open(people)
    apply_as(people.suppliers[0], opportunity)
    close(opportunity, move_clock)
    officer = browser(people.officer)
    assert "cannot use this site" not in officer.get(f"/en/files/{opportunity.pk}/").content.decode()
    assert officer.get(address(opportunity)).status_code == 200
    assert officer.post(address(opportunity), {}).status_code == 409
