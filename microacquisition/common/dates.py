"""Dates, times and numbers as pages, mails and documents write them: the one formatter of both languages."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from babel.dates import format_date as format_by_pattern
from babel.numbers import format_decimal

from microacquisition.common.pinned_zones import local_time
from microacquisition.common.words import Words

NO_BREAK = "\u00a0"

ZONE_NAMES = {
    "America/Toronto": Words(en="Eastern", fr="heure de l’Est"),
    "America/Vancouver": Words(en="Pacific", fr="heure du Pacifique"),
    "America/Edmonton": Words(en="Mountain", fr="heure des Rocheuses"),
    "America/Winnipeg": Words(en="Central", fr="heure du Centre"),
    "America/Halifax": Words(en="Atlantic", fr="heure de l’Atlantique"),
    "America/St_Johns": Words(en="Newfoundland", fr="heure de Terre-Neuve"),
    "UTC": Words(en="UTC", fr="UTC"),
}

_LOCALES = {"en": "en_CA", "fr": "fr_CA"}
_DAY = {"en": "MMMM d, y", "fr": "d\u00a0MMMM\u00a0y"}
_WEEKDAY = {"en": "EEEE, MMMM d, y", "fr": "EEEE d\u00a0MMMM\u00a0y"}


def zone_name(zone: str) -> Words:
    """Return the zone's everyday name, or its code where it has none here."""
    return ZONE_NAMES.get(zone, Words(en=zone, fr=zone))


def format_date(day: date, language: str, *, weekday: bool = False) -> str:
    """Return `November 30, 2026` / « 30 novembre 2026 », « 1er décembre 2026 » (French spaces do not break).

    `weekday=True` puts the day of the week before it.
    """
    _check_language(language)
    pattern = (_WEEKDAY if weekday else _DAY)[language]
    text = format_by_pattern(day, format=pattern, locale=_LOCALES[language])
    if language == "fr" and day.day == 1:
        text = text.replace("1\u00a0", "1er\u00a0", 1)
    return text


def format_time(at: time, language: str) -> str:
    """Return `2:00 pm` / « 14 h », `9:05 am` / « 9 h 05 »."""
    _check_language(language)
    if language == "fr":
        minutes = f"{NO_BREAK}{at.minute:02d}" if at.minute else ""
        return f"{at.hour}{NO_BREAK}h{minutes}"
    return f"{at.hour % 12 or 12}:{at.minute:02d}{NO_BREAK}{'am' if at.hour < 12 else 'pm'}"


def format_instant(instant: datetime, zone: str, language: str, *, weekday: bool = False) -> str:
    """Return `November 30, 2026, 2:00 pm Eastern` / « 30 novembre 2026, 14 h, heure de l’Est ».

    Spaces inside a time do not break. ValueError for an instant without zone or an unknown language.
    """
    local = local_time(instant, zone)
    day, at = format_date(local.date(), language, weekday=weekday), format_time(local.time(), language)
    name = zone_name(zone).in_language(language)
    return f"{day}, {at}, {name}" if language == "fr" else f"{day}, {at} {name}"


def format_utc(instant: datetime, language: str) -> str:
    """Return the time of day in UTC: `19:00 UTC` / « 19 h UTC »."""
    at = local_time(instant, "UTC").time()
    if language == "fr":
        return f"{format_time(at, 'fr')}{NO_BREAK}UTC"
    _check_language(language)
    return f"{at:%H:%M}{NO_BREAK}UTC"


def format_utc_beside(instant: datetime, zone: str, language: str) -> str:
    """Return the UTC that stands beside a local instant, with its date where that differs."""
    universal = instant.astimezone(UTC).date()
    at = format_utc(instant, language)
    same_day = universal == local_time(instant, zone).date()
    return at if same_day else f"{format_date(universal, language)}, {at}"


def format_instant_and_utc(instant: datetime, zone: str, language: str) -> str:
    """Return the closing wording: local zone and UTC, the date of UTC added where it differs."""
    return f"{format_instant(instant, zone, language)} ({format_utc_beside(instant, zone, language)})"


def format_clock(instant: datetime, zone: str, language: str) -> str:
    """Return the time of day to the second: `1:23:45 pm` / « 13 h 23 min 45 s »; in UTC on 24 hours."""
    at = local_time(instant, zone).time()
    if language == "fr":
        return NO_BREAK.join((f"{at.hour}", "h", f"{at.minute:02}", "min", f"{at.second:02}", "s"))
    _check_language(language)
    if zone == "UTC":
        return f"{at:%H:%M:%S}"
    return f"{at.hour % 12 or 12}:{at:%M:%S}{NO_BREAK}{'am' if at.hour < 12 else 'pm'}"


def write_machine_instant(instant: datetime) -> str:
    """Return the instant for a `datetime` attribute or an address: `2026-11-30T19:00:00Z`."""
    return local_time(instant, "UTC").strftime("%Y-%m-%dT%H:%M:%SZ")


def format_number(number: int | Decimal, language: str) -> str:
    """Return `1,234.5` / « 1 234,5 » with no-break spaces."""
    _check_language(language)
    return format_decimal(number, locale=_LOCALES[language]).replace("\u202f", NO_BREAK)


def format_percent(rate: Decimal, language: str) -> str:
    """Return a rate of 0.14975 as `14.975%` / « 14,975 % »."""
    _check_language(language)
    percent = format_decimal(rate * 100, format="#,##0.####", locale=_LOCALES[language])
    percent = percent.replace("\u202f", NO_BREAK)
    return f"{percent}{NO_BREAK}%" if language == "fr" else f"{percent}%"


def date_words(day: date) -> Words:
    """Return the date as Words, to be filled into a sentence."""
    return Words(en=format_date(day, "en"), fr=format_date(day, "fr"))


def instant_words(instant: datetime, zone: str) -> Words:
    """Return the instant as Words, to be filled into a sentence."""
    return Words(en=format_instant(instant, zone, "en"), fr=format_instant(instant, zone, "fr"))


def _check_language(language: str) -> None:
    if language not in _LOCALES:
        raise ValueError(f"No formats for language {language!r}.")
