"""Extending: two different people, later only, before the closing; the old instant is kept, everybody is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.actions import TooLate
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.extending import Proposal
from microacquisition.opportunities.posting.models import ClosingChange
from microacquisition.opportunities.signatures import SignatureEnd
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.people.models import User
from microacquisition.records.models import Event
from tests.applying import apply_as, make_closed
from tests.builders import People, make_open

Move = Callable[[Any], Any]
REASON = Bilingual("Suppliers asked for more time.", "Des fournisseurs ont demandé plus de temps.")
WEEK = timedelta(days=7)


def closing_of(opportunity: Opportunity) -> datetime:
    """Return the closing as it stands now."""
    closes = Opportunity.objects.get(pk=opportunity.pk).closes_at
    assert closes is not None
    return closes


def sign(opportunity: Opportunity, user: User, to: datetime, reason: Bilingual = REASON) -> bool:
    """Give one signature; True where it was the last."""
    proposal = Proposal(to, reason)
    given = {"proposal": proposal, "reason": proposal.as_reason()}
    return take_step("extend", opportunity_id=opportunity.pk, user=user, given=given).complete


def refused(opportunity: Opportunity, user: User, to: datetime, reason: Bilingual = REASON) -> str:
    """Return why it is refused; nothing may have changed."""
    before = (closing_of(opportunity), Event.objects.count(), opportunity.signatures.count())
    with pytest.raises(Refused) as refusal:
        sign(opportunity, user, to, reason)
    assert before == (closing_of(opportunity), Event.objects.count(), opportunity.signatures.count())
    return str(refusal.value)


def test_two_people_move_it_and_the_old_instant_stays(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    apply_as(people.suppliers[0], opportunity)
    old, selection, due = (
        closing_of(opportunity),
        find_statement(opportunity).selection_on,
        opportunity.delivery_at,
    )
    assert selection is not None and due is not None
    assert not read_turns(opportunity).waiting or read_turns(opportunity).waiting[0].step.code != "extend"
    assert not sign(opportunity, people.officer, old + WEEK)
    assert closing_of(opportunity) == old
    asked = Message.objects.filter(template="posting/extension_to_sign").values_list("to_email", flat=True)
    assert set(asked) == {people.second_officer.email, people.advisor.email}
    assert "extend" in {pending.step.code for pending in read_turns(opportunity, people.advisor).mine}
    assert "extend" not in {pending.step.code for pending in read_turns(opportunity, people.officer).mine}
    assert sign(opportunity, people.advisor, old + WEEK)
    moved = Opportunity.objects.get(pk=opportunity.pk)
    assert (moved.closes_at, moved.original_closes_at, moved.state) == (old + WEEK, old, "OPEN")
    assert find_statement(moved).selection_on == selection + WEEK and moved.delivery_at == due + WEEK
    row = ClosingChange.objects.get()
    assert (row.old_closes_at, row.new_closes_at, row.rule, row.reason) == (old, old + WEEK, "", REASON)
    assert [m.sealed is not None for m in Message.objects.filter(template="posting/extended_applicant")] == [
        True
    ]
    assert Message.objects.filter(template="posting/extended_staff", to_email=people.client.email).exists()
    move_clock(old + timedelta(seconds=1))
    apply_as(people.suppliers[1], moved)
    assert take_due_steps() == 0 and Application.objects.filter(state="SUBMITTED").count() == 2
    move_clock(old + WEEK)
    with pytest.raises((TooLate, Refused)):
        apply_as(people.stranger, moved)
    take_due_steps()
    assert Opportunity.objects.get(pk=opportunity.pk).state == "CLOSED"


def test_one_person_is_not_two_and_others_have_no_part(people: People) -> None:
    opportunity = make_open(people)
    to = closing_of(opportunity) + WEEK
    sign(opportunity, people.officer, to)
    assert "already signed" in refused(opportunity, people.officer, to)
    for person in (people.client, people.fund_manager, people.suppliers[0], people.stranger):
        with pytest.raises(NotYours):
            sign(opportunity, person, to)
    assert sign(opportunity, people.second_officer, to)


def test_two_advisors_are_not_enough_and_another_proposal_starts_anew(people: People) -> None:
    opportunity = make_open(people)
    old = closing_of(opportunity)
    sign(opportunity, people.advisor, old + WEEK)
    assert not sign(opportunity, people.officer, old + 2 * WEEK)
    assert closing_of(opportunity) == old
    assert sign(opportunity, people.second_officer, old + 2 * WEEK)
    assert closing_of(opportunity) == old + 2 * WEEK
    assert set(SignatureEnd.objects.filter(signature__step="extend").values_list("why", flat=True)) == {
        "used",
        "changed",
    }


def test_never_earlier_never_without_reason_never_too_far(people: People) -> None:
    opportunity = make_open(people)
    old = closing_of(opportunity)
    assert "later than the present" in refused(opportunity, people.officer, old)
    assert "later than the present" in refused(opportunity, people.officer, old - timedelta(minutes=1))
    assert "within a year" in refused(opportunity, people.officer, old + timedelta(days=400))
    assert "Write the reason" in refused(opportunity, people.officer, old + WEEK, Bilingual("", "Oui"))


def test_a_second_signature_after_the_closing_is_refused(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    old = closing_of(opportunity)
    sign(opportunity, people.officer, old + WEEK)
    move_clock(old)
    assert "can no longer be moved" in refused(opportunity, people.advisor, old + WEEK)
    take_due_steps()
    assert "cannot be done now" in refused(opportunity, people.advisor, old + WEEK)


def test_after_closing_nobody_proposes(people: People, move_clock: Move) -> None:
    closed = make_closed(people, move_clock)
    assert "cannot be done now" in refused(closed, people.officer, closing_of(closed) + WEEK)


def test_the_database_refuses_what_the_rules_refuse(
    people: People, move_clock: Move, owner_address: str
) -> None:
    opportunity = make_open(people)
    old = closing_of(opportunity)
    rows = Opportunity.objects.filter(pk=opportunity.pk)

    def change(to: datetime, rule: str = "") -> None:
        ClosingChange.objects.create(
            opportunity=opportunity, old_closes_at=old, new_closes_at=to, new_closes_local="", rule=rule
        )

    with pytest.raises(DatabaseError, match="moves later only"), transaction.atomic():
        rows.update(closes_at=old - timedelta(minutes=1))
    with pytest.raises(DatabaseError, match="moves later only"), transaction.atomic():
        rows.update(closes_at=old + WEEK)  # without the row that explains it
    with pytest.raises(DatabaseError, match="a rule at it"), transaction.atomic():
        change(old + WEEK, "outage")  # a rule before the instant
    with pytest.raises(DatabaseError, match="closing_moves_later_only"), transaction.atomic():
        change(old)
    move_clock(old)
    with pytest.raises(DatabaseError, match="a rule at it"), transaction.atomic():
        change(old + WEEK)  # people after the instant
    with psycopg.connect(owner_address) as owner, pytest.raises(psycopg.Error, match="moves later only"):
        owner.execute("UPDATE opportunities_opportunity SET closes_at = closes_at + interval '1 day'")


def test_the_pages_propose_and_sign(people: People, browser: Callable[[User], Client]) -> None:
    opportunity = make_open(people)
    page = f"/en/files/{opportunity.pk}/extend/"
    officer, advisor = browser(people.officer), browser(people.advisor)
    day = (closing_of(opportunity) + WEEK).date().isoformat()
    typed = {"closes_at_date": day, "closes_at_time": "14:00", "reason_en": REASON.en, "reason_fr": REASON.fr}
    wrong = officer.post(page, {**typed, "closes_at_time": "25:00", "reason_fr": ""}).content.decode()
    assert "Error:" in wrong and REASON.en in wrong
    impossible = officer.post(page, {**typed, "closes_at_date": "2027-03-14", "closes_at_time": "02:30"})
    assert "does not exist" in impossible.content.decode()
    assert officer.post(page, typed).status_code == 302
    assert "You have signed" in officer.get(page).content.decode()
    assert "Read and sign the extension" in advisor.get("/en/needs-me/").content.decode()
    shown = advisor.get(page).content.decode()
    assert "Sign the extension" in shown and REASON.en in shown
    number = opportunity.signatures.get(step="extend").pk
    assert advisor.post(page, {"sign": str(number)}).status_code == 302
    public = Client().get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    assert "Updated: closing moved" in public and REASON.en in public
    assert browser(people.client).get(page).status_code == 404
