"""A yes at the offer: two papers for a federal employee, an exception for a former public servant; signing waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.agreement.models import Agreement, OfferStatus
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.file.pending import Pending, read_turns
from microacquisition.opportunities.file.queries import list_documents
from microacquisition.opportunities.jobs import run_clock
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import SupplierMember, User
from microacquisition.people.queries import supplier_of
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import (
    PAPERS,
    make_in_work,
    make_offered,
    move_clock_to,
    reload,
    sign,
    take,
)


def _say(opportunity: Opportunity, user: User, *, federal: bool = False, former: bool = False) -> None:
    take("declare_status", opportunity, user, federal_employee=federal, former_public_servant=former)


def _codes(user: User, opportunity: Opportunity) -> set[str]:
    return {each.step.code for each in read_turns(reload(opportunity), user).mine}


def _waits(opportunity: Opportunity, code: str) -> list[Pending]:
    return [each for each in read_turns(reload(opportunity)).waiting if each.step.code == code]


def test_a_federal_employee_signs_once_two_papers_are_checked(people: People) -> None:
    opportunity, supplier = make_offered(people), people.suppliers[0]
    with pytest.raises(Refused, match="two papers"):
        sign(opportunity, supplier, federal_employee=True)
    _say(opportunity, supplier, federal=True)
    assert "send_papers" in _codes(supplier, opportunity)
    with pytest.raises(Refused, match="two papers"):  # a yes is not taken back by a later no
        sign(opportunity, supplier, federal_employee=True)
    with pytest.raises(Refused, match="No papers wait"):
        take("check_papers", opportunity, people.officer, accepted=True)
    take("send_papers", opportunity, supplier, **PAPERS)
    assert len(list_documents(opportunity)) == 2
    assert "check_papers" in _codes(people.officer, opportunity)
    with pytest.raises(Refused, match="No papers are needed"):
        take("send_papers", opportunity, supplier, **PAPERS)
    take("check_papers", opportunity, people.officer, accepted=False, reason="The second is not signed.")
    assert "not signed" in Message.objects.get(template="agreement/papers_returned").body
    take("send_papers", opportunity, supplier, **PAPERS)
    before = Offer.objects.get().answer_by
    take("check_papers", opportunity, people.officer, accepted=True)
    assert Offer.objects.get().answer_by >= before
    assert Message.objects.filter(template="agreement/papers_accepted").exists()
    sign(opportunity, supplier, federal_employee=True)
    assert Agreement.objects.get().federal_employee and reload(opportunity).state == "IN_WORK"


def test_a_former_public_servant_signs_once_an_exception_is_recorded(people: People) -> None:
    opportunity, supplier = make_offered(people), people.suppliers[0]
    _say(opportunity, supplier, former=True)
    assert "record_exception" in _codes(people.officer, opportunity)
    assert Message.objects.filter(template="agreement/exception_to_record").exists()
    with pytest.raises(Refused, match="records an exception"):
        sign(opportunity, supplier, former_public_servant=True)
    given: dict[str, Any] = {
        "granted": True,
        "authority": "DG Procurement, PR-77",
        "reason": "No pension is paid.",
    }
    take("record_exception", opportunity, people.officer, **given)
    with pytest.raises(Refused, match="No exception waits"):
        take("record_exception", opportunity, people.officer, **given)
    sign(opportunity, supplier, former_public_servant=True)
    assert Agreement.objects.get().former_public_servant
    assert '"exception":"recorded"' in Event.objects.get(code="record_exception").body


def test_without_an_exception_the_next_in_order_is_asked(people: People) -> None:
    opportunity, supplier = make_offered(people), people.suppliers[0]
    _say(opportunity, supplier, former=True)
    take(
        "record_exception",
        opportunity,
        people.officer,
        granted=False,
        authority="",
        reason="The guide excludes it.",
    )
    assert "guide excludes" in Message.objects.get(template="agreement/exception_refused").body
    with pytest.raises(Refused):
        sign(opportunity, supplier, former_public_servant=True)
    take_due_steps()
    assert reload(opportunity).state == "RANKED" and not Agreement.objects.exists()
    assert "offer" in _codes(people.officer, opportunity)


def test_papers_are_between_the_supplier_and_the_officer(people: People) -> None:
    opportunity, supplier = make_offered(people), people.suppliers[0]
    for user in (people.suppliers[1], people.officer, people.stranger):
        with pytest.raises(NotYours):
            _say(opportunity, user, federal=True)
    with pytest.raises(Refused, match="answered this already"):
        _say(opportunity, supplier)
    with pytest.raises(Refused, match="No papers are needed"):
        take("send_papers", opportunity, supplier, **PAPERS)
    _say(opportunity, supplier, federal=True, former=True)
    with pytest.raises(Refused, match="answered this already"):
        _say(opportunity, supplier, federal=True)
    take("send_papers", opportunity, supplier, **PAPERS)
    for user in (supplier, people.client, people.payment_officer):
        with pytest.raises(NotYours):
            take("check_papers", opportunity, user, accepted=True)
        with pytest.raises(NotYours):
            take("record_exception", opportunity, user, granted=True, authority="Me", reason="Mine.")
    status = OfferStatus.objects.get()
    assert (status.papers_accepted_at, status.exception) == (None, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferStatus.objects.update(exception="recorded", exception_by=people.officer)


def test_after_the_signature_no_paper_is_asked_for(people: People) -> None:
    opportunity = make_in_work(people)
    with pytest.raises(Refused):
        take("record_exception", opportunity, people.officer, granted=True, authority="Me", reason="Late.")
    assert not OfferStatus.objects.exists()


def _wait_out(offer: Offer) -> None:
    offer.refresh_from_db()
    move_clock_to(offer.answer_by + timedelta(minutes=1))


@pytest.mark.parametrize("owed", ["check", "exception"])
def test_nobody_loses_an_offer_while_the_program_owes_an_answer(people: People, owed: str) -> None:
    opportunity, supplier = make_offered(people), people.suppliers[0]
    _say(opportunity, supplier, federal=owed == "check", former=owed == "exception")
    if owed == "check":
        take("send_papers", opportunity, supplier, **PAPERS)
    offer = Offer.objects.get()
    for times in (1, 2):
        _wait_out(offer)
        run_clock()
        run_clock()
        offer.refresh_from_db()
        assert offer.answer == "" and offer.answer_by > current_instant()
        assert Event.objects.filter(code="give_time").count() == times
    assert reload(opportunity).state == "OFFERED"
    if owed == "check":
        take("check_papers", opportunity, people.officer, accepted=True)
        sign(opportunity, supplier, federal_employee=True)
    else:
        take(
            "record_exception",
            opportunity,
            people.officer,
            granted=True,
            authority="DG, PR-77",
            reason="None.",
        )
        sign(opportunity, supplier, former_public_servant=True)
    assert reload(opportunity).state == "IN_WORK"


def test_an_offer_lapses_where_the_supplier_owes_the_papers(people: People) -> None:
    opportunity = make_offered(people)
    _say(opportunity, people.suppliers[0], federal=True)
    _wait_out(Offer.objects.get())
    run_clock()
    assert Offer.objects.get().answer == "lapsed" and not Event.objects.filter(code="give_time").exists()


def test_returned_papers_are_waited_for_since_they_came_back(people: People) -> None:
    opportunity, supplier = make_offered(people), people.suppliers[0]
    _say(opportunity, supplier, federal=True)
    said = Event.objects.get(code="declare_status").at
    (wait,) = _waits(opportunity, "send_papers")
    assert abs(wait.since - said) < timedelta(seconds=5) and wait.target == 3
    move_clock_to(current_instant() + timedelta(hours=5))
    take("send_papers", opportunity, supplier, **PAPERS)
    take("check_papers", opportunity, people.officer, accepted=False, reason="Not signed.")
    (wait,) = _waits(opportunity, "send_papers")
    assert wait.since == Event.objects.get(code="check_papers").at


def test_nobody_checks_papers_of_their_own_supplier(people: People) -> None:
    opportunity, supplier = make_offered(people), people.suppliers[0]
    _say(opportunity, supplier, federal=True, former=True)
    take("send_papers", opportunity, supplier, **PAPERS)
    own = supplier_of(supplier)
    SupplierMember.objects.create(supplier=own, user=people.officer, started_at=current_instant())
    given: dict[str, dict[str, Any]] = {
        "check_papers": {"accepted": True},
        "record_exception": {"granted": True, "authority": "Me", "reason": "Mine."},
    }
    for code, said in given.items():
        with pytest.raises(Refused, match="somebody else must answer"):
            take(code, opportunity, people.officer, **said)
    assert not given.keys() & _codes(people.officer, opportunity)
    assert given.keys() <= _codes(people.second_officer, opportunity)
