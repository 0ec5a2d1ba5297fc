"""The weekly message: Monday morning in every public program's zone, once, what matches, nothing where nothing opened."""

from datetime import UTC, datetime, timedelta

import pytest

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.announcing.models import Announcement
from microacquisition.opportunities.announcing.weekly import announce_week, find_monday, find_morning
from microacquisition.opportunities.opportunity import Opportunity
from tests.builders import People
from tests.opportunities.announcing.making import let_the_worker_write, list_told, make_subscriber, post

WEEKLY = "announcing/weekly"


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-23T14:59", "2026-11-16"),  # 7:59 in Vancouver, which keeps summer time
        ("2026-11-23T15:00", "2026-11-23"),
        ("2026-11-29T23:00", "2026-11-23"),
        ("2026-07-06T14:59", "2026-06-29"),
        ("2026-07-06T15:00", "2026-07-06"),
    ],
)
def test_it_is_due_once_it_is_morning_everywhere(now: str, monday: str) -> None:
    assert find_monday(datetime.fromisoformat(now).replace(tzinfo=UTC)).isoformat() == monday


def test_a_subscriber_reads_once_what_opened_since_the_last_one(people: People, move_clock) -> None:
    make_subscriber("ana@example.org", frequency="weekly")
    make_subscriber("eve@example.org", "fr", frequency="weekly", skills=("documentation",))
    make_subscriber("max@example.org", frequency="weekly", skills=("python",))
    make_subscriber("zoe@example.org")
    opportunity = post(people)
    for _twice in range(2):
        now = move_clock(next_morning(opportunity) + timedelta(minutes=5))
        announce_week(now)
        let_the_worker_write()
    assert list_told(WEEKLY) == ["ana@example.org", "eve@example.org"]
    french = Message.objects.get(template=WEEKLY, to_email="eve@example.org")
    for said in ("Politiques infonuagiques", "6\xa0000,00\xa0$", f"/fr/occasions/{opportunity.reference}/"):
        assert said in french.body, said
    assert french.unsubscribe and french.kind == "list"
    announce_week(move_clock(timedelta(days=7)))
    let_the_worker_write()
    assert len(list_told(WEEKLY)) == 2
    assert Announcement.objects.filter(audience="weekly").count() == 2


def test_what_was_cancelled_or_opened_before_is_not_in_it(people: People, move_clock) -> None:
    make_subscriber(frequency="weekly")
    opportunity = post(people)
    due = next_morning(opportunity)
    Opportunity.objects.filter(pk=opportunity.pk).update(opens_at=due - timedelta(days=7, seconds=1))
    announce_week(move_clock(due + timedelta(minutes=1)))
    let_the_worker_write()
    assert list_told(WEEKLY) == []


def next_morning(opportunity: Opportunity) -> datetime:
    """Return the first Monday morning after the opening."""
    assert opportunity.opens_at is not None
    later = opportunity.opens_at + timedelta(days=7)
    return find_morning(find_monday(later))
