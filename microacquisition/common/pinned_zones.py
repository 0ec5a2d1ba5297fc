"""Pins the time zones to the `tzdata` package, so that no machine and no variable decides what an hour is."""

import zoneinfo
from datetime import datetime
from zoneinfo import ZoneInfo

# The embedded database and a machine's zone files can disagree about the future: only the package counts.
zoneinfo.reset_tzpath(to=[])
ZoneInfo.clear_cache()


class ZonesNotPinned(RuntimeError):
    """Time zones would be read from the machine instead of the pinned package."""


def check_pinned() -> None:
    """Raise ZonesNotPinned unless zones come from the `tzdata` package alone; called at start-up."""
    if zoneinfo.TZPATH:
        raise ZonesNotPinned(f"Time zones are looked for in {zoneinfo.TZPATH}.")
    try:
        ZoneInfo.no_cache("America/Toronto")
    except zoneinfo.ZoneInfoNotFoundError as error:
        raise ZonesNotPinned("The tzdata package is missing.") from error


def local_time(instant: datetime, zone: str) -> datetime:
    """Return the aware local time of an aware instant in `zone`; ValueError for an instant without zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs its zone.")
    return instant.astimezone(ZoneInfo(zone))
