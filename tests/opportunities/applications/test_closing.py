"""Too late by the database's clock, closing with count and root, proofs, opening."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import psycopg
import pytest
from django.conf import settings

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.actions import TooLate, take_application_step
from microacquisition.opportunities.applications.closing import due_for_closing, inclusion_proof_of
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.applications.opening import open_sealed_applications
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Refused
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import Supplier
from microacquisition.process.selection.receipts import verify_inclusion
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.opportunities.applications.make import (
    ANSWER,
    answer_field,
    apply_address,
    fill_form,
    make_open,
    make_person,
    send,
    sign_in,
)

pytestmark = pytest.mark.usefixtures("monday")
Move = Callable[[timedelta], object]


def close(opportunity: Opportunity) -> Opportunity:
    """Let the clock close it."""
    take_step("close", opportunity_id=opportunity.pk, user=None)
    return Opportunity.objects.get(pk=opportunity.pk)


def instant_of(opportunity: Opportunity) -> datetime:
    """The closing instant."""
    assert opportunity.closes_at is not None
    return opportunity.closes_at


def given(opportunity: Opportunity) -> dict[str, object]:
    """A whole application as the step takes it, past every check of the pages."""
    form = fill_form(opportunity)
    code = answer_field(opportunity).partition("_")[2]
    affirmed = [name for name in form if name.startswith(("eligibility_", "undertaking_"))]
    return {"name": "Jordan Tremblay", "answers": {code: ANSWER}, "affirmed": affirmed}


def test_after_the_instant_nothing_is_received_and_nothing_typed_is_lost(move_clock: Move) -> None:
    opportunity, browser = make_open(hours=1), sign_in(make_person("Jordan Tremblay"))
    browser.get(apply_address(opportunity))
    move_clock(timedelta(hours=1))
    page = send(browser, opportunity)
    assert page.status_code == 409 and ANSWER.encode() in page.content
    assert b"Closed, being counted" in page.content and b"UTC" in page.content and b"Eastern" in page.content
    assert not Application.objects.exists() and not Supplier.objects.exists()
    assert not Message.objects.exists()
    assert b"Closed, being counted" in browser.get(apply_address(opportunity)).content
    french = send(browser, opportunity, "fr")
    assert "Clôturée, décompte en cours" in french.content.decode()


def test_one_second_before_the_instant_is_in_time(move_clock: Move) -> None:
    opportunity, browser = make_open(hours=1), sign_in(make_person("Jordan Tremblay"))
    move_clock(timedelta(hours=1, seconds=-5))
    assert send(browser, opportunity).status_code == 302


def test_no_change_and_no_withdrawal_after_the_instant(move_clock: Move) -> None:
    opportunity, browser = make_open(hours=1), sign_in(make_person("Jordan Tremblay"))
    address = send(browser, opportunity).url
    move_clock(timedelta(hours=1))
    assert send(browser, opportunity, based_on="1").status_code == 409
    assert browser.post(f"{address}withdraw/", {"form_key": str(uuid.uuid4())}).status_code == 409
    assert ApplicationVersion.objects.count() == 1 and Application.objects.get().state == "SUBMITTED"
    assert b"Change it" not in browser.get(address).content


def test_the_first_answer_to_a_form_is_given_again_after_the_instant(move_clock: Move) -> None:
    opportunity, browser = make_open(hours=1), sign_in(make_person("Jordan Tremblay"))
    form = {**fill_form(opportunity), "send": "1"}
    first = browser.post(apply_address(opportunity), form)
    move_clock(timedelta(hours=1))
    assert browser.post(apply_address(opportunity), form).url == first.url


def test_the_database_refuses_what_the_rules_let_through(
    move_clock: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    opportunity, person = make_open(hours=1), make_person("Jordan Tremblay")
    move_clock(timedelta(hours=1))
    monkeypatch.setattr(
        "microacquisition.opportunities.applications.queries.public_status", lambda row, now: "open"
    )
    with pytest.raises(TooLate):
        take_application_step("submit", opportunity, person, "en", given=given(opportunity))
    page = send(sign_in(person), opportunity)
    assert not Application.objects.exists() and not Supplier.objects.exists() and not Message.objects.exists()
    assert page.status_code == 409 and ANSWER.encode() in page.content


def test_without_the_triggers_the_same_comes_in_late(
    move_clock: Move, monkeypatch: pytest.MonkeyPatch, owner_address: str
) -> None:
    opportunity, person = make_open(hours=1), make_person("Jordan Tremblay")
    move_clock(timedelta(hours=1))
    with psycopg.connect(owner_address) as link:
        link.execute("ALTER TABLE opportunities_application DISABLE TRIGGER gate_application")
        link.execute("ALTER TABLE opportunities_applicationversion DISABLE TRIGGER gate_version")
        link.execute("ALTER TABLE opportunities_application DISABLE TRIGGER require_event")
    monkeypatch.setattr(
        "microacquisition.opportunities.applications.queries.public_status", lambda row, now: "open"
    )
    take_application_step("submit", opportunity, person, "en", given=given(opportunity))
    assert ApplicationVersion.objects.get().received_at >= instant_of(opportunity)


def test_the_clock_closes_at_the_instant_and_not_before(move_clock: Move) -> None:
    opportunity = make_open(hours=1)
    assert due_for_closing(current_instant()) == []
    with pytest.raises(Refused):
        close(opportunity)
    assert Opportunity.objects.get().state == "OPEN"
    move_clock(timedelta(hours=1))
    assert due_for_closing(current_instant()) == [(opportunity.pk, "")]


def test_closing_counts_and_binds_every_receipt(move_clock: Move) -> None:
    opportunity = make_open(hours=1)
    browsers = [sign_in(make_person(f"Person {number}")) for number in range(4)]
    addresses = [send(browser, opportunity).url for browser in browsers]
    send(browsers[0], opportunity, based_on="1", **{answer_field(opportunity): "Second words."})
    browsers[1].post(f"{addresses[1]}withdraw/", {"form_key": str(uuid.uuid4())})
    sign_in_only = sign_in(make_person("Dora Draft"))
    sign_in_only.post(apply_address(opportunity), {**fill_form(opportunity), "save": "1"})
    before = Event.objects.filter(stream=opportunity.stream).count()
    move_clock(timedelta(hours=1))
    closed = close(opportunity)
    assert (closed.state, closed.applications_count) == ("CLOSED", 3)
    assert closed.closed_at is not None and closed.closed_at >= instant_of(closed)
    events = list(Event.objects.filter(stream=opportunity.stream).order_by("seq"))[before:]
    assert [event.code for event in events] == ["close", *["receipt"] * 4]
    body = json.loads(events[0].body)
    assert body["facts"]["applications"] == 3
    assert body["digests"]["applications_root"] == closed.applications_root
    leaves = [json.loads(event.body)["digests"]["leaf"] for event in events[1:]]
    assert _root_of_four(leaves) == closed.applications_root
    for application in Application.objects.exclude(state="DRAFT"):
        proof = inclusion_proof_of(application)
        assert proof is not None and verify_inclusion(proof.leaf, proof.proof, closed.applications_root)
    assert inclusion_proof_of(Application.objects.get(state="DRAFT")) is None
    data = json.loads(browsers[0].get(f"{addresses[0]}receipt.json").content)
    assert data["inclusion"]["root"] == closed.applications_root
    told = Message.objects.filter(template="applications/closed_with_applications")
    assert sorted(told.values_list("to_name", flat=True)) == ["Cleo Client", "Olga Officer"]


def _root_of_four(leaves: list[str]) -> str:
    def node(left: str, right: str) -> str:
        return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()

    return node(node(leaves[0], leaves[1]), node(leaves[2], leaves[3]))


def test_where_nobody_applied_the_clock_ends_it_without_award(move_clock: Move) -> None:
    opportunity = make_open(hours=1)
    move_clock(timedelta(hours=1))
    closed = close(opportunity)
    assert closed.state == "NO_AWARD" and closed.applications_count == 0
    assert closed.applications_root == hashlib.sha256(b"").hexdigest()
    assert Message.objects.filter(template="applications/closed_without_applications").count() == 2


def test_whose_application_stands_can_be_told(move_clock: Move) -> None:
    opportunity = make_open(hours=1)
    send(sign_in(make_person("Jordan Tremblay")), opportunity, "fr")
    leaver = sign_in(make_person("Lea Leaver"))
    leaver.post(f"{send(leaver, opportunity).url}withdraw/", {"form_key": str(uuid.uuid4())})
    told = TABLE.applicants(opportunity)
    assert [(each.email, each.language) for each in told] == [("jordan.tremblay@example.ca", "fr")]
    move_clock(timedelta(hours=1))
    assert TABLE.applicants(close(opportunity)) == told


def test_what_was_sealed_is_opened_after_closing_once(move_clock: Move) -> None:
    opportunity = make_open(hours=1)
    person = make_person("Jordan Tremblay")
    browser, leaver = sign_in(person), sign_in(make_person("Lea Leaver"))
    send(browser, opportunity, business_name="JT inc.")
    send(browser, opportunity, based_on="1", name="J. Tremblay", **{answer_field(opportunity): "Last words."})
    address = send(leaver, opportunity).url
    leaver.post(f"{address}withdraw/", {"form_key": str(uuid.uuid4())})
    move_clock(timedelta(hours=1))
    closed = close(opportunity)
    opened = open_sealed_applications(closed)
    assert [each.applicant_name for each in opened] == ["J. Tremblay"]
    assert opened[0].version.number == 2 and opened[0].supplier.owner == person
    assert [answer.text for answer in opened[0].answers.all()] == ["Last words."]
    assert set(opened[0].affirmed) >= {"eligibility_age", "undertaking_price"}
    assert open_sealed_applications(closed) == opened


def test_a_body_that_is_not_what_its_receipt_says_is_not_opened(move_clock: Move, owner_address: str) -> None:
    opportunity = make_open(hours=1)
    send(sign_in(make_person("Jordan Tremblay")), opportunity)
    with psycopg.connect(owner_address) as link:
        link.execute("ALTER TABLE opportunities_applicationversion DISABLE TRIGGER USER")
        link.execute(
            "UPDATE opportunities_applicationversion SET body = set_byte(body, 50, 255 - get_byte(body, 50))"
        )
    move_clock(timedelta(hours=1))
    closed = close(opportunity)
    assert open_sealed_applications(closed) == []
    assert len(settings.OUTSIDE_KEY) == 32
