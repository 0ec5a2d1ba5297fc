"""Beacons: rounds and times, spellings of values, and the fallback that nobody chooses."""

from datetime import UTC, date, datetime, timedelta

import pytest

from microacquisition.process.selection import beacon

DRAND = {"kind": "drand-quicknet", "round": 34216612}
LOTTO = {"kind": "lotto-6-49", "date": "2026-11-21"}
DICE = {"kind": "dice-d6", "date": "2026-11-20"}
PRACTICE = {"kind": "practice", "date": "2026-11-20T19:00:20Z"}
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_rounds_and_times_of_quicknet():
    assert beacon.round_time(34216612) == NOON
    assert beacon.first_round_at_or_after(NOON) == 34216612
    assert beacon.first_round_at_or_after(NOON + timedelta(microseconds=1)) == 34216613
    assert beacon.first_round_at_or_after(NOON - timedelta(seconds=2)) == 34216612
    assert beacon.first_round_at_or_after(datetime(2020, 1, 1, tzinfo=UTC)) == 1


def test_default_is_noon_of_the_next_business_day():
    assert beacon.default_beacon_instant(datetime(2026, 11, 20, 19, tzinfo=UTC)) == NOON
    assert beacon.default_beacon_instant(datetime(2026, 12, 24, 20, tzinfo=UTC)) == datetime(
        2026, 12, 29, 17, tzinfo=UTC
    )
    assert beacon.drand_beacon(NOON) == DRAND


def test_time_before_which_nobody_can_know_the_value():
    assert beacon.beacon_time(DRAND) == NOON
    assert beacon.beacon_time(LOTTO) == datetime(2026, 11, 21, 5, tzinfo=UTC)
    assert beacon.beacon_time(PRACTICE) == datetime(2026, 11, 20, 19, 0, 20, tzinfo=UTC)


def test_fallback_follows_from_the_rule_alone():
    assert beacon.fallback_beacon(DRAND) == {"kind": "drand-quicknet", "round": 34216612 + 28_800}
    assert beacon.fallback_beacon(LOTTO) == {"kind": "lotto-6-49", "date": "2026-11-25"}
    assert beacon.fallback_beacon(DICE) == {"kind": "dice-d6", "date": "2026-11-23"}
    assert beacon.fallback_beacon(PRACTICE) is None
    assert beacon.fallback_time(DRAND) == NOON + timedelta(hours=24)
    assert beacon.fallback_time(LOTTO) == datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_values_are_spelt_as_published():
    assert beacon.drand_value(34216612, "B" * 64) == f"drand-quicknet:34216612:{'b' * 64}"
    assert beacon.lotto_value(date(2026, 11, 21), [48, 3, 11, 19, 33, 27]) == (
        "lotto-6-49:2026-11-21:3.11.19.27.33.48."
    )
    assert beacon.dice_value(date(2026, 11, 20), "12345 61234 56123 45612") == (
        "dice-d6:2026-11-20:12345612345612345612"
    )
    assert beacon.practice_value(PRACTICE, "a" * 64) == f"practice:2026-11-20T19:00:20Z:{'a' * 64}"


def test_what_an_officer_types_is_read():
    assert (
        beacon.read_typed_value(LOTTO, "3, 11, 19, 27, 33 et 48") == "lotto-6-49:2026-11-21:3.11.19.27.33.48."
    )
    assert beacon.read_typed_value(DICE, "1" * 20) == f"dice-d6:2026-11-20:{'1' * 20}"
    whole = f"dice-d6:2026-11-20:{'2' * 20}"
    assert beacon.read_typed_value(DICE, whole) == whole


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        (LOTTO, "3 11 19 27 33"),
        (LOTTO, "3 3 11 19 27 33"),
        (LOTTO, "3 11 19 27 33 50"),
        (LOTTO, "0 3 11 19 27 33"),
        (LOTTO, "lotto-6-49:2026-11-21:11.3.19.27.33.48."),
        (DICE, "1" * 19),
        (DICE, "7" * 20),
        (PRACTICE, "x"),
        (LOTTO, "9" * 100_000),
        (DICE, "١" * 20),
    ],
)
def test_what_is_not_this_beacons_value_is_refused(source, typed):
    with pytest.raises(beacon.WrongValue) as refused:
        beacon.read_typed_value(source, typed)
    assert refused.value.words.fr


def test_lottery_on_a_day_without_a_draw_is_refused():
    with pytest.raises(ValueError, match="Wednesdays"):
        beacon.dated_beacon("lotto-6-49", date(2026, 11, 24))
    with pytest.raises(ValueError, match="witnessed"):
        beacon.dated_beacon("drand-quicknet", date(2026, 11, 24))
    assert beacon.dated_beacon("lotto-6-49", date(2026, 11, 21)) == LOTTO
