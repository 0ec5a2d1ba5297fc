"""Local times: converted once, with our own zone files, and asked about where they are not one instant."""

import zoneinfo
from datetime import UTC, date, datetime, time

import pytest

from microacquisition.common import zones
from microacquisition.common.zones import AmbiguousTime, NonexistentTime, resolve_leniently, resolve_local

TORONTO = "America/Toronto"


def test_ordinary_local_times_become_one_instant():
    assert resolve_local(date(2026, 11, 30), time(14), TORONTO) == datetime(2026, 11, 30, 19, tzinfo=UTC)
    assert resolve_local(date(2026, 7, 2), time(16), "America/Vancouver") == datetime(
        2026, 7, 2, 23, tzinfo=UTC
    )


def test_time_that_the_clocks_skip_is_asked_about():
    with pytest.raises(NonexistentTime) as refused:
        resolve_local(date(2027, 3, 14), time(2, 30), TORONTO)
    assert "March 14, 2027" in refused.value.words.en
    assert "14\u00a0mars\u00a02027" in refused.value.words.fr


def test_time_that_comes_twice_offers_both_instants():
    with pytest.raises(AmbiguousTime) as refused:
        resolve_local(date(2026, 11, 1), time(1, 30), TORONTO)
    assert refused.value.earlier == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert refused.value.later == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert "05:30\u00a0UTC" in refused.value.words.en
    assert "1er\u00a0novembre\u00a02026" in refused.value.words.fr
    assert "6\u00a0h\u00a030\u00a0UTC" in refused.value.words.fr


def test_end_of_a_window_is_never_shortened_by_the_clocks():
    assert resolve_leniently(date(2027, 3, 14), time(2, 30), TORONTO) == datetime(
        2027, 3, 14, 7, 30, tzinfo=UTC
    )
    assert resolve_leniently(date(2026, 11, 1), time(1, 30), TORONTO) == datetime(
        2026, 11, 1, 6, 30, tzinfo=UTC
    )
    assert resolve_leniently(date(2026, 11, 30), time(14), TORONTO) == datetime(2026, 11, 30, 19, tzinfo=UTC)


def test_zones_come_from_the_package_and_a_machine_path_is_noticed():
    zones.check_pinned()
    zoneinfo.reset_tzpath(to=["/usr/share/zoneinfo"])
    try:
        with pytest.raises(zones.ZonesNotPinned):
            zones.check_pinned()
    finally:
        zoneinfo.reset_tzpath(to=[])


def test_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        zones.local_time(datetime(2026, 1, 1), TORONTO)
