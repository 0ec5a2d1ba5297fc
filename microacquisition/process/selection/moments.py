"""When a draw's value is had, as people are told: an instant, or a day and how the value is had on it."""

from datetime import date

from microacquisition.common.dates import date_words, format_instant_and_utc, instant_words
from microacquisition.common.words import Words
from microacquisition.process.selection.beacon import Beacon, beacon_time

# A lottery or dice have a day and no instant; the database keeps the day's first instant for its own comparisons.
HAD_ON_A_DAY = {
    "lotto-6-49": Words(
        en="{day}, by the Lotto 6/49 of that day", fr="{day}, selon le Lotto 6/49 de ce jour"
    ),
    "dice-d6": Words(
        en="{day}, by dice thrown before two witnesses", fr="{day}, aux dés lancés devant deux témoins"
    ),
}


def moment_words(beacon: Beacon, zone: str, *, utc: bool = False) -> Words:
    """Return when the value of the beacon is had, to be filled into a sentence; `utc` adds the time in UTC."""
    said = HAD_ON_A_DAY.get(str(beacon["kind"]))
    if said is not None:
        return said.filled(day=date_words(date.fromisoformat(str(beacon["date"]))))
    at = beacon_time(beacon)
    if not utc:
        return instant_words(at, zone)
    return Words(en=format_instant_and_utc(at, zone, "en"), fr=format_instant_and_utc(at, zone, "fr"))
