"""Paid through a provider: approved, pending, refused, unknown, another amount; asked again without paying twice."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment, PaymentNotice
from microacquisition.opportunities.payment.providing import attend_payments
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import (
    countersign,
    deliver,
    judge,
    make_in_work,
    make_paid,
    pay,
    reload,
    take,
)
from tests.opportunities.payment import paypal_double
from tests.opportunities.payment.paypal_double import APPROVE, PayPalDouble

Browser = Callable[[User], Client]
PAYEE = "supplier@pay.example.org"


@pytest.fixture
def paypal(monkeypatch: pytest.MonkeyPatch, settings: Any) -> PayPalDouble:
    """An installation that pays through PayPal, and its double."""
    settings.PAYMENT_PROVIDERS = {"paypal": "tests.opportunities.payment.paypal_double.reach_double"}
    monkeypatch.setattr(paypal_double, "DOUBLE", PayPalDouble())
    return paypal_double.DOUBLE


def start(people: People) -> Opportunity:
    """A purchase whose certified invoice is being paid by PayPal."""
    opportunity = make_in_work(people, payment_method="paypal", payment_address=PAYEE)
    deliver(opportunity, people.suppliers[0])
    judge(opportunity, people.client)
    take("submit_invoice", opportunity, people.suppliers[0], number="INV-1")
    take("certify", opportunity, people.certifier, Invoice.objects.get().pk)
    countersign(opportunity, people.payment_officer)
    take("start", opportunity, people.payment_officer)
    return reload(opportunity)


def ask() -> Payment:
    """Let the worker ask about every payment, a while after the last time."""
    attend_payments(current_instant() + timedelta(hours=1))
    return Payment.objects.latest("started_at")


def _page(name: str, opportunity: Opportunity) -> str:
    return reverse(name, kwargs={"opportunity_id": opportunity.pk})


def test_approved_by_the_payer_and_completed(people: People, paypal: PayPalDouble, browser: Browser) -> None:
    opportunity = start(people)
    payment = ask()
    assert (payment.state, payment.approve_address) == ("STARTED", APPROVE + payment.provider_order)
    shown = browser(people.payment_officer).get(_page("pay", opportunity)).content.decode()
    assert payment.approve_address in shown and "Record the payment" not in shown
    paypal.approve()
    payment = ask()
    assert (payment.state, payment.invoice.state, paypal.captured) == ("COMPLETED", "PAID", 1)
    event = Event.objects.get(code="confirm")
    assert '"actor":"provider:paypal"' in event.body and PAYEE not in event.body
    assert Message.objects.filter(template="payment/paid").count() == 1
    assert ask().state == "COMPLETED" and paypal.captured == 1


def test_pending_because_the_supplier_must_accept(people: People, paypal: PayPalDouble) -> None:
    start(people)
    ask()
    paypal.captures_as = ("PENDING", "UNILATERAL")
    paypal.approve()
    assert (ask().state, ask().why) == ("PENDING", "unilateral")
    letter = Message.objects.get(template="payment/to_accept")
    assert letter.to_email == people.suppliers[0].email
    assert Event.objects.filter(code="hold").count() == 1
    paypal.settle("COMPLETED")
    assert ask().state == "COMPLETED"


def test_refused_leaves_the_invoice_certified_and_another_payment_may_begin(
    people: People, paypal: PayPalDouble
) -> None:
    opportunity = start(people)
    ask()
    paypal.captures_as = ("DECLINED", "")
    paypal.approve()
    payment = ask()
    assert (payment.state, payment.invoice.state) == ("FAILED", "CERTIFIED")
    assert Message.objects.get(template="payment/payment_failed").to_email == people.payment_officer.email
    take("start", opportunity, people.payment_officer)
    assert Payment.objects.count() == 2


def test_no_answer_is_unknown_and_never_paid_twice(
    people: People, paypal: PayPalDouble, move_clock: Callable[[timedelta], Any]
) -> None:
    opportunity = start(people)
    ask()
    paypal.approve()
    paypal.silent = True
    assert ask().state == "STARTED"
    take_due_steps()
    assert ask().state == "STARTED", "an answer may take ten minutes"
    move_clock(timedelta(minutes=11))
    take_due_steps()
    assert Payment.objects.get().state == "UNKNOWN"
    assert Message.objects.filter(template="payment/payment_unknown").count() == 1
    with pytest.raises(Refused):
        take("start", opportunity, people.payment_officer)
    paypal.silent = False
    assert (ask().state, paypal.captured, Payment.objects.count()) == ("COMPLETED", 1, 1)


def test_another_amount_is_never_recorded_as_paid(people: People, paypal: PayPalDouble) -> None:
    start(people)
    ask()
    paypal.pays = {"currency_code": "CAD", "value": "1.00"}
    paypal.approve()
    payment = ask()
    assert (payment.state, payment.why, payment.invoice.state) == ("PENDING", "differs", "CERTIFIED")


def test_nobody_types_in_what_the_provider_reports_itself(people: People, paypal: PayPalDouble) -> None:
    opportunity = start(people)
    for code, given in (("confirm", {}), ("fail", {"reason": "No."})):
        with pytest.raises(Refused, match="payment service reports"):
            if code == "confirm":
                pay(opportunity, people.payment_officer)
            else:
                take("fail", opportunity, people.payment_officer, Payment.objects.get().pk, **given)
    assert Payment.objects.get().state == "STARTED"


def test_a_notice_is_only_a_reason_to_ask(people: People, paypal: PayPalDouble) -> None:
    start(people)
    payment, client = ask(), Client(enforce_csrf_checks=True)
    forged = {"id": "WH-1", "resource": {"custom_id": str(payment.pk), "status": "COMPLETED"}}
    for body, status, kept in (
        ("not json", 400, 0),
        ("[]", 400, 0),
        ({"id": "WH-0", "resource": {"custom_id": str(uuid.uuid4())}}, 204, 0),
        (forged, 204, 1),
        (forged, 204, 1),
    ):
        answer = client.post("/payments/notices/", body, content_type="application/json")
        assert (answer.status_code, PaymentNotice.objects.count()) == (status, kept)
    assert ask().state == "STARTED", "what a notice says of the state is not believed"


def test_a_payment_made_outside_that_nobody_records_is_unknown_and_can_be_given_up(
    people: People, move_clock: Callable[[timedelta], Any], browser: Browser
) -> None:
    opportunity = start(people)
    move_clock(timedelta(days=8))
    take_due_steps()
    assert Payment.objects.get().state == "UNKNOWN"
    window = browser(people.payment_officer)
    assert window.post(_page("fail_payment", opportunity), {"reason": ""}).status_code == 200
    with pytest.raises(NotYours):
        take("fail", opportunity, people.certifier, Payment.objects.get().pk, reason="No.")
    assert Payment.objects.get().state == "UNKNOWN"
    window.post(_page("fail_payment", opportunity), {"reason": "The card was refused."})
    payment = Payment.objects.get()
    assert (payment.state, payment.invoice.state) == ("FAILED", "CERTIFIED")


def test_a_refund_is_recorded_with_its_reference(people: People, browser: Browser) -> None:
    opportunity = make_paid(people)
    window, page = browser(people.payment_officer), _page("refund_payment", opportunity)
    today = opportunity.local_day(current_instant())
    later = {"reference": "R-1", "refunded_on": str(today + timedelta(days=3)), "reason": "Paid twice."}
    assert window.post(page, later).status_code == 409
    assert window.post(page, {**later, "reference": ""}).status_code == 200
    assert Payment.objects.get().state == "COMPLETED"
    window.post(page, {**later, "refunded_on": str(today)})
    assert Payment.objects.get().state == "REFUNDED"
    assert "Paid twice." in Message.objects.get(template="payment/refunded").body
    assert browser(people.certifier).get(page).status_code == 404
