"""When the clock reminds, when somebody may, who may stand in, and when a client is taken to sleep."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from microacquisition.process.rules.waiting import (
    SLEEPS_AFTER,
    ReminderFacts,
    StandInFacts,
    client_sleeps,
    clock_reminds,
    count_days_late,
    is_not_reminded_today,
    is_somebody_elses_turn,
    is_still_awaited,
    may_stand_in,
    somebody_can_be_reminded,
)

EASTERN = ZoneInfo("America/Toronto")
FRIDAY = date(2026, 11, 20)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=EASTERN)


def test_lateness_counts_from_the_target():
    assert [count_days_late(age, 2) for age in (0, 2, 3, 9)] == [0, 0, 1, 7]
    assert count_days_late(99, None) == 0


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(23), False),  # Monday: one business day, the target
        (at(24, 7), False),  # Tuesday, before mail is read
        (at(24), True),
        (at(28), False),  # Saturday
    ],
)
def test_the_clock_reminds_on_the_first_morning_past_the_target(now, expected):
    assert clock_reminds(FRIDAY, 1, None, now) is expected


def test_the_clock_reminds_again_after_three_business_days():
    assert not clock_reminds(FRIDAY, 1, date(2026, 11, 24), at(26))
    assert clock_reminds(FRIDAY, 1, date(2026, 11, 24), at(27))


def test_the_clock_hurries_nobody_where_the_program_sets_no_target():
    assert not clock_reminds(FRIDAY, None, None, at(30))


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (ReminderFacts(False, False, 0, FRIDAY), is_still_awaited),
        (ReminderFacts(True, True, 1, FRIDAY), is_somebody_elses_turn),
        (ReminderFacts(True, False, 0, FRIDAY), somebody_can_be_reminded),
        (ReminderFacts(True, False, 1, FRIDAY, FRIDAY), is_not_reminded_today),
        (
            ReminderFacts(True, False, 1, date(2026, 11, 21), FRIDAY),
            is_not_reminded_today,
        ),  # the Saturday after
        (StandInFacts(False, False), is_still_awaited),
        (StandInFacts(True, False), may_stand_in),
    ],
)
def test_what_is_refused_says_why_in_both_languages(facts, rule):
    (reason,) = rule(facts)
    assert reason.en and reason.fr and reason.en != reason.fr


def test_a_reminder_is_possible_again_on_the_next_business_day():
    facts = ReminderFacts(True, False, 1, date(2026, 11, 23), FRIDAY)
    for rule in (is_still_awaited, is_somebody_elses_turn, somebody_can_be_reminded, is_not_reminded_today):
        assert rule(facts) == []
    assert is_still_awaited(StandInFacts(True, True)) == may_stand_in(StandInFacts(True, True)) == []


def test_a_client_sleeps_after_twenty_days_of_silence():
    now = at(23)
    assert client_sleeps(now - SLEEPS_AFTER, now)
    assert not client_sleeps(now - SLEEPS_AFTER + timedelta(minutes=1), now)
