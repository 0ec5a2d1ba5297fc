"""The dated calendar of federal working days, business-day arithmetic and fiscal years.

Source: the designated paid holidays of the core public administration (National Joint Council; Canada
Labour Code, s. 166, for the statutory ones), and their rule that a holiday on a day of rest moves to the next
working day. Easter Monday and the first Monday of August are among them; 30 September is since 2021.
Checked for 2021 to 2035 (CHECKED_YEARS); later years follow the same rules until somebody changes them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from microacquisition.common.words import Words

CHECKED_YEARS = range(2021, 2036)

MONDAY, SATURDAY = 0, 5
ONE_DAY = timedelta(days=1)
FISCAL_YEAR_START = (4, 1)
RECONCILIATION_SINCE = 2021


@dataclass(frozen=True)
class Holiday:
    """A holiday: the day it falls on and the working day on which offices are closed for it."""

    name: Words
    falls_on: date
    observed_on: date


@lru_cache(maxsize=64)
def holidays_in(year: int) -> tuple[Holiday, ...]:
    """Return the federal holidays that fall in `year`, in order, with the day each is observed."""
    named = sorted(_holidays_by_rule(year), key=lambda pair: pair[0])
    taken = {day for day, _ in named if not _is_weekend(day)}
    found = []
    for day, name in named:
        observed = day
        while _is_weekend(observed) or (observed != day and observed in taken):
            observed += ONE_DAY
        taken.add(observed)
        found.append(Holiday(name, day, observed))
    return tuple(found)


def holiday_on(day: date) -> Holiday | None:
    """Return the holiday observed on `day`, if there is one."""
    return next((each for each in holidays_in(day.year) if each.observed_on == day), None)


def is_business_day(day: date) -> bool:
    """True from Monday to Friday, unless a federal holiday is observed that day."""
    return not _is_weekend(day) and holiday_on(day) is None


def next_business_day(day: date) -> date:
    """Return the first business day after `day`."""
    return add_business_days(day, 1)


def add_business_days(day: date, count: int) -> date:
    """Return the business day `count` business days after `day` (before it, if negative; itself, if 0)."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_business_day(day):
            day += step
    return day


def count_business_days(start: date, end: date) -> int:
    """Return how many business days lie after `start` up to and including `end`; negative backwards."""
    if end < start:
        return -count_business_days(end, start)
    return sum(is_business_day(start + n * ONE_DAY) for n in range(1, (end - start).days + 1))


def fiscal_year_of(day: date) -> str:
    """Return the federal fiscal year (1 April to 31 March), such as `2026-2027`."""
    end = fiscal_year_end(day).year
    return f"{end - 1}-{end}"


def fiscal_year_end(day: date) -> date:
    """Return 31 March of the fiscal year that `day` is in: past it, funds need a new signature."""
    year = day.year + 1 if (day.month, day.day) >= FISCAL_YEAR_START else day.year
    return date(year, 3, 31)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday (Gregorian; the Meeus/Jones/Butcher computation)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _holidays_by_rule(year: int) -> list[tuple[date, Words]]:
    easter = easter_sunday(year)
    found = [
        (date(year, 1, 1), Words(en="New Year’s Day", fr="jour de l’An")),
        (easter - 2 * ONE_DAY, Words(en="Good Friday", fr="Vendredi saint")),
        (easter + ONE_DAY, Words(en="Easter Monday", fr="lundi de Pâques")),
        (_monday_from(date(year, 5, 18)), Words(en="Victoria Day", fr="fête de la Reine")),
        (date(year, 7, 1), Words(en="Canada Day", fr="fête du Canada")),
        (_monday_from(date(year, 8, 1)), Words(en="Civic Holiday", fr="premier lundi d’août")),
        (_monday_from(date(year, 9, 1)), Words(en="Labour Day", fr="fête du Travail")),
        (_monday_from(date(year, 10, 8)), Words(en="Thanksgiving Day", fr="jour de l’Action de grâces")),
        (date(year, 11, 11), Words(en="Remembrance Day", fr="jour du Souvenir")),
        (date(year, 12, 25), Words(en="Christmas Day", fr="jour de Noël")),
        (date(year, 12, 26), Words(en="Boxing Day", fr="lendemain de Noël")),
    ]
    if year >= RECONCILIATION_SINCE:
        reconciliation = Words(
            en="National Day for Truth and Reconciliation",
            fr="Journée nationale de la vérité et de la réconciliation",
        )
        found.append((date(year, 9, 30), reconciliation))
    return found


def _monday_from(day: date) -> date:
    """Return the first Monday on or after `day` (Victoria Day is the last Monday before 25 May)."""
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
