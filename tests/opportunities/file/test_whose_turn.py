"""A wait belongs to one side: who proposed a date or opened a dispute waits; an item is owed from its day on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.waits import Wait, read_waits
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import ClientItem
from microacquisition.people.models import User
from microacquisition.process.calendar import add_business_days
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import (
    due,
    give_notice,
    make_in_work,
    make_offered_again,
    move_clock_to,
    reload,
    sign,
    take,
)

Browser = Callable[[User], Client]


def wait_of(opportunity: Opportunity, code: str) -> Wait | None:
    """Return the wait for this step, as everybody reads it; None where nobody waits."""
    now = current_instant()
    pending = [each for each in read_turns(reload(opportunity), now=now).waiting if each.step.code == code]
    return next(iter(read_waits(pending, now)), None)


def owners_of(opportunity: Opportunity, code: str) -> list[tuple[Role, list[User]]]:
    """Return who has the wait, by role."""
    wait = wait_of(opportunity, code)
    assert wait is not None
    return [(owner.role, owner.people) for owner in wait.owners]


@pytest.mark.parametrize("by_supplier", [True, False])
def test_a_proposed_date_waits_for_the_other_side_only(people: People, by_supplier: bool) -> None:
    opportunity, supplier = make_in_work(people), people.suppliers[0]
    proposer = supplier if by_supplier else people.officer
    later = due(opportunity).due_at + timedelta(days=14)
    take("propose_extension", opportunity, proposer, due_at=later, reason="The sandbox came late.")
    other = (Role.OFFICER, [people.officer]) if by_supplier else (Role.SUPPLIER, [supplier])
    found = owners_of(opportunity, "extend_delivery")
    assert [role for role, _people in found] == [other[0]]
    assert other[1][0] in found[0][1] and proposer not in found[0][1]
    assert "extend_delivery" not in {
        each.step.code for each in read_turns(reload(opportunity), proposer).mine
    }


@pytest.mark.parametrize("by_supplier", [True, False])
def test_a_dispute_waits_for_the_other_side_only(people: People, by_supplier: bool) -> None:
    opportunity, supplier = make_in_work(people), people.suppliers[0]
    take("open_dispute", opportunity, supplier if by_supplier else people.client, reason="No.")
    other = (Role.CLIENT, [people.client]) if by_supplier else (Role.SUPPLIER, [supplier])
    assert owners_of(opportunity, "answer_dispute") == [other]


def test_a_dispute_on_an_ended_agreement_waits_for_its_own_supplier(people: People) -> None:
    opportunity = make_in_work(people)
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="I am ill.")
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="Nothing came.")
    take("open_dispute", opportunity, people.client, reason="Give the data back.")
    sign(make_offered_again(reload(opportunity)), people.suppliers[1])
    assert owners_of(opportunity, "answer_dispute") == [(Role.SUPPLIER, [people.suppliers[0]])]


def test_an_item_is_owed_from_its_promised_day_on(people: People) -> None:
    opportunity = make_in_work(people)
    promised = add_business_days(current_instant().date(), 4)
    ClientItem.objects.update(due_on=promised)
    assert wait_of(opportunity, "hand_over_item") is None
    assert "hand_over_item" in {each.step.code for each in read_turns(opportunity, people.client).possible}
    day = add_business_days(promised, 3)
    move_clock_to(datetime(day.year, day.month, day.day, 17, tzinfo=UTC))
    wait = wait_of(opportunity, "hand_over_item")
    assert wait is not None and (wait.since, wait.age, wait.days_late) == (promised, 3, 2)
    assert "hand_over_item" in {
        each.step.code for each in read_turns(reload(opportunity), people.client).mine
    }


def test_an_item_without_a_day_is_owed_from_the_signature_on(people: People) -> None:
    opportunity = make_in_work(people)
    ClientItem.objects.update(due_on=None)
    wait = wait_of(opportunity, "hand_over_item")
    assert wait is not None and wait.pending.since == opportunity.agreements.get().signed_at


def test_what_was_handed_over_waits_since_then(people: People) -> None:
    opportunity, today = make_in_work(people), current_instant().date()
    item = str(ClientItem.objects.get().pk)
    day = add_business_days(today, 2)
    move_clock_to(datetime(day.year, day.month, day.day, 17, tzinfo=UTC))
    take("hand_over_item", opportunity, people.client, item=item, handed_over_on=day)
    wait = wait_of(opportunity, "confirm_item")
    assert wait is not None and (wait.since, wait.age, wait.pending.target) == (day, 0, 1)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_supplier_finds_what_waits_for_them_in_their_list(
    people: People, browser: Browser, language: str
) -> None:
    opportunity, supplier = make_in_work(people), people.suppliers[0]
    later = due(opportunity).due_at + timedelta(days=14)
    take("open_dispute", opportunity, people.client, reason="No.")
    take("propose_extension", opportunity, people.officer, due_at=later, reason="Take your time.")
    with override(language):
        page = browser(supplier).get(reverse("my_applications")).content.decode()
        for name in ("answer_dispute", "answer_extension"):
            assert f'href="{reverse(name, kwargs={"opportunity_id": opportunity.pk})}"' in page
    assert page.count({"en": "Waiting for you", "fr": "À vous d’agir"}[language]) == 2


def test_whose_agreement_ended_is_told_that_it_is_too_late(people: People, browser: Browser) -> None:
    people.suppliers = people.suppliers[:1]
    opportunity = make_in_work(people)
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="I am ill.")
    give_notice(opportunity, people.officer)
    take("terminate_for_default", opportunity, people.officer, reason="Nothing came.")
    supplier, before = browser(people.suppliers[0]), list(Deliverable.objects.values())
    for name in ("deliver", "answer_item", "propose_extension", "say_cannot_deliver", "answer_convenience"):
        address = reverse(name, kwargs={"opportunity_id": opportunity.pk})
        assert supplier.post(address, {"reason": "After all."}).status_code == 409, name
    assert list(Deliverable.objects.values()) == before
