"""Once posted, a higher price or another fiscal year needs a new section 32 signature: who, where, by when."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.funding.anew import find_year_of_delivery, needs_new_form
from microacquisition.opportunities.funding.models import FundsSignature, Reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Refused
from microacquisition.opportunities.statement.models import Statement
from microacquisition.people.models import User
from tests.builders import People, funding_form, make_open
from tests.opportunities.agreement.builders import make_in_work

Browser = Callable[[User], Client]
RESERVED = {"number": "FR-2", "amount_cents": 6_900_00}
REASON = Bilingual("More tests.", "Plus d’essais.")


def _take(code: str, opportunity: Opportunity, user: User, **given: object) -> None:
    take_step(code, opportunity_id=opportunity.pk, user=user, given=given)


def _amend(opportunity: Opportunity, user: User, section: str, **columns: object) -> None:
    def fill(statement: Statement) -> None:
        for name, value in columns.items():
            setattr(statement, name, value)

    _take("amend", opportunity, user, section=section, fill=fill, reason=REASON)


@pytest.fixture
def raised(people: People) -> Opportunity:
    """OPEN, its price raised within what is reserved."""
    opportunity = make_open(people)
    Reservation.objects.update(amount_cents=8_000_00)
    _amend(opportunity, people.officer, "price", price_cents=6_500_00)
    return Opportunity.objects.get(pk=opportunity.pk)


def _page(browser: Client, name: str, opportunity: Opportunity) -> str:
    return browser.get(reverse(name, args=(opportunity.pk,))).content.decode()


def test_a_higher_price_is_prepared_confirmed_and_signed_again(
    people: People, raised: Opportunity, browser: Browser
) -> None:
    def asks(user: User, step: str) -> bool:
        return reverse(step, args=(raised.pk,)) in browser(user).get("/en/needs-me/").content.decode()

    file = _page(browser(people.officer), "file", raised)
    assert "the price changed since" in file and asks(people.officer, "prepare_funding_form")
    assert not asks(people.fund_manager, "sign_for_funds")
    _take("prepare_funding_form", raised, people.officer, **funding_form(tax_ceiling_cents=975_00))
    assert asks(people.client, "confirm_funding_form")
    _take("confirm_funding_form", raised, people.client)
    assert asks(people.fund_manager, "sign_for_funds")
    asked = Message.objects.filter(template="funding/to_sign_for_funds").order_by("pk").last()
    assert asked is not None and asked.to_email == people.fund_manager.email
    waits = _page(browser(people.officer), "file", raised)
    assert str(people.fund_manager) in waits.partition('id="waits"')[2].partition("The record")[0]
    page = _page(browser(people.fund_manager), "sign_for_funds", raised)
    assert "$7,475.00" in page and "Please sign by" in page and "Refuse the funds" not in page
    _take("sign_for_funds", raised, people.fund_manager)
    assert not asks(people.fund_manager, "sign_for_funds")
    assert FundsSignature.objects.get(lapsed_at=None).amount_cents == 7_475_00
    told = Message.objects.filter(template="funding/signed_again").values_list("to_email", flat=True)
    assert set(told) == {people.officer.email, people.payment_officer.email}
    assert "Lapsed" not in _page(browser(people.officer), "file", raised)
    raised.refresh_from_db()
    assert raised.state == "OPEN"


def test_a_lower_price_or_a_later_day_of_the_same_year_needs_nothing(
    people: People, browser: Browser
) -> None:
    opportunity = make_open(people)
    _amend(opportunity, people.officer, "price", price_cents=5_500_00)
    page = browser(people.officer).get("/en/needs-me/").content.decode()
    assert reverse("prepare_funding_form", args=(opportunity.pk,)) not in page
    assert "Lapsed" not in _page(browser(people.officer), "file", opportunity)
    with pytest.raises(Refused):
        _take("sign_for_funds", opportunity, people.fund_manager)


def test_work_due_in_another_fiscal_year_needs_it(people: People, browser: Browser) -> None:
    opportunity = make_open(people)
    late = Statement.objects.get(opportunity=opportunity).delivery_at
    assert late is not None
    Statement.objects.update(delivery_at=late + timedelta(days=150))
    page = browser(people.officer).get("/en/needs-me/").content.decode()
    assert reverse("prepare_funding_form", args=(opportunity.pk,)) in page


def test_another_fiscal_year_takes_a_new_form_signature_and_reservation(
    people: People, browser: Browser
) -> None:
    opportunity = make_open(people)
    Statement.objects.update(delivery_at=datetime(2027, 5, 3, 18, tzinfo=UTC))
    page = _page(browser(people.officer), "prepare_funding_form", opportunity)
    assert "due in fiscal year 2027-2028, after March 31" in page and "are of fiscal year 2026-2027" in page
    assert "not needed" not in page
    _take("prepare_funding_form", opportunity, people.officer, **funding_form(fiscal_year="2027-2028"))
    _take("confirm_funding_form", opportunity, people.client)
    before = Reservation.objects.get()
    with pytest.raises(Refused, match="not signed for the funds yet"):
        _take("renew_reservation", opportunity, people.payment_officer, **RESERVED)
    assert not Reservation.objects.exclude(pk=before.pk).exists()
    _take("sign_for_funds", opportunity, people.fund_manager)
    asked = Message.objects.get(template="funding/reservation_to_renew")
    assert asked.to_email == people.payment_officer.email and "new reservation" in asked.subject
    payer = browser(people.payment_officer)
    assert reverse("reserve_funds", args=(opportunity.pk,)) in payer.get("/en/needs-me/").content.decode()
    page = _page(payer, "reserve_funds", opportunity)
    assert f"replaces {before.number} of fiscal year 2026-2027" in page
    typed = {"number": "FR-2", "amount_cents": "6,900.00"}
    assert payer.post(reverse("reserve_funds", args=(opportunity.pk,)), typed).status_code == 302
    after = Reservation.objects.get(returned_at=None)
    assert (after.number, after.fiscal_year, after.amount_cents) == ("FR-2", "2027-2028", 6_900_00)
    before.refresh_from_db()
    opportunity.refresh_from_db()
    assert before.returned_at is not None and opportunity.state == "OPEN"
    with pytest.raises(Refused, match="No other is needed"):
        _take("renew_reservation", opportunity, people.payment_officer, **RESERVED)
    assert "Lapsed" not in _page(browser(people.officer), "file", opportunity)


def test_the_agreed_delivery_of_the_work_counts_once_somebody_is_at_work(people: People) -> None:
    opportunity = make_in_work(people)
    assert not needs_new_form(opportunity)
    Deliverable.objects.update(due_at=datetime(2027, 5, 3, 18, tzinfo=UTC))
    assert needs_new_form(opportunity)
    assert find_year_of_delivery(opportunity) == ("2027-2028", "2026-2027")


def test_after_a_transfer_the_officer_may_prepare_it_again(people: People, browser: Browser) -> None:
    opportunity = make_open(people)
    assert reverse("prepare_funding_form", args=(opportunity.pk,)) in _page(
        browser(people.officer), "file", opportunity
    )
    _take("prepare_funding_form", opportunity, people.officer, **funding_form(cost_centre="5520"))
    _take("confirm_funding_form", opportunity, people.client)
    _take("sign_for_funds", opportunity, people.fund_manager)
    assert FundsSignature.objects.filter(lapsed_at=None).count() == 1
