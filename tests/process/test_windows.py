"""Windows: the same local time later, whatever the clocks and the holidays do."""

from datetime import UTC, datetime, time

from microacquisition.process.windows import BusinessDays, Days, Minutes

TORONTO = "America/Toronto"
FRIDAY = datetime(2026, 11, 20, 19, 15, tzinfo=UTC)


def test_business_days_end_at_the_same_local_time():
    assert BusinessDays(2).after(FRIDAY, TORONTO) == datetime(2026, 11, 24, 19, 15, tzinfo=UTC)
    assert BusinessDays(2).before(FRIDAY, TORONTO) == datetime(2026, 11, 18, 19, 15, tzinfo=UTC)


def test_business_days_across_a_change_of_clocks_keep_the_local_time():
    friday_evening = datetime(2026, 10, 30, 20, 0, tzinfo=UTC)  # 4 pm daylight time
    assert BusinessDays(1).after(friday_evening, TORONTO) == datetime(2026, 11, 2, 21, 0, tzinfo=UTC)


def test_closing_time_replaces_the_time_of_day():
    window = BusinessDays(3, closing_time=time(16))
    assert window.after(FRIDAY, TORONTO) == datetime(2026, 11, 25, 21, 0, tzinfo=UTC)
    assert Days(3, closing_time=time(16)).after(FRIDAY, TORONTO) == datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


def test_the_local_day_counts_not_the_day_in_utc():
    late_evening = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # still Friday, 10 pm, in Toronto
    assert BusinessDays(1).after(late_evening, TORONTO) == datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_days_and_minutes():
    assert Days(14).after(FRIDAY, TORONTO) == datetime(2026, 12, 4, 19, 15, tzinfo=UTC)
    assert Days(14).before(FRIDAY, TORONTO) == datetime(2026, 11, 6, 19, 15, tzinfo=UTC)
    assert Minutes(5).after(FRIDAY, TORONTO) == datetime(2026, 11, 20, 19, 20, tzinfo=UTC)
    assert Minutes(5).before(FRIDAY, TORONTO) == datetime(2026, 11, 20, 19, 10, tzinfo=UTC)


def test_labels_are_singular_and_plural_in_each_language():
    assert BusinessDays(1).label().en == "1 business day"
    assert BusinessDays(2).label().fr == "2\u00a0jours ouvrables"
    assert Days(1).label().fr == "1\u00a0jour"
    assert Days(0).label().fr == "0\u00a0jour"
    assert Days(0).label().en == "0 days"
    assert Minutes(3).label().en == "3 minutes"
