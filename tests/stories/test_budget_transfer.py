"""Another branch pays: posting waits for its budget transfer or for a risk accepted by name; a reservation is returned."""

from typing import Any

import pytest

from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.funding.models import FundingForm, FundsSignature, Reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import Event
from tests.builders import funding_form, make_approved, make_transfer_awaited
from tests.opportunities.agreement.builders import take
from tests.stories.beginning import Cast
from tests.stories.mails import check_mail

RESERVED = {"number": "FR-1", "amount_cents": "6900.00"}


@pytest.fixture
def signed(cast: Cast) -> Opportunity:
    """A form of another branch, confirmed and signed for."""
    return make_transfer_awaited(cast.people)


def _reasons_against_posting(cast: Cast, opportunity: Opportunity) -> str:
    opportunity.refresh_from_db()
    return " ".join(reason.en for reason in look_ahead("post", opportunity, cast.people.officer) or [])


def _reserve(cast: Cast, opportunity: Opportunity, **transfer: str) -> None:
    typed = {**RESERVED, **transfer}
    cast.payment_officer.fill("reserve_funds", opportunity_id=opportunity.pk, typed=typed)


def test_reserved_while_the_transfer_is_awaited_posting_waits_until_it_is_done(
    cast: Cast, signed: Opportunity
) -> None:
    _reserve(cast, signed, transfer="awaited")
    signed.refresh_from_db()
    assert signed.state == "FUNDED"
    assert "budget transfer is awaited" in _reasons_against_posting(cast, signed)
    address = cast.payment_officer.address("settle_transfer", signed.pk)
    assert address in cast.payment_officer.read("needs_me")
    done = {"transfer": "done", "transfer_done_on": "2026-11-20", "transfer_reference": "JV-88"}
    cast.payment_officer.fill("settle_transfer", opportunity_id=signed.pk, typed=done)
    form = FundingForm.objects.get()
    assert (str(form.budget_transfer_done_on), form.budget_transfer_reference) == ("2026-11-20", "JV-88")
    check_mail("funding/transfer_done", cast.people.officer, "Posting no longer waits")
    assert "budget transfer" not in _reasons_against_posting(cast, signed)
    assert address not in cast.payment_officer.read("needs_me")
    event = Event.objects.get(stream=signed.stream, code="settle_transfer")
    assert '"transfer":"done"' in event.body and "JV-88" not in event.body
    assert "Budget transfer settled" in cast.officer.read("file", opportunity_id=signed.pk)
    again = cast.payment_officer.browser.post(address, done)
    assert again.status_code == 409


def test_the_risk_is_accepted_by_name_with_a_reason_and_the_transfer_recorded_later(
    cast: Cast, signed: Opportunity
) -> None:
    _reserve(cast, signed, transfer="awaited")
    risk = {"transfer": "risk", "transfer_reason": "The memo is signed."}
    cast.payment_officer.fill("settle_transfer", opportunity_id=signed.pk, typed=risk)
    form = FundingForm.objects.get()
    assert form.transfer_risk_accepted_by == cast.people.payment_officer
    check_mail(
        "funding/transfer_risk_accepted",
        cast.people.officer,
        "Payment Officer accepts",
        "The memo is signed.",
    )
    assert "budget transfer" not in _reasons_against_posting(cast, signed)
    page = cast.payment_officer.read("settle_transfer", opportunity_id=signed.pk)
    assert "The memo is signed." in page
    done = {"transfer": "done", "transfer_done_on": "2026-11-20", "transfer_reference": "JV-88"}
    cast.payment_officer.fill("settle_transfer", opportunity_id=signed.pk, typed=done)
    assert FundingForm.objects.get().budget_transfer_reference == "JV-88"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"transfer": ""}, "transfer"),
        ({"transfer": "awaited"}, "transfer"),
        ({"transfer": "done", "transfer_reference": "JV"}, "transfer_done_on"),
        ({"transfer": "done", "transfer_done_on": "2026-11-20"}, "transfer_reference"),
        ({"transfer": "risk"}, "transfer_reason"),
    ],
)
def test_what_is_missing_is_said_by_its_field(
    cast: Cast, signed: Opportunity, typed: dict[str, str], field: str
) -> None:
    before = Event.objects.count()
    answer: Any = cast.payment_officer.browser.post(
        cast.payment_officer.address("settle_transfer", signed.pk), typed
    )
    assert answer.status_code == 200 and field in answer.context["form"].errors
    assert Event.objects.count() == before


