"""Dates, times and numbers as the pages of both languages write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from microacquisition.common import dates

CLOSING = datetime(2026, 11, 30, 19, tzinfo=UTC)


def plain(text):
    return text.replace("\u00a0", " ")


def test_instant_in_each_language():
    assert plain(dates.format_instant(CLOSING, "America/Toronto", "en")) == (
        "November 30, 2026, 2:00 pm Eastern"
    )
    assert plain(dates.format_instant(CLOSING, "America/Toronto", "fr")) == (
        "30 novembre 2026, 14 h, heure de l’Est"
    )
    # The pinned zone files keep British Columbia on UTC-7 from November 2026: noon, not 11:00.
    assert plain(dates.format_instant(CLOSING, "America/Vancouver", "fr")) == (
        "30 novembre 2026, 12 h, heure du Pacifique"
    )
    assert plain(dates.format_instant(CLOSING, "America/Toronto", "en", weekday=True)).startswith("Monday, ")


def test_no_space_inside_a_french_date_or_a_time_breaks():
    assert dates.format_instant(CLOSING, "America/Toronto", "fr") == (
        "30\u00a0novembre\u00a02026, 14\u00a0h, heure de l’Est"
    )
    assert "2:00\u00a0pm" in dates.format_instant(CLOSING, "America/Toronto", "en")


@pytest.mark.parametrize(
    ("at", "english", "french"),
    [
        (time(9, 5), "9:05 am", "9 h 05"),
        (time(0), "12:00 am", "0 h"),
        (time(12), "12:00 pm", "12 h"),
        (time(16, 30), "4:30 pm", "16 h 30"),
        (time(23, 59, 59), "11:59 pm", "23 h 59"),
    ],
)
def test_times_of_day(at, english, french):
    assert plain(dates.format_time(at, "en")) == english
    assert plain(dates.format_time(at, "fr")) == french


def test_first_of_the_month_is_an_ordinal_in_french():
    assert plain(dates.format_date(date(2026, 12, 1), "fr")) == "1er décembre 2026"
    assert plain(dates.format_date(date(2026, 12, 1), "fr", weekday=True)) == "mardi 1er décembre 2026"
    assert plain(dates.format_date(date(2026, 12, 21), "fr")) == "21 décembre 2026"
    assert plain(dates.format_date(date(2026, 12, 11), "fr")) == "11 décembre 2026"
    assert dates.format_date(date(2026, 12, 1), "en") == "December 1, 2026"


def test_universal_time():
    assert plain(dates.format_utc(CLOSING, "en")) == "19:00 UTC"
    assert plain(dates.format_utc(CLOSING, "fr")) == "19 h UTC"
    late = datetime(2026, 12, 1, 3, 30, tzinfo=UTC)
    assert plain(dates.format_instant_and_utc(late, "America/Toronto", "en")) == (
        "November 30, 2026, 10:30 pm Eastern (December 1, 2026, 03:30 UTC)"
    )
    assert plain(dates.format_instant_and_utc(CLOSING, "America/Toronto", "fr")) == (
        "30 novembre 2026, 14 h, heure de l’Est (19 h UTC)"
    )
    assert dates.write_machine_instant(CLOSING) == "2026-11-30T19:00:00Z"


def test_numbers_and_percentages():
    assert dates.format_number(1234567, "en") == "1,234,567"
    assert dates.format_number(1234567, "fr") == "1\u00a0234\u00a0567"
    assert dates.format_number(Decimal("37.5"), "fr") == "37,5"
    assert dates.format_percent(Decimal("0.13"), "en") == "13%"
    assert dates.format_percent(Decimal("0.13"), "fr") == "13\u00a0%"
    assert dates.format_percent(Decimal("0.09975"), "fr") == "9,975\u00a0%"


def test_words_carry_both_languages():
    assert dates.date_words(date(2026, 12, 1)).en == "December 1, 2026"
    assert "heure de l’Est" in dates.instant_words(CLOSING, "America/Toronto").fr
    assert dates.zone_name("Europe/Paris").en == "Europe/Paris"


def test_unknown_language_is_refused():
    for write in (dates.format_date, dates.format_number):
        with pytest.raises(ValueError, match="language"):
            write(date(2026, 1, 1) if write is dates.format_date else 1, "de")


def test_the_date_of_utc_stands_beside_where_it_is_another_day():
    late = datetime(2026, 12, 1, 1, tzinfo=UTC)
    assert plain(dates.format_utc_beside(late, "America/Toronto", "en")) == "December 1, 2026, 01:00 UTC"
    assert plain(dates.format_utc_beside(CLOSING, "America/Toronto", "fr")) == "19 h UTC"


@pytest.mark.parametrize(
    ("zone", "english", "french"),
    [("America/Toronto", "2:00:05 pm", "14 h 00 min 05 s"), ("UTC", "19:00:05", "19 h 00 min 05 s")],
)
def test_a_clock_tells_seconds(zone, english, french):
    at = CLOSING.replace(second=5)
    assert plain(dates.format_clock(at, zone, "en")) == english
    assert plain(dates.format_clock(at, zone, "fr")) == french
