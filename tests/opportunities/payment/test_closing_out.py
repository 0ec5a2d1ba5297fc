"""Completing the purchase needs everything settled; exactly what was not paid is released."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.funding.models import Reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.reuse.models import CatalogueEntry
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from tests.builders import People
from tests.opportunities.agreement.builders import (
    make_accepted,
    make_certified,
    make_in_work,
    make_invoiced,
    make_paid,
    reload,
    take,
)

LISTED: dict[str, Any] = {"address": "https://code.open.canada.ca/en/policies.html"}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_in_work, "Work is still due"),
        (make_accepted, "not invoiced yet"),
        (make_invoiced, "not paid yet"),
        (make_invoiced, "not countersigned"),
        (make_certified, "not paid yet"),
    ],
)
def test_nothing_is_completed_before_it_is_settled(
    people: People, make: Callable[[People], Opportunity], reason: str
) -> None:
    opportunity = make(people)
    with pytest.raises(Refused, match=reason):
        take("complete", opportunity, people.officer, **LISTED)
    assert reload(opportunity).state == "IN_WORK" and not CatalogueEntry.objects.exists()


def test_a_settled_purchase_is_completed_and_listed(people: People) -> None:
    opportunity = make_paid(people)
    with pytest.raises(Refused, match="address in the catalogue"):
        take("complete", opportunity, people.officer)
    take("complete", opportunity, people.officer, **LISTED)
    assert reload(opportunity).state == "COMPLETED"
    assert CatalogueEntry.objects.get().repository == "https://github.com/example/policies"
    assert Agreement.objects.get().ended_because == "completed"
    told = set(Message.objects.filter(template="reuse/completed").values_list("to_email", flat=True))
    assert told == {"client@example.ca", "supplier.1@example.ca"}
    # Whoever acted is told that nothing more is needed of them; the payment officer still releases what is left.
    done = [read_letter(each) for each in Message.objects.filter(template="reuse/completed_staff")]
    people_told = {people.officer.email, people.fund_manager.email, people.certifier.email}
    assert {letter.to_email for letter in done} == people_told
    assert all("nothing more to do" in letter.body or "plus rien à faire" in letter.body for letter in done)
    asked = Message.objects.filter(template="reuse/reservation_to_release")
    assert set(asked.values_list("to_email", flat=True)) == {people.payment_officer.email}


def test_exactly_what_was_not_paid_is_released(people: People) -> None:
    opportunity = make_paid(people)
    take("complete", opportunity, people.officer, **LISTED)
    with pytest.raises(Refused, match="exactly what was not paid"):
        take("release_funds", opportunity, people.payment_officer, released_cents=899_99, reference="R-1")
    with pytest.raises(Refused, match="with the reference"):
        take("release_funds", opportunity, people.payment_officer, released_cents=900_00, reference=" ")
    with pytest.raises(NotYours):
        take("release_funds", opportunity, people.officer, released_cents=900_00, reference="R-1")
    take("release_funds", opportunity, people.payment_officer, released_cents=900_00, reference="R-1")
    assert Reservation.objects.get().released_cents == 900_00
    with pytest.raises(Refused, match="No reserved funds"):
        take("release_funds", opportunity, people.payment_officer, released_cents=900_00, reference="R-2")


def test_the_pages_of_the_close_out(people: People, browser: Callable[[User], Client]) -> None:
    opportunity = make_paid(people)
    officer, payer = browser(people.officer), browser(people.payment_officer)
    completing, releasing = (
        reverse(name, kwargs={"opportunity_id": opportunity.pk}) for name in ("complete", "release_funds")
    )
    assert "both languages" in officer.post(completing, {"reason_en": "Only a test."}).content.decode()
    why = {"reason_en": "Only a test.", "reason_fr": "Un simple essai."}
    assert officer.post(completing, why).status_code == 302
    assert "$900.00" in payer.get(releasing).content.decode()
    assert payer.post(releasing, {"released_cents": "-1", "reference": "R-1"}).status_code == 200
    assert payer.post(releasing, {"released_cents": "900.00", "reference": "R-1"}).status_code == 302
    assert Reservation.objects.get().released_cents == 900_00
