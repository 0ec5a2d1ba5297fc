"""A dispute is opened by one side, answered by the other, resolved by the officer; completion waits for it."""

import pytest
from django.db import IntegrityError, transaction

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.delivery.models import Dispute
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.queries import list_live_files
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from tests.builders import People
from tests.opportunities.agreement.builders import (
    give_notice,
    make_in_work,
    make_offered,
    make_paid,
    reload,
    take,
)


def _codes(user: User, opportunity: Opportunity) -> set[str]:
    return {each.step.code for each in read_turns(reload(opportunity), user).mine}


@pytest.mark.parametrize("by_supplier", [True, False])
def test_one_side_writes_the_other_answers_the_officer_resolves(people: People, by_supplier: bool) -> None:
    opportunity = make_in_work(people)
    sides = (people.suppliers[0], people.client) if by_supplier else (people.client, people.suppliers[0])
    take("open_dispute", opportunity, sides[0], reason="The criterion is not in the statement.")
    assert "answer_dispute" in _codes(sides[1], opportunity)
    assert "answer_dispute" not in _codes(sides[0], opportunity)
    with pytest.raises(Refused, match="other side answers"):
        take("answer_dispute", opportunity, sides[0], reason="It is.")
    with pytest.raises(Refused, match="answered first"):
        take("resolve_dispute", opportunity, people.officer, reason="Settled.")
    take("answer_dispute", opportunity, sides[1], reason="It stands on page two.")
    with pytest.raises(Refused, match="waits for an answer"):
        take("answer_dispute", opportunity, sides[1], reason="Once more.")
    assert "resolve_dispute" in _codes(people.officer, opportunity)
    take("resolve_dispute", opportunity, people.officer, reason="Both agree to page two.")
    dispute = Dispute.objects.get()
    assert dispute.by_supplier is by_supplier and dispute.resolution == "Both agree to page two."
    sent = set(Message.objects.values_list("template", "to_email"))
    other = sides[1].email
    assert {("delivery/dispute_to_answer", other), ("delivery/dispute_answered", sides[0].email)} <= sent
    for person in (people.client, people.suppliers[0]):
        assert ("delivery/dispute_resolved", person.email) in sent
    for template in ("delivery/dispute_opened", "delivery/dispute_to_resolve"):
        assert (template, people.officer.email) in sent
    take("open_dispute", opportunity, sides[0], reason="Another one.")


def test_strangers_and_wrong_roles_are_refused_and_one_is_open_at_a_time(people: People) -> None:
    opportunity = make_in_work(people)
    for user in (people.officer, people.suppliers[1], people.stranger):
        with pytest.raises(NotYours):
            take("open_dispute", opportunity, user, reason="No.")
    take("open_dispute", opportunity, people.suppliers[0], reason="No.")
    for user in (people.suppliers[0], people.client):
        with pytest.raises(Refused, match="open already"):
            take("open_dispute", opportunity, user, reason="No.")
    for user in (people.client, people.suppliers[0], people.auditor):
        with pytest.raises(NotYours):
            take("resolve_dispute", opportunity, user, reason="Mine.")
    assert Dispute.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.update(
            resolution="Done.", resolved_by=people.officer, resolved_at=opportunity.state_since
        )


def test_before_an_agreement_there_is_nothing_to_dispute(people: People) -> None:
    opportunity = make_offered(people)
    with pytest.raises(Refused, match="no agreement"):
        take("open_dispute", opportunity, people.client, reason="No.")
    with pytest.raises(NotYours):
        take("open_dispute", opportunity, people.suppliers[0], reason="No.")


def test_completion_waits_for_an_open_dispute(people: People) -> None:
    opportunity = make_paid(people)
    take("open_dispute", opportunity, people.suppliers[0], reason="You paid late.")
    with pytest.raises(Refused, match="dispute is open"):
        take("complete", opportunity, people.officer, address="https://code.example.ca/x")
    take("answer_dispute", opportunity, people.client, reason="We are sorry.")
    take("resolve_dispute", opportunity, people.officer, reason="Settled.")
    take("complete", opportunity, people.officer, address="https://code.example.ca/x")
    assert reload(opportunity).state == "COMPLETED"


def test_a_supplier_whose_agreement_was_ended_can_still_be_heard(people: People) -> None:
    people.suppliers = people.suppliers[:1]
    opportunity = make_in_work(people)
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="I am ill.")
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="Nothing came.")
    take("open_dispute", opportunity, people.suppliers[0], reason="Half of it was there.")
    left = 6_900_00
    take("release_funds", opportunity, people.payment_officer, released_cents=left, reference="R-1")
    assert opportunity in list_live_files(people.officer)
    take("answer_dispute", opportunity, people.client, reason="We saw nothing.")
    take("resolve_dispute", opportunity, people.officer, reason="No payment; the notice stands.")
    assert opportunity not in list_live_files(people.officer)
