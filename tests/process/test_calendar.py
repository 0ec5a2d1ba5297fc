"""The calendar: which days count, how they are counted, and when the fiscal year ends."""

from datetime import date, timedelta

import holidays
import pytest

from microacquisition.process.calendar import (
    CHECKED_YEARS,
    add_business_days,
    count_business_days,
    easter_sunday,
    fiscal_year_end,
    fiscal_year_of,
    holiday_on,
    holidays_in,
    is_business_day,
    next_business_day,
)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 18),
        date(2026, 7, 1),
        date(2026, 8, 3),
        date(2026, 9, 7),
        date(2026, 9, 30),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 12, 25),
        date(2026, 1, 1),
    ],
)
def test_federal_holidays_of_2026_are_not_business_days(day):
    assert not is_business_day(day)
    assert holiday_on(day).name.fr


def test_ordinary_days_and_weekends():
    assert is_business_day(date(2026, 11, 23))
    assert not is_business_day(date(2026, 11, 21))
    assert holiday_on(date(2026, 11, 21)) is None


@pytest.mark.parametrize(
    ("closed", "working"),
    [
        ([date(2026, 12, 25), date(2026, 12, 28)], date(2026, 12, 29)),  # Boxing Day on a Saturday
        ([date(2027, 12, 27), date(2027, 12, 28)], date(2027, 12, 29)),  # Christmas on a Saturday
        ([date(2022, 12, 26), date(2022, 12, 27)], date(2022, 12, 28)),  # Christmas on a Sunday
        ([date(2023, 1, 2)], date(2023, 1, 3)),
        ([date(2028, 11, 13)], date(2028, 11, 14)),
        ([date(2023, 10, 2)], date(2023, 9, 29)),
    ],
)
def test_holidays_on_a_weekend_are_observed_on_the_next_working_day(closed, working):
    assert not any(is_business_day(day) for day in closed)
    assert is_business_day(working)


def test_day_for_truth_and_reconciliation_began_in_2021():
    assert not is_business_day(date(2021, 9, 30))
    assert is_business_day(date(2020, 9, 30))


@pytest.mark.parametrize("year", CHECKED_YEARS)
def test_an_independent_list_of_government_holidays_agrees(year):
    theirs = holidays.Canada(years=year, categories=("government", "public"), observed=True)
    ours = {each.observed_on for each in holidays_in(year)}
    assert not {day for day, name in theirs.items() if day.weekday() < 5 and _is_federal(name)} - ours
    assert {easter_sunday(year) + timedelta(days=1)} <= ours
    assert len(ours) == 12


def _is_federal(name):
    # The package adds a one-time holiday of 2022 that most of the country worked on.
    return "Queen Elizabeth" not in name


def test_adding_business_days_passes_weekends_and_holidays():
    assert add_business_days(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert add_business_days(date(2026, 11, 20), 5) == date(2026, 11, 27)
    assert add_business_days(date(2026, 11, 30), -2) == date(2026, 11, 26)
    assert add_business_days(date(2026, 11, 21), 0) == date(2026, 11, 21)
    assert next_business_day(date(2026, 11, 21)) == date(2026, 11, 23)


def test_counting_is_the_inverse_of_adding():
    start = date(2026, 12, 18)
    for count in range(1, 30):
        assert count_business_days(start, add_business_days(start, count)) == count
    assert count_business_days(start, start) == 0
    assert count_business_days(date(2026, 11, 27), date(2026, 11, 20)) == -5


def test_fiscal_years_turn_on_the_first_of_april():
    assert fiscal_year_of(date(2026, 11, 21)) == "2026-2027"
    assert fiscal_year_of(date(2027, 3, 31)) == "2026-2027"
    assert fiscal_year_of(date(2027, 4, 1)) == "2027-2028"
    assert fiscal_year_end(date(2026, 11, 21)) == date(2027, 3, 31)
    assert fiscal_year_end(date(2027, 3, 31)) == date(2027, 3, 31)
