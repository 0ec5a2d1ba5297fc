"""Work accepted before an agreement ended is invoiced, certified and paid under that agreement, whoever works now."""

import uuid
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.delivery.queries import acceptance_criteria
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.waits import read_waits
from microacquisition.opportunities.funding.models import Reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.rules.delivery import Verdict
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import (
    countersign,
    deliver,
    give_notice,
    judge,
    make_in_work,
    make_offered_again,
    pay,
    reload,
    sign,
    take,
)

Browser = Callable[[User], Client]
FIRST_PART = 2_000_00


def split_the_work(opportunity: Opportunity) -> None:
    """Make two parts of the one piece of work, as an agreement with milestones has."""
    whole = Deliverable.objects.get(agreement__opportunity=opportunity)
    with transaction.atomic():
        part = Deliverable.objects.create(
            id=uuid.uuid4(), agreement=whole.agreement, place=2, state="DUE", price_cents=whole.price_cents - FIRST_PART,
            due_at=whole.due_at, original_due_at=whole.due_at,
        )  # fmt: skip
        write_event(opportunity.stream, "plan", CLOCK_DOER, ("deliverable", str(part.pk)), states=("", "DUE"))
        whole.price_cents = FIRST_PART
        whole.save(update_fields=["price_cents"])


@pytest.fixture
def ended(people: People) -> Opportunity:
    """RANKED: the first part was accepted, the agreement ended by default over the second."""
    opportunity = make_in_work(people)
    countersign(opportunity, people.payment_officer)
    split_the_work(opportunity)
    first = Deliverable.objects.get(agreement__opportunity=opportunity, place=1)
    take(
        "deliver", opportunity, people.suppliers[0], first.pk,
        repository="https://github.com/example/policies", commit="9f2c1d7", pull_request="", note="",
    )  # fmt: skip
    accept(opportunity, people, first)
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="The second part is too large.")
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="The second part never came.")
    return reload(opportunity)


def accept(opportunity: Opportunity, people: People, work: Deliverable) -> None:
    """Accept one part of the work."""
    verdicts = {each.code: Verdict(True) for each in acceptance_criteria(opportunity)}
    take("accept", opportunity, people.client, work.pk, verdicts=verdicts)


def page(name: str, opportunity: Opportunity) -> str:
    """Path of a page of the purchase."""
    return reverse(name, kwargs={"opportunity_id": opportunity.pk})


@pytest.fixture
def next_at_work(people: People, ended: Opportunity) -> Opportunity:
    """IN_WORK: the next in order signed for what was not accepted."""
    opportunity = make_offered_again(ended)
    sign(opportunity, people.suppliers[1])
    return reload(opportunity)


def test_the_first_supplier_still_invoices_what_was_accepted(
    people: People, browser: Browser, next_at_work: Opportunity
) -> None:
    (wait,) = [
        each
        for each in read_waits(read_turns(next_at_work).waiting, current_instant())
        if each.pending.step.code == "submit_invoice"
    ]
    assert wait.people == [people.suppliers[0]] and wait.pending.target == 5
    first = browser(people.suppliers[0])
    work = first.get(page("my_work", next_at_work)).content.decode()
    assert "accepted before is still paid" in work and page("send_invoice", next_at_work) in work
    shown = first.get(page("send_invoice", next_at_work)).content.decode()
    assert "$2,000.00" in shown
    assert first.post(page("send_invoice", next_at_work), {"number": "INV-1"}).status_code == 302
    invoice = Invoice.objects.get()
    assert (invoice.subtotal_cents, invoice.agreement.ended_because) == (FIRST_PART, "default")
    assert invoice.submitted_by == people.suppliers[0]


def test_nobody_else_invoices_it(people: People, next_at_work: Opportunity) -> None:
    with pytest.raises(Refused, match="nothing to invoice"):
        take("submit_invoice", next_at_work, people.suppliers[1], number="INV-2")
    with pytest.raises(NotYours):
        take("submit_invoice", next_at_work, people.stranger, number="INV-3")
    assert not Invoice.objects.exists()


def test_each_is_paid_under_their_own_agreement(people: People, next_at_work: Opportunity) -> None:
    take("submit_invoice", next_at_work, people.suppliers[0], number="INV-1")
    deliver(next_at_work, people.suppliers[1])
    judge(next_at_work, people.client)
    take("submit_invoice", next_at_work, people.suppliers[1], number="INV-1")
    one, two = Invoice.objects.order_by("submitted_at")
    assert one.subtotal_cents + two.subtotal_cents == next_at_work.price_cents
    take("return_invoice", next_at_work, people.payment_officer, one.pk, reason="The address is missing.")
    with pytest.raises(NotYours):
        take("submit_invoice", next_at_work, people.suppliers[1], one.pk, number="INV-9")
    take("submit_invoice", next_at_work, people.suppliers[0], one.pk, number="INV-1")
    for invoice in (one, two):
        take("certify", next_at_work, people.certifier, invoice.pk)
    # The first agreement is countersigned, the second is not: only the first is paid.
    take("start", next_at_work, people.payment_officer)
    assert Payment.objects.get().invoice == one
    pay(next_at_work, people.payment_officer)
    with pytest.raises(Refused, match="Countersign"):
        take("start", next_at_work, people.payment_officer)
    with pytest.raises(Refused, match="not paid yet"):
        take("complete", next_at_work, people.officer, address="https://code.open.canada.ca/en/policies.html")


def test_nothing_is_completed_or_released_over_what_is_owed(people: People, ended: Opportunity) -> None:
    opportunity = make_offered_again(ended)
    for supplier in people.suppliers[1:]:
        take("decline_offer", opportunity, supplier, reason="No time.")
        if reload(opportunity).state == "RANKED":
            opportunity = make_offered_again(reload(opportunity))
    opportunity = reload(opportunity)
    assert opportunity.state == "NO_AWARD"
    left = Reservation.objects.get(returned_at=None).amount_cents
    with pytest.raises(Refused, match="not invoiced or not paid yet"):
        take("release_funds", opportunity, people.payment_officer, released_cents=left, reference="R-1")
    take("submit_invoice", opportunity, people.suppliers[0], number="INV-1")
    take("certify", opportunity, people.certifier, Invoice.objects.get().pk)
    take("start", opportunity, people.payment_officer)
    pay(opportunity, people.payment_officer)
    left -= Payment.objects.get().amount_cents
    take("release_funds", opportunity, people.payment_officer, released_cents=left, reference="R-1")
    assert Agreement.objects.get().ended_because == "default"
