"""What the client team promised: handed over, confirmed, late; the delivery date moves by itself, and says why."""

from datetime import UTC, date, datetime, timedelta

import pytest

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.delivery.models import DeliveryMove, ItemHandover
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.models import ClientItem
from microacquisition.process.calendar import add_business_days
from microacquisition.process.rules.delivery import count_days_late, move_by_days
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.agreement.builders import (
    deliver,
    due,
    judge,
    make_accepted,
    make_delivered,
    make_in_work,
    move_clock_to,
    take,
)

FRIDAY, MONDAY, WEDNESDAY = date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 9)


def _started(opportunity: Opportunity) -> date:
    return opportunity.agreements.get().signed_at.date()


def _hand_over(opportunity: Opportunity, people: People, day: date) -> None:
    take(
        "hand_over_item",
        opportunity,
        people.client,
        item=str(ClientItem.objects.get().pk),
        handed_over_on=day,
    )


def _wait_days(opportunity: Opportunity, days: int) -> date:
    day = add_business_days(_started(opportunity), days)
    move_clock_to(datetime(day.year, day.month, day.day, 18, tzinfo=UTC))
    return day


@pytest.mark.parametrize(
    ("due_on", "started_on", "until", "days"),
    [
        (FRIDAY, date(2026, 12, 1), FRIDAY, 0),
        (FRIDAY, date(2026, 12, 1), date(2026, 12, 6), 0),  # a weekend is no delay
        (FRIDAY, date(2026, 12, 1), WEDNESDAY, 3),
        (FRIDAY, MONDAY, WEDNESDAY, 2),  # nobody waited before the work began
        (WEDNESDAY, FRIDAY, MONDAY, 0),
    ],
)
def test_an_item_is_late_by_business_days(due_on: date, started_on: date, until: date, days: int) -> None:
    assert count_days_late(due_on, started_on, until) == days


def test_a_date_moves_by_business_days_at_the_same_local_time() -> None:
    before = datetime(2026, 12, 18, 21, 30, tzinfo=UTC)
    assert move_by_days(before, 3, "America/Toronto") == datetime(2026, 12, 23, 21, 30, tzinfo=UTC)


def test_an_item_in_time_moves_nothing_and_the_supplier_confirms(people: People) -> None:
    opportunity = make_in_work(people)
    before = due(opportunity).due_at
    _hand_over(opportunity, people, _started(opportunity))
    assert due(opportunity).due_at == before and not DeliveryMove.objects.exists()
    assert Message.objects.filter(
        template="delivery/item_handed_over", to_email="supplier.1@example.ca"
    ).exists()
    take("confirm_item", opportunity, people.suppliers[0], item=str(ClientItem.objects.get().pk))
    assert ItemHandover.objects.get().answer == "received"
    with pytest.raises(Refused, match="No item waits"):
        take("confirm_item", opportunity, people.suppliers[0], item=str(ClientItem.objects.get().pk))


def test_a_late_item_moves_the_date_by_itself_and_both_are_told(people: People) -> None:
    opportunity = make_in_work(people)
    before = due(opportunity).due_at
    day = _wait_days(opportunity, 4)
    late = count_days_late(ClientItem.objects.get().due_on or day, _started(opportunity), day)
    _hand_over(opportunity, people, day)
    move = DeliveryMove.objects.get()
    assert late > 0 and (move.why, move.days, move.old_due_at) == ("item", late, before)
    assert due(opportunity).due_at == move.due_at > before
    assert Event.objects.filter(code="move_delivery").count() == 1
    sent = set(Message.objects.values_list("template", "to_email"))
    assert ("delivery/item_late", "supplier.1@example.ca") in sent
    assert ("delivery/item_late_client", "client@example.ca") in sent


def test_a_missing_item_is_reported_and_each_late_day_counts_once(people: People) -> None:
    opportunity = make_in_work(people)
    item = str(ClientItem.objects.get().pk)
    _wait_days(opportunity, 3)
    take("report_late_item", opportunity, people.suppliers[0], item=item)
    first = DeliveryMove.objects.get().days
    assert Message.objects.filter(template="delivery/item_missing", to_email="client@example.ca").exists()
    with pytest.raises(Refused, match="No item waits"):
        take("report_late_item", opportunity, people.suppliers[0], item=item)
    day = _wait_days(opportunity, 5)
    _hand_over(opportunity, people, day)
    assert [move.days for move in DeliveryMove.objects.order_by("pk")] == [first, 2]


def test_what_did_not_arrive_is_missing_again(people: People) -> None:
    opportunity = make_in_work(people)
    item = str(ClientItem.objects.get().pk)
    _hand_over(opportunity, people, _started(opportunity))
    take("report_late_item", opportunity, people.suppliers[0], item=item)
    assert ItemHandover.objects.get().answer == "missing"
    _hand_over(opportunity, people, _started(opportunity))
    assert ItemHandover.objects.filter(answer="").count() == 1


def test_a_revision_gives_back_at_least_three_business_days_and_says_so(people: People) -> None:
    opportunity = make_delivered(people)
    judge(opportunity, people.client, not_met="The licence file is missing.")
    move = DeliveryMove.objects.get()
    assert move.why == "revision" and move.days >= 3 and due(opportunity).due_at == move.due_at


def test_while_the_client_reads_the_work_is_not_late(people: People) -> None:
    opportunity = make_delivered(people)
    move_clock_to(due(opportunity).due_at + timedelta(days=9))
    with pytest.raises(Refused, match="Nothing waits"):
        take("decide_on_work", opportunity, people.officer, reason="Late.")
    judge(opportunity, people.client, not_met="The licence file is missing.")
    deliver(opportunity, people.suppliers[0])


@pytest.mark.parametrize("day", [date(2999, 1, 1), None])
def test_a_day_that_has_not_come_is_refused(people: People, day: date | None) -> None:
    opportunity = make_in_work(people)
    with pytest.raises(Refused, match="today or earlier"):
        take(
            "hand_over_item",
            opportunity,
            people.client,
            item=str(ClientItem.objects.get().pk),
            handed_over_on=day,
        )
    assert not ItemHandover.objects.exists()


def test_only_the_two_sides_say_it_and_only_while_work_is_open(people: People) -> None:
    opportunity = make_in_work(people)
    item = str(ClientItem.objects.get().pk)
    for user in (people.suppliers[0], people.officer, people.stranger):
        with pytest.raises(NotYours):
            take("hand_over_item", opportunity, user, item=item, handed_over_on=_started(opportunity))
    for code in ("confirm_item", "report_late_item"):
        with pytest.raises(NotYours):
            take(code, opportunity, people.client, item=item)
        with pytest.raises(NotYours):
            take(code, opportunity, people.suppliers[1], item=item)
    with pytest.raises(Refused, match="Choose an item"):
        take("hand_over_item", opportunity, people.client, item="0", handed_over_on=_started(opportunity))
    assert not ItemHandover.objects.exists()


def test_after_acceptance_nothing_is_owed(people: People) -> None:
    opportunity = make_accepted(people)
    with pytest.raises(Refused, match="No work is under way"):
        _hand_over(opportunity, people, _started(opportunity))
    assert not ItemHandover.objects.exists()