def test_only_the_payment_officer_settles_a_transfer(cast: Cast, signed: Opportunity) -> None:
    for actor in (cast.officer, cast.client, cast.fund_manager, cast.suppliers[0]):
        address = actor.address("settle_transfer", signed.pk)
        assert actor.browser.post(address, {"transfer": "risk", "transfer_reason": "x"}).status_code == 404
    assert FundingForm.objects.get().transfer_risk_accepted_by is None


def test_a_transfer_that_is_refused_has_its_way_out(cast: Cast, signed: Opportunity) -> None:
    """The form goes back though the funds are reserved; another one, without the transfer, is signed and reserved."""
    _reserve(cast, signed, transfer="awaited")
    address = cast.payment_officer.address("return_reservation", signed.pk)
    assert address in cast.payment_officer.read("settle_transfer", opportunity_id=signed.pk)
    refused = {"reason": "The other branch refuses."}
    cast.payment_officer.fill("return_reservation", opportunity_id=signed.pk, typed=refused)
    check_mail(
        "funding/funding_form_returned", cast.people.officer, "The other branch refuses.", "signs it anew"
    )
    signed.refresh_from_db()
    assert signed.state == "APPROVED" and FundsSignature.objects.get().lapsed_at is not None
    assert cast.officer.address("prepare_funding_form", signed.pk) in cast.officer.read("needs_me")
    assert cast.payment_officer.address("settle_transfer", signed.pk) not in cast.payment_officer.read(
        "needs_me"
    )
    take("prepare_funding_form", signed, cast.people.officer, **funding_form(cost_centre="5520"))
    take("confirm_funding_form", signed, cast.people.client)
    take("sign_for_funds", signed, cast.people.fund_manager)
    _reserve(cast, signed, number="FR-2")
    signed.refresh_from_db()
    assert signed.state == "FUNDED" and "transfer" not in _reasons_against_posting(cast, signed)
    assert Reservation.objects.get(returned_at=None).number == "FR-2"


def test_a_returned_form_is_prepared_confirmed_and_signed_again(cast: Cast, signed: Opportunity) -> None:
    page = cast.payment_officer.read("return_reservation", opportunity_id=signed.pk)
    assert "signe de nouveau" in page or "signera" in page
    cast.payment_officer.fill(
        "return_reservation", opportunity_id=signed.pk, typed={"reason": "Wrong coding."}
    )
    check_mail("funding/funding_form_returned", cast.people.officer, "Wrong coding.", "signs it anew")
    assert FundsSignature.objects.get().lapsed_at is not None
    assert cast.officer.address("prepare_funding_form", signed.pk) in cast.officer.read("needs_me")
    assert cast.fund_manager.browser.post(
        cast.fund_manager.address("sign_for_funds", signed.pk)
    ).status_code == 409  # fmt: skip
    take("prepare_funding_form", signed, cast.people.officer, **funding_form(coding="N-200"))
    take("confirm_funding_form", signed, cast.people.client)
    cast.fund_manager.fill("sign_for_funds", opportunity_id=signed.pk)
    cast.payment_officer.fill("reserve_funds", opportunity_id=signed.pk, typed=RESERVED)
    assert Reservation.objects.get().number == "FR-1"


def test_a_delivery_after_march_31_is_shown_where_the_funds_are(cast: Cast) -> None:
    opportunity = make_approved(cast.people)
    take("prepare_funding_form", opportunity, cast.people.officer, **funding_form(fiscal_year="2025-2026"))
    said = "that is why all three are needed anew"
    assert said in cast.officer.read("confirm_funding_form", opportunity_id=opportunity.pk)
    assert said in cast.officer.read("file", opportunity_id=opportunity.pk)
