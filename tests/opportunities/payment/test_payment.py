"""Invoice, section 34, payment made outside: amounts from the agreement, tax by place, nobody certifies and pays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from microacquisition.common.dates import format_date
from microacquisition.common.zones import local_time
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import Delegation, RoleHeld, Supplier, User
from microacquisition.process.calendar import add_business_days
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import (
    countersign,
    make_accepted,
    make_certified,
    make_delivered,
    make_invoiced,
    make_paid,
    move_clock_to,
    pay,
    take,
)

Browser = Callable[[User], Client]


def _register(**fields: Any) -> None:
    Supplier.objects.update(is_registered_for_tax=True, gst_hst_number="123456782RT0001", **fields)


def _address(name: str, opportunity: Opportunity) -> str:
    return reverse(name, kwargs={"opportunity_id": opportunity.pk})


def _certify(opportunity: Opportunity, user: User) -> None:
    take("certify", opportunity, user, Invoice.objects.get().pk)


def _give_payment_role(user: User) -> None:
    held = RoleHeld.objects.get(user__name="Payment Officer")
    RoleHeld.objects.create(
        user=user, role="payment_officer", programme_code=held.programme_code, department=held.department,
        proposed_by=held.proposed_by, proposed_at=held.proposed_at, confirmed_by=held.confirmed_by,
        confirmed_at=held.confirmed_at,
    )  # fmt: skip


def test_a_registered_supplier_charges_the_buyer_s_place_wherever_they_live(people: People) -> None:
    _register(province="AB", city="Calgary")
    make_invoiced(people)
    invoice = Invoice.objects.get()
    assert (invoice.subtotal_cents, invoice.tax_cents, invoice.total_cents) == (6_000_00, 780_00, 6_780_00)
    assert invoice.tax_parts == [["HST", "0.13", 780_00]]
    assert "Ontario" in invoice.tax_reason_en and "Ontario" in invoice.tax_reason_fr
    assert invoice.payee["gst_hst_number"] == "123456782RT0001"
    assert bytes(invoice.document.content).startswith(b"%PDF")


def test_a_supplier_not_registered_charges_no_tax(people: People) -> None:
    make_invoiced(people)
    invoice = Invoice.objects.get()
    assert (invoice.tax_cents, invoice.total_cents, invoice.tax_parts) == (0, 6_000_00, [])
    assert "not registered" in invoice.tax_reason_en


def test_amounts_come_from_the_agreement_never_from_a_form(people: People) -> None:
    opportunity = make_accepted(people)
    take("submit_invoice", opportunity, people.suppliers[0], number="INV-1", subtotal_cents=9_999_00)
    assert Invoice.objects.get().subtotal_cents == 6_000_00


def test_the_certifier_is_asked_for_the_program_s_target_day_and_the_payer_for_the_day_promised(
    people: People,
) -> None:
    opportunity = make_invoiced(people)
    invoice, programme = Invoice.objects.get(), opportunity.programme
    submitted_on = local_time(invoice.submitted_at, programme.zone).date()
    (asked,) = Message.objects.filter(template="payment/invoice_to_certify")
    assert f"certify by: {format_date(add_business_days(submitted_on, 1), 'en')}" in read_letter(asked).body
    move_clock_to(current_instant() + timedelta(days=3))
    take("certify", opportunity, people.certifier, invoice.pk)
    promised = local_time(
        programme.windows.payment_target.after(invoice.submitted_at, programme.zone), programme.zone
    )
    (asked,) = Message.objects.filter(template="payment/invoice_to_pay")
    assert f"pay by: {format_date(promised.date(), 'en')}" in read_letter(asked).body


def test_nothing_is_invoiced_before_it_is_accepted_or_twice(people: People) -> None:
    opportunity = make_delivered(people)
    with pytest.raises(Refused, match="nothing to invoice"):
        take("submit_invoice", opportunity, people.suppliers[0], number="INV-1")
    assert not Invoice.objects.exists()


def test_the_same_work_is_invoiced_once(people: People) -> None:
    opportunity = make_invoiced(people)
    with pytest.raises(Refused, match="nothing to invoice"):
        take("submit_invoice", opportunity, people.suppliers[0], number="INV-2")
    with pytest.raises(NotYours):
        take("submit_invoice", opportunity, people.suppliers[1], number="INV-2")
    assert Invoice.objects.count() == 1


def test_a_returned_invoice_is_sent_again(people: People) -> None:
    opportunity = make_invoiced(people)
    invoice = Invoice.objects.get()
    take("return_invoice", opportunity, people.payment_officer, invoice.pk, reason="Add your tax number.")
    assert "Add your tax number." in Message.objects.get(template="payment/invoice_returned").body
    _register()
    take("submit_invoice", opportunity, people.suppliers[0], invoice.pk, number="INV-1")
    invoice.refresh_from_db()
    assert (invoice.state, invoice.total_cents, invoice.returned_reason) == ("SUBMITTED", 6_780_00, "")


def test_an_incomplete_profile_is_refused(people: People) -> None:
    opportunity = make_accepted(people)
    Supplier.objects.update(phone="")
    with pytest.raises(Refused, match="supplier profile"):
        take("submit_invoice", opportunity, people.suppliers[0], number="INV-1")


def test_only_a_certifier_certifies_and_the_payee_is_frozen(people: People) -> None:
    opportunity = make_invoiced(people)
    for user in (people.payment_officer, people.officer, people.client, people.suppliers[0]):
        with pytest.raises(NotYours):
            _certify(opportunity, user)
    _certify(opportunity, people.certifier)
    Supplier.objects.update(street="2 Elsewhere")
    countersign(opportunity, people.payment_officer)
    take("start", opportunity, people.payment_officer)
    payment = Payment.objects.get()
    assert payment.payee["street"] == "1 Main Street" and payment.amount_cents == 6_000_00
    assert payment.certified_by == people.certifier


def test_whoever_certified_never_pays_says_the_rule(people: People) -> None:
    opportunity = make_certified(people)
    _give_payment_role(people.certifier)
    with pytest.raises(Refused, match="somebody else must pay"):
        take("start", opportunity, people.certifier)
    assert not Payment.objects.exists()
    take("start", opportunity, people.payment_officer)
    with pytest.raises(Refused, match="somebody else must pay"):
        pay(opportunity, people.certifier)
    assert Payment.objects.get().state == "STARTED"


def test_whoever_certified_never_pays_says_the_database(people: People) -> None:
    opportunity = make_certified(people)
    take("start", opportunity, people.payment_officer)
    with pytest.raises(IntegrityError, match="certifier_does_not_pay"), transaction.atomic():
        Payment.objects.update(started_by=people.certifier)


def test_an_agreement_is_countersigned_before_it_is_paid(people: People) -> None:
    opportunity = make_invoiced(people)
    _certify(opportunity, people.certifier)
    with pytest.raises(Refused, match="Countersign"):
        take("start", opportunity, people.payment_officer)
    assert not Payment.objects.exists()


def test_a_payment_starts_once(people: People) -> None:
    opportunity = make_certified(people)
    take("start", opportunity, people.payment_officer)
    with pytest.raises(Refused, match="under way or done"):
        take("start", opportunity, people.payment_officer)
    with pytest.raises(Refused, match="under way or done"):
        take(
            "withdraw_certification", opportunity, people.certifier, Invoice.objects.get().pk, reason="Wrong."
        )
    assert Payment.objects.count() == 1


def test_a_certification_taken_back_is_told_to_payer_supplier_and_certifier(people: People) -> None:
    opportunity = make_certified(people)
    Invoice.objects.update(certified_by=people.second_officer)  # somebody else had certified
    invoice = Invoice.objects.get()
    take("withdraw_certification", opportunity, people.certifier, invoice.pk, reason="An item is missing.")
    letters = {
        name: [read_letter(each) for each in Message.objects.filter(template=f"payment/{name}")]
        for name in ("certification_withdrawn", "certification_withdrawn_supplier")
    }
    staff = letters["certification_withdrawn"]
    assert {each.to_email for each in staff} == {people.payment_officer.email, people.second_officer.email}
    assert all("An item is missing." in each.body and invoice.number in each.body for each in staff)
    supplier = letters["certification_withdrawn_supplier"]
    assert [each.to_email for each in supplier] == [people.suppliers[0].email]
    assert "missing" not in supplier[0].body and ("nothing to do" in supplier[0].body)


def test_the_database_keeps_one_live_payment(people: People) -> None:
    opportunity = make_certified(people)
    take("start", opportunity, people.payment_officer)
    with pytest.raises(IntegrityError, match="one_live_payment"), transaction.atomic():
        Payment.objects.create(
            invoice=Invoice.objects.get(), state="STARTED", method="card", amount_cents=1, payee={},
            started_by=people.payment_officer, certified_by=people.certifier,
        )  # fmt: skip


def test_a_confirmed_payment_settles_its_invoice(people: People) -> None:
    opportunity = make_paid(people)
    payment, invoice = Payment.objects.get(), Invoice.objects.get()
    assert (payment.state, payment.reference, invoice.state) == ("COMPLETED", "CARD-7781", "PAID")
    assert payment.evidence is not None and bytes(payment.evidence.content) == b"Paid to Supplier 1."
    letter = Message.objects.get(template="payment/paid")
    assert letter.to_email == "supplier.1@example.ca" and "CARD-7781" in letter.body
    codes = list(
        Event.objects.filter(stream=opportunity.stream).order_by("seq").values_list("code", flat=True)
    )
    assert codes[-2:] == ["confirm", "settle"]


def test_a_payment_needs_reference_evidence_and_a_date_that_was(people: People) -> None:
    opportunity = make_certified(people)
    take("start", opportunity, people.payment_officer)
    tomorrow = current_instant().date() + timedelta(days=2)
    for changed, reason in (
        ({"reference": " "}, "reference"),
        ({"evidence": ""}, "evidence"),
        ({"paid_on": tomorrow}, "future"),
    ):
        with pytest.raises(Refused, match=reason):
            pay(opportunity, people.payment_officer, **changed)
    assert Payment.objects.get().state == "STARTED"


def test_the_pages_from_invoice_to_arrival(people: People, browser: Browser) -> None:
    opportunity = make_accepted(people)
    supplier, certifier, payer = map(browser, (people.suppliers[0], people.certifier, people.payment_officer))
    sending, certifying, paying = (_address(name, opportunity) for name in ("send_invoice", "certify", "pay"))
    assert "$6,000.00" in supplier.get(sending).content.decode()
    assert supplier.post(sending, {"number": "INV-1"}).status_code == 302
    assert "Tick the box" in certifier.post(certifying, {"received": "on"}).content.decode()
    assert certifier.post(certifying, {"received": "on", "right": "on"}).status_code == 302
    assert "Countersign the agreement before" in payer.get(paying).content.decode()
    countersign(opportunity, people.payment_officer)
    assert payer.post(paying).status_code == 302
    typed = {"reference": "CARD-7781", "paid_on": "2026-01-31", "evidence": "Paid."}
    card = payer.post(paying, {**typed, "reference": "4111 1111 1111 1111"})
    assert card.status_code == 200 and Payment.objects.get().state == "STARTED"
    assert payer.post(paying, typed).status_code == 302
    hub = _address("my_work", opportunity)
    assert "Confirm that the money arrived" in supplier.get(hub).content.decode()
    supplier.post(_address("confirm_arrival", opportunity))
    assert Payment.objects.get().received_confirmed_at is not None
    assert "Delivered, accepted and paid" in supplier.get(hub).content.decode()
    assert browser(people.suppliers[1]).post(_address("confirm_arrival", opportunity)).status_code == 404


def test_returning_and_withdrawing_have_their_pages(people: People, browser: Browser) -> None:
    opportunity = make_invoiced(people)
    certifier, payer = browser(people.certifier), browser(people.payment_officer)
    certifier.post(_address("certify", opportunity), {"received": "on", "right": "on"})
    assert (
        certifier.post(_address("withdraw_certification", opportunity), {"reason": "Wrong."}).status_code
        == 302
    )
    assert Invoice.objects.get().state == "SUBMITTED"
    assert payer.get(_address("return_invoice", opportunity)).status_code == 200
    assert payer.post(_address("return_invoice", opportunity), {"reason": ""}).status_code == 200
    assert payer.post(_address("return_invoice", opportunity), {"reason": "Wrong."}).status_code == 302
    shown = browser(people.suppliers[0]).get(_address("send_invoice", opportunity)).content.decode()
    assert "Your invoice came back" in shown


def test_section_34_is_bound_by_the_certifiers_delegation(people: People) -> None:
    opportunity = make_invoiced(people)
    kept = Delegation.objects.create(
        user=people.certifier,
        role="certifier",
        limit_cents=1_00,
        starts="2020-01-01",
        instrument_reference="D-34",
    )
    with pytest.raises(Refused) as refusal:
        _certify(opportunity, people.certifier)
    assert "Your delegation goes up to $1.00" in str(refusal.value)
    Delegation.objects.filter(pk=kept.pk).update(ended_at=current_instant(), ended_by=people.auditor)
    with pytest.raises(Refused) as refusal:
        _certify(opportunity, people.certifier)
    assert "no delegation in force" in str(refusal.value)
    assert Invoice.objects.get().certified_by is None
    Delegation.objects.create(
        user=people.certifier, role="certifier", limit_cents=10_000_00, cost_centres=["4410"], starts="2020-01-01",
        instrument_reference="D-35",
    )  # fmt: skip
    _certify(opportunity, people.certifier)
    assert Invoice.objects.get().certified_by == people.certifier
