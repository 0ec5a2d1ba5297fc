"""A later delivery date holds once both sides agree; work in trouble waits for the officer's word."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.delivery.models import DeliveryMove, DeliveryNotice, ExtensionProposal
from microacquisition.opportunities.delivery.reminders import remind_of_due_work
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.rules.extensions import warn_of_fiscal_year
from microacquisition.process.windows import BusinessDays
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.agreement.builders import (
    deliver,
    due,
    judge,
    make_delivered,
    make_in_work,
    move_clock_to,
    reload,
    take,
)


def _later(opportunity: Opportunity, days: int = 10) -> datetime:
    return BusinessDays(days).after(due(opportunity).due_at, opportunity.zone)


def _propose(opportunity: Opportunity, user: User, days: int = 10) -> datetime:
    new = _later(opportunity, days)
    take("propose_extension", opportunity, user, due_at=new, reason="The data came late.")
    return new


def _agree(opportunity: Opportunity, user: User, shown: datetime) -> None:
    take("extend_delivery", opportunity, user, due(opportunity).pk, shown_due_at=shown)


def _codes(user: User, opportunity: Opportunity) -> set[str]:
    return {each.step.code for each in read_turns(reload(opportunity), user).mine}


@pytest.mark.parametrize("supplier_asks", [False, True])
def test_one_side_proposes_and_the_other_agrees(people: People, supplier_asks: bool) -> None:
    opportunity = make_in_work(people)
    sides = (people.suppliers[0], people.officer) if supplier_asks else (people.officer, people.suppliers[0])
    before, new = due(opportunity).due_at, _propose(opportunity, sides[0])
    assert due(opportunity).due_at == before
    assert "extend_delivery" in _codes(sides[1], opportunity)
    assert "extend_delivery" not in _codes(sides[0], opportunity)
    _agree(opportunity, sides[1], new)
    assert due(opportunity).due_at == new and DeliveryMove.objects.get().why == "extension"
    sent = set(Message.objects.values_list("template", flat=True))
    assert ("delivery/extension_asked" if supplier_asks else "delivery/extension_proposed") in sent
    assert {"delivery/delivery_extended", "delivery/delivery_extended_client"} <= sent
    assert "extend_delivery" not in _codes(sides[1], opportunity)


def test_nobody_agrees_to_their_own_proposal_nor_to_another_date_than_shown(people: People) -> None:
    opportunity = make_in_work(people)
    before, new = due(opportunity).due_at, _propose(opportunity, people.officer)
    for user in (people.officer, people.second_officer):
        with pytest.raises(Refused, match="other side"):
            _agree(opportunity, user, new)
    with pytest.raises(Refused, match="proposal changed"):
        _agree(opportunity, people.suppliers[0], new + timedelta(days=1))
    with pytest.raises(Refused, match="answers first"):
        _propose(opportunity, people.second_officer)
    for user in (people.client, people.suppliers[1], people.stranger):
        with pytest.raises(NotYours):
            _agree(opportunity, user, new)
    assert due(opportunity).due_at == before and ExtensionProposal.objects.get().answer == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtensionProposal.objects.update(answer="agreed", answered_by=people.officer)


def test_a_proposal_is_declined_with_a_reason_or_answered_by_another_date(people: People) -> None:
    opportunity = make_in_work(people)
    before = due(opportunity).due_at
    _propose(opportunity, people.officer)
    take("decline_extension", opportunity, people.suppliers[0], reason="I need six weeks.")
    assert (
        "I need six weeks." in Message.objects.filter(template="delivery/extension_declined_officer")[0].body
    )
    _propose(opportunity, people.suppliers[0], 30)
    new = _propose(opportunity, people.officer, 20)
    assert [each.answer for each in ExtensionProposal.objects.order_by("pk")] == ["declined", "replaced", ""]
    assert due(opportunity).due_at == before
    _agree(opportunity, people.suppliers[0], new)
    assert due(opportunity).due_at == new


def test_a_date_moves_later_only_and_only_while_work_is_due(people: People) -> None:
    opportunity = make_in_work(people)
    with pytest.raises(Refused, match="No new date is proposed"):
        _agree(opportunity, people.officer, due(opportunity).due_at)
    with pytest.raises(Refused, match="later than the current"):
        take(
            "propose_extension",
            opportunity,
            people.officer,
            due_at=due(opportunity).due_at,
            reason="Why not.",
        )
    deliver(opportunity, people.suppliers[0])
    with pytest.raises(Refused, match="not due now"):
        take("propose_extension", opportunity, people.officer, due_at=_later(opportunity), reason="Why not.")
    judge(opportunity, people.client)
    with pytest.raises(Refused, match="not due now"):
        take("propose_extension", opportunity, people.officer, due_at=_later(opportunity), reason="Why not.")
    assert not ExtensionProposal.objects.exists()


def test_a_date_past_march_31_warns_of_the_funds(people: People) -> None:
    opportunity = make_in_work(people)
    zone, now = opportunity.zone, due(opportunity).due_at
    assert warn_of_fiscal_year(now, now, zone) is None
    far = BusinessDays(260).after(now, zone)
    warning = warn_of_fiscal_year(far, now, zone)
    assert warning is not None and "section 32" in warning.en and "article 32" in warning.fr
    take("propose_extension", opportunity, people.officer, due_at=far, reason="A year.")
    assert '"passes_fiscal_year":"yes"' in Event.objects.get(code="propose_extension").body


def test_the_reminder_is_sent_again_for_the_new_date(people: People) -> None:
    opportunity = make_in_work(people)
    at = due(opportunity).due_at - timedelta(hours=3)
    move_clock_to(at)
    assert (remind_of_due_work(at), remind_of_due_work(at)) == (1, 0)
    _agree(opportunity, people.suppliers[0], _propose(opportunity, people.officer))
    assert remind_of_due_work(at) == 0
    again = due(opportunity).due_at - timedelta(hours=3)
    move_clock_to(again)
    assert (remind_of_due_work(again), remind_of_due_work(again)) == (1, 0)


def test_a_warning_waits_for_the_officers_word(people: People) -> None:
    opportunity = make_in_work(people)
    assert "decide_on_work" not in _codes(people.officer, opportunity)
    with pytest.raises(Refused, match="Nothing waits"):
        take("decide_on_work", opportunity, people.officer, reason="All is well.")
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="I am ill.")
    assert "decide_on_work" in _codes(people.officer, opportunity)
    with pytest.raises(NotYours):
        take("decide_on_work", opportunity, people.client, reason="Go on.")
    take("decide_on_work", opportunity, people.officer, reason="Well again by Monday.")
    assert "decide_on_work" not in _codes(people.officer, opportunity)
    assert DeliveryNotice.objects.filter(kind="decision").count() == 1
    for template in ("delivery/work_goes_on", "delivery/work_goes_on_client"):
        assert "Well again by Monday." in Message.objects.filter(template=template)[0].body


def test_a_date_that_passed_waits_for_the_officers_word_until_a_new_one_is_proposed(people: People) -> None:
    opportunity = make_in_work(people)
    move_clock_to(due(opportunity).due_at + timedelta(hours=1))
    assert "decide_on_work" in _codes(people.officer, opportunity)
    _propose(opportunity, people.officer)
    assert "decide_on_work" not in _codes(people.officer, opportunity)


def test_delivered_work_waits_for_nobodys_decision(people: People) -> None:
    opportunity = make_delivered(people)
    move_clock_to(due(opportunity).due_at + timedelta(days=5))
    assert "decide_on_work" not in _codes(people.officer, opportunity)
