"""Work that is not delivered, or no longer needed: who is paid what, and who is asked next."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.rules.termination import share_of
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import (
    announce_share,
    deliver,
    due,
    give_notice,
    judge,
    make_accepted,
    make_delivered,
    make_in_work,
    make_offered_again,
    move_clock_to,
    reload,
    sign,
    take,
)

Browser = Callable[[User], Client]


def _wait_past_the_date(opportunity: Opportunity) -> None:
    move_clock_to(due(opportunity).due_at + timedelta(hours=1))


def test_default_pays_nothing_and_leads_to_the_next_in_order(people: People) -> None:
    opportunity = make_in_work(people)
    _wait_past_the_date(opportunity)
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="Nothing was delivered.")
    first, second = RankedApplication.objects.all()
    assert reload(opportunity).state == "RANKED"
    assert first.passed_over_because == "defaulted" and second.passed_over_at is None
    assert due(opportunity).state == "CANCELLED"
    assert Agreement.objects.get().ended_because == "default"
    letter = Message.objects.get(template="delivery/terminated_for_default")
    assert "Nothing was delivered." in letter.body
    assert Message.objects.filter(template="delivery/terminated_client").exists()


def test_after_a_default_the_next_in_order_signs_and_delivers(people: People) -> None:
    opportunity = make_in_work(people)
    _wait_past_the_date(opportunity)
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="Nothing was delivered.")
    opportunity = make_offered_again(reload(opportunity))
    sign(opportunity, people.suppliers[1])
    with pytest.raises(NotYours):
        deliver(opportunity, people.suppliers[0])
    deliver(opportunity, people.suppliers[1])
    judge(opportunity, people.client)
    assert [row.state for row in Deliverable.objects.order_by("agreement__signed_at")] == [
        "CANCELLED",
        "ACCEPTED",
    ]
    take("submit_invoice", opportunity, people.suppliers[1], number="INV-1")
    assert Agreement.objects.get(ended_at=None).invoices.get().subtotal_cents == 6_000_00


def test_the_next_in_order_is_offered_what_was_not_accepted(people: People, browser: Browser) -> None:
    opportunity = make_in_work(people)
    first = Deliverable.objects.get()
    with transaction.atomic():  # the second of two deliverables was accepted, the first never came
        Deliverable.objects.filter(pk=first.pk).update(price_cents=3_500_00)
        second = Deliverable(
            agreement=first.agreement, place=2, price_cents=2_500_00, due_at=first.due_at,
            original_due_at=first.due_at,
        )  # fmt: skip
        for states in (("", "DUE"), ("DUE", "DELIVERED"), ("DELIVERED", "ACCEPTED")):
            subject = ("deliverable", str(second.pk))
            write_event(opportunity.stream, "walk", CLOCK_DOER, subject, states=states)
            second.state = states[1]
            second.save()
    _wait_past_the_date(opportunity)
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="Half was delivered.")
    opportunity = make_offered_again(reload(opportunity))
    page = browser(people.suppliers[1]).get(reverse("my_work", args=(opportunity.pk,))).content.decode()
    assert "$3,500.00 is left" in page and "$6,000.00" in page
    sign(opportunity, people.suppliers[1])
    agreement = Agreement.objects.get(ended_at=None)
    assert agreement.price_cents == due(opportunity).price_cents == 3_500_00
    text = json.loads(agreement.text)
    assert text["schedule"]["price"] == "$3,500.00" and "$2,500.00" in text["schedule"]["work"][-1]
    accepted = Deliverable.objects.filter(state="ACCEPTED").aggregate(Sum("price_cents"))
    assert accepted["price_cents__sum"] + agreement.price_cents == opportunity.price_cents


def test_default_with_nobody_left_terminates(people: People) -> None:
    opportunity = make_in_work(people)
    _wait_past_the_date(opportunity)
    RankedApplication.objects.filter(place=2).update(valid_until=due(opportunity).due_at)
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="Nothing was delivered.")
    assert reload(opportunity).state == "TERMINATED"


def test_default_needs_a_reason_to_call_it_so(people: People) -> None:
    opportunity = make_in_work(people)
    with pytest.raises(Refused, match="not overdue"):
        take("terminate_for_default", opportunity, people.officer, reason="Too slow.")
    assert reload(opportunity).state == "IN_WORK" and Agreement.objects.get().ended_at is None
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="I am ill.")
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="Agreed on the phone.")
    assert reload(opportunity).state == "RANKED"


def test_delivered_work_is_judged_not_terminated(people: People) -> None:
    opportunity = make_delivered(people)
    _wait_past_the_date(opportunity)
    with pytest.raises(Refused, match="not overdue"):
        take("terminate_for_default", opportunity, people.officer, reason="Too late.")
    assert due(opportunity).state == "DELIVERED"


def test_accepted_work_is_owed(people: People) -> None:
    opportunity = make_accepted(people)
    for step, given in (
        ("terminate_for_default", {"reason": "No."}),
        ("terminate_for_convenience", {"reason": "No.", "percent": 10}),
    ):
        with pytest.raises(Refused, match="all of it was accepted"):
            take(step, opportunity, people.officer, **given)
    assert due(opportunity).price_cents == 6_000_00


def test_only_an_officer_terminates(people: People) -> None:
    opportunity = make_in_work(people)
    for user in (people.client, people.suppliers[0], people.payment_officer):
        with pytest.raises(NotYours):
            take("terminate_for_convenience", opportunity, user, reason="No.", percent=10)


def test_convenience_pays_the_share_of_the_work_done(people: People) -> None:
    opportunity = make_in_work(people)
    announce_share(opportunity, people.officer)
    with pytest.raises(Refused, match="0 to 100"):
        take("terminate_for_convenience", opportunity, people.officer, reason="No need.", percent=101)
    take("terminate_for_convenience", opportunity, people.officer, reason="No need.", percent=40)
    deliverable = due(opportunity)
    assert (deliverable.state, deliverable.price_cents) == ("ACCEPTED", 2_400_00)
    assert reload(opportunity).state == "IN_WORK"
    assert "$2,400.00" in Message.objects.get(template="delivery/terminated_for_convenience").body
    take("submit_invoice", opportunity, people.suppliers[0], number="INV-1")
    assert Agreement.objects.get().invoices.get().subtotal_cents == 2_400_00


def test_a_share_of_a_price_is_rounded_half_up() -> None:
    assert [share_of(101, 50), share_of(100, 33), share_of(6_000_00, 0), share_of(6_000_00, 100)] == [
        51, 33, 0, 6_000_00,
    ]  # fmt: skip


def test_the_pages_of_a_termination(people: People, browser: Callable[[User], Client]) -> None:
    opportunity = make_in_work(people)
    officer = browser(people.officer)
    default, convenience = (
        reverse(name, kwargs={"opportunity_id": opportunity.pk})
        for name in ("terminate_for_default", "announce_convenience")
    )
    assert "not overdue" in officer.get(default).content.decode()
    assert officer.post(convenience, {"reason": "No need.", "percent": "-1"}).status_code == 200
    _wait_past_the_date(opportunity)
    give_notice(opportunity, people.officer)
    assert "supplier_heard" in officer.post(default, {"reason": "Nothing came."}).content.decode()
    assert reload(opportunity).state == "IN_WORK"
    assert officer.post(default, {"reason": "Nothing came.", "supplier_heard": "on"}).status_code == 302
    work = reverse("my_work", kwargs={"opportunity_id": opportunity.pk})
    assert "was terminated" in browser(people.suppliers[0]).get(work).content.decode()
    assert browser(people.client).get(default).status_code == 404


def test_default_needs_a_notice_whose_time_is_over(people: People) -> None:
    opportunity = make_in_work(people)
    _wait_past_the_date(opportunity)
    with pytest.raises(Refused, match="notice with time"):
        take("terminate_for_default", opportunity, people.officer, reason="Nothing was delivered.")
    now = current_instant()
    with pytest.raises(Refused, match="at least 3 business days"):
        take(
            "give_default_notice",
            opportunity,
            people.officer,
            reason="Late.",
            cure_by=now + timedelta(days=1),
        )
    for user in (people.client, people.suppliers[0], people.payment_officer):
        with pytest.raises(NotYours):
            take("give_default_notice", opportunity, user, reason="Late.", cure_by=now + timedelta(days=9))
    until = now + timedelta(days=9)
    take("give_default_notice", opportunity, people.officer, reason="Late.", cure_by=until)
    with pytest.raises(Refused, match="given already"):
        take("give_default_notice", opportunity, people.officer, reason="Late.", cure_by=until)
    with pytest.raises(Refused, match="time until"):
        take("terminate_for_default", opportunity, people.officer, reason="Nothing was delivered.")
    assert reload(opportunity).state == "IN_WORK" and Agreement.objects.get().ended_at is None
    assert Message.objects.filter(
        template="delivery/default_notice", to_email="supplier.1@example.ca"
    ).exists()
    assert Message.objects.filter(template="delivery/default_notice_client").exists()


def test_work_delivered_after_the_notice_cures_the_default(people: People) -> None:
    opportunity = make_in_work(people)
    _wait_past_the_date(opportunity)
    give_notice(opportunity, people.officer)
    deliver(opportunity, people.suppliers[0])
    with pytest.raises(Refused, match="not overdue"):
        take("terminate_for_default", opportunity, people.officer, reason="Too late.")
    judge(opportunity, people.client)
    assert due(opportunity).state == "ACCEPTED"


def test_a_notice_no_longer_stands_once_the_date_moved(people: People) -> None:
    opportunity = make_in_work(people)
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="I am ill.")
    give_notice(opportunity, people.officer)
    new = due(opportunity).due_at + timedelta(days=30)
    take("propose_extension", opportunity, people.suppliers[0], due_at=new, reason="Well again.")
    take("extend_delivery", opportunity, people.officer, due(opportunity).pk, shown_due_at=new)
    with pytest.raises(Refused, match="notice with time"):
        take("terminate_for_default", opportunity, people.officer, reason="All the same.")
    assert reload(opportunity).state == "IN_WORK"


def test_the_supplier_is_heard_on_the_share(people: People) -> None:
    opportunity = make_in_work(people)
    with pytest.raises(Refused, match="Announce the end first"):
        take("terminate_for_convenience", opportunity, people.officer, reason="No.", percent=40)
    with pytest.raises(Refused, match="No share waits"):
        take("answer_convenience", opportunity, people.suppliers[0], agrees=True, percent=None, reason="")
    take("announce_convenience", opportunity, people.officer, reason="No need.", percent=40)
    with pytest.raises(Refused, match="announced to the supplier already"):
        take("announce_convenience", opportunity, people.officer, reason="No need.", percent=10)
    with pytest.raises(Refused, match="has until"):
        take("terminate_for_convenience", opportunity, people.officer, reason="No.", percent=40)
    for user in (people.client, people.suppliers[1], people.officer):
        with pytest.raises(NotYours):
            take("answer_convenience", opportunity, user, agrees=True, percent=None, reason="")
    take(
        "answer_convenience",
        opportunity,
        people.suppliers[0],
        agrees=False,
        percent=60,
        reason="See my branch.",
    )
    assert "See my branch." in Message.objects.filter(template="delivery/convenience_answered")[0].body
    with pytest.raises(Refused, match="No share waits"):
        take("answer_convenience", opportunity, people.suppliers[0], agrees=True, percent=None, reason="")
    with pytest.raises(Refused, match="less than the 40"):
        take("terminate_for_convenience", opportunity, people.officer, reason="No.", percent=39)
    assert due(opportunity).state == "DUE"
    take("terminate_for_convenience", opportunity, people.officer, reason="No need.", percent=60)
    assert due(opportunity).price_cents == 3_600_00
