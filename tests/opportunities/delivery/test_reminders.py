"""The supplier is reminded once, two business days before the work is due, and never at night."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.delivery.reminders import remind_of_due_work
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.rules.delivery import is_reminder_due
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People, make_people
from tests.opportunities.agreement.builders import deliver, due, make_in_work, move_clock_to

EASTERN = ZoneInfo("America/Toronto")
MONDAY = datetime(2026, 12, 21, 16, tzinfo=EASTERN)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 12, 16, 23, tzinfo=EASTERN), False),
        (datetime(2026, 12, 17, 7, 59, tzinfo=EASTERN), False),
        (datetime(2026, 12, 17, 8, tzinfo=EASTERN), True),
        (datetime(2026, 12, 19, 9, tzinfo=EASTERN), True),
        (datetime(2026, 12, 21, 16, tzinfo=EASTERN), False),
    ],
)
def test_two_business_days_before_a_monday_is_the_thursday(now: datetime, expected: bool) -> None:
    assert is_reminder_due(MONDAY, now) is expected


def remind_at(instant: datetime) -> int:
    """Let the clock come to `instant` and run the job."""
    move_clock_to(instant)
    return remind_of_due_work(current_instant())


def morning_before(opportunity: Opportunity) -> datetime:
    """Return nine in the morning of the day before the work is due."""
    day = due(opportunity).due_at.astimezone(EASTERN) - ONE_DAY
    return day.replace(hour=9, minute=0).astimezone(UTC)


def test_the_supplier_is_reminded_once(people: People) -> None:
    opportunity = make_in_work(people)
    morning = morning_before(opportunity)
    assert remind_at(morning - timedelta(days=10)) == 0
    assert (remind_at(morning), remind_at(morning + timedelta(hours=1))) == (1, 0)
    letter = Message.objects.get(template="delivery/delivery_due_soon")
    assert letter.to_email == "supplier.1@example.ca" and f"/my-work/{opportunity.pk}/" in letter.body
    event = Event.objects.get(code="delivery_due_soon")
    assert (event.subject_id, event.stream) == (str(due(opportunity).pk), opportunity.stream)


def test_whoever_has_delivered_is_not_reminded(people: People) -> None:
    opportunity = make_in_work(people)
    morning = morning_before(opportunity)
    deliver(opportunity, people.suppliers[0])
    assert remind_at(morning) == 0
    assert not Message.objects.filter(template="delivery/delivery_due_soon").exists()


def test_practice_takes_minutes_and_needs_no_reminder(committed_database: str) -> None:
    make_in_work(make_people("practice"))
    assert remind_of_due_work(current_instant()) == 0
