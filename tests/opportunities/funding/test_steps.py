"""The funds' steps: prepared, confirmed, signed for within the delegation, reserved; refused and sent back."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.engine import look_ahead, take_step
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.funding.models import FundingForm, FundsSignature, Reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.people.roles_held import Delegation
from microacquisition.records.models import Event
from tests.builders import People, funding_form, make_approved, make_funded, make_funding_confirmed


def _take(code: str, opportunity: Opportunity, user: User, **given: Any) -> Opportunity:
    take_step(code, opportunity_id=opportunity.pk, user=user, given=given)
    return Opportunity.objects.get(pk=opportunity.pk)


def _delegate(people: People, limit_cents: int = 10_000_00, **changed: Any) -> None:
    kept = {"role": "fund_manager", "starts": date(2020, 1, 1), "instrument_reference": "D-17", **changed}
    Delegation.objects.create(user=people.fund_manager, limit_cents=limit_cents, **kept)


def _refusal(code: str, opportunity: Opportunity, user: User, **given: Any) -> str:
    with pytest.raises(Refused) as refusal:
        _take(code, opportunity, user, **given)
    return str(refusal.value)


def test_funds_go_from_form_to_reservation_each_by_the_right_person(people: People) -> None:
    opportunity = make_funded(people)
    assert opportunity.state == "FUNDED"
    signature = FundsSignature.objects.get()
    assert (signature.signed_by, signature.amount_cents, signature.lapsed_at) == (
        people.fund_manager,
        6_900_00,
        None,
    )
    reservation = Reservation.objects.get()
    assert (reservation.number, reservation.amount_cents) == ("FR-20417", 6_900_00)
    sent = {(row.template, row.to_email) for row in Message.objects.filter(template__startswith="funding/")}
    assert ("funding/funding_form_to_confirm", people.client.email) in sent
    assert ("funding/to_sign_for_funds", people.fund_manager.email) in sent
    assert ("funding/funds_to_reserve", people.payment_officer.email) in sent
    assert ("funding/funds_reserved", people.client.email) in sent


def test_the_queue_asks_one_after_the_other(people: People) -> None:
    opportunity = make_approved(people)
    assert "prepare_funding_form" in {p.step.code for p in read_turns(opportunity, people.officer).mine}
    _take("prepare_funding_form", opportunity, people.officer, **funding_form())
    waiting = {pending.step.code for pending in read_turns(opportunity).waiting}
    assert "confirm_funding_form" in waiting
    assert not waiting & {"prepare_funding_form", "sign_for_funds", "reserve_funds"}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tax_ceiling_cents": 899_99}, "highest tax on the price is $900.00"),
        ({"cost_centre": ""}, "lacks the cost centre"),
    ],
)
def test_a_form_that_is_short_or_unfinished_is_refused(
    people: People, changed: dict[str, Any], reason: str
) -> None:
    opportunity = make_approved(people)
    assert reason in _refusal("prepare_funding_form", opportunity, people.officer, **funding_form(**changed))
    assert not FundingForm.objects.exists()


def test_nobody_signs_before_the_client_confirmed(people: People) -> None:
    opportunity = make_approved(people)
    assert "not prepared" in _refusal("sign_for_funds", opportunity, people.fund_manager)
    _take("prepare_funding_form", opportunity, people.officer, **funding_form())
    assert "not confirmed" in _refusal("sign_for_funds", opportunity, people.fund_manager)
    assert "not confirmed" in _refusal(
        "reserve_funds", opportunity, people.payment_officer, number="1", amount_cents=6_900_00
    )
    assert not FundsSignature.objects.exists()
    assert not Reservation.objects.exists()


def test_wrong_roles_find_nothing(people: People) -> None:
    opportunity = make_funding_confirmed(people)
    for person in (people.officer, people.client, people.payment_officer, people.stranger):
        with pytest.raises(NotYours):
            _take("sign_for_funds", opportunity, person)
    assert not FundsSignature.objects.exists()


@pytest.mark.parametrize(
    ("delegation", "allowed"),
    [
        ({}, True),
        ({"cost_centres": ["4410"]}, True),
        ({"limit_cents": 6_899_99}, False),
        ({"cost_centres": ["9999"]}, False),
        ({"ends": date(2020, 2, 1)}, False),
        ({"starts": date(2099, 1, 1)}, False),
    ],
)
def test_a_delegation_that_is_kept_bounds_the_signature(
    people: People, delegation: dict[str, Any], allowed: bool
) -> None:
    opportunity = make_funding_confirmed(people)
    _delegate(people, **delegation)
    if allowed:
        _take("sign_for_funds", opportunity, people.fund_manager)
    else:
        assert "elegation" in _refusal("sign_for_funds", opportunity, people.fund_manager)
    assert FundsSignature.objects.exists() is allowed


def test_a_form_prepared_again_ends_the_signature(people: People) -> None:
    opportunity = make_funding_confirmed(people)
    _take("sign_for_funds", opportunity, people.fund_manager)
    assert "already signed" in _refusal("sign_for_funds", opportunity, people.fund_manager)
    _take("prepare_funding_form", opportunity, people.officer, **funding_form(cost_centre="5520"))
    assert FundsSignature.objects.get().lapsed_at is not None
    assert Event.objects.filter(stream=opportunity.stream, code="void_signature").count() == 1
    assert "not confirmed" in _refusal(
        "reserve_funds", opportunity, people.payment_officer, number="1", amount_cents=6_900_00
    )


def test_another_price_makes_the_form_and_its_signature_worth_nothing(people: People) -> None:
    opportunity = make_funding_confirmed(people)
    _take("sign_for_funds", opportunity, people.fund_manager)
    statement = opportunity.statement
    statement.price_cents = 7_000_00
    statement.save()
    assert "not prepared" in _refusal(
        "reserve_funds", opportunity, people.payment_officer, number="1", amount_cents=9_000_00
    )
    assert Opportunity.objects.get().state == "APPROVED"


def test_the_database_keeps_one_live_signature_and_one_live_reservation(people: People) -> None:
    opportunity = make_funded(people)
    with pytest.raises(IntegrityError, match="one_live_funds_signature"), transaction.atomic():
        FundsSignature.objects.create(
            opportunity=opportunity, signed_by=people.fund_manager, digest="0" * 64, amount_cents=1
        )
    with pytest.raises(IntegrityError, match="one_live_reservation"), transaction.atomic():
        Reservation.objects.create(
            opportunity=opportunity, number="2", amount_cents=1, reserved_by=people.payment_officer
        )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"number": " ", "amount_cents": 6_900_00}, "number of the fund reservation"),
        ({"number": "1", "amount_cents": 6_899_99}, "price and the tax ceiling make $6,900.00"),
    ],
)
def test_too_little_or_without_a_number_is_not_a_reservation(
    people: People, given: dict[str, Any], reason: str
) -> None:
    opportunity = make_funding_confirmed(people)
    _take("sign_for_funds", opportunity, people.fund_manager)
    assert reason in _refusal("reserve_funds", opportunity, people.payment_officer, **given)
    assert not Reservation.objects.exists()


def test_a_needed_transfer_is_done_or_its_risk_accepted_by_name(people: People) -> None:
    opportunity = make_approved(people)
    _take("prepare_funding_form", opportunity, people.officer, **funding_form(budget_transfer_needed=True))
    _take("confirm_funding_form", opportunity, people.client)
    _take("sign_for_funds", opportunity, people.fund_manager)
    form = {"number": "1", "amount_cents": 6_900_00}
    assert "budget transfer" in _refusal("reserve_funds", opportunity, people.payment_officer, **form)
    _take("reserve_funds", opportunity, people.payment_officer, **form, transfer="risk")
    assert FundingForm.objects.get().transfer_risk_accepted_by == people.payment_officer


def test_refused_funds_lead_back_to_drafting_with_the_reason(people: People) -> None:
    opportunity = make_funding_confirmed(people)
    opportunity = _take("refuse_funds", opportunity, people.fund_manager, reason="No money left.")
    assert opportunity.state == "DRAFTING"
    letter = Message.objects.get(template="funding/funds_refused", to_email=people.client.email)
    assert "No money left." in letter.body
    assert opportunity.review_comments.get().text == "No money left."


def test_a_form_sent_back_waits_for_the_officer_not_for_the_client(people: People) -> None:
    opportunity = make_funding_confirmed(people)
    _take("sign_for_funds", opportunity, people.fund_manager)
    opportunity = _take("return_reservation", opportunity, people.payment_officer, reason="Wrong centre.")
    assert opportunity.state == "APPROVED"
    assert FundsSignature.objects.get().lapsed_at is not None
    waiting = {pending.step.code for pending in read_turns(opportunity).waiting}
    assert "prepare_funding_form" in waiting
    assert "confirm_funding_form" not in waiting
    assert look_ahead("confirm_funding_form", opportunity, people.client) != []
    assert Message.objects.get(template="funding/funding_form_returned").to_email == people.officer.email
