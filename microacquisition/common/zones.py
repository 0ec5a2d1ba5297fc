"""Local time to UTC, once, with the time zones this release pins: never the machine's, never SQL's."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from microacquisition.common.dates import date_words, format_utc
from microacquisition.common.pinned_zones import ZonesNotPinned, check_pinned, local_time
from microacquisition.common.words import Words

__all__ = [
    "AmbiguousTime",
    "NonexistentTime",
    "ZonesNotPinned",
    "check_pinned",
    "local_time",
    "resolve_leniently",
    "resolve_local",
]

NONEXISTENT = Words(
    en="This time does not exist on {date}: the clocks move forward. Choose another time.",
    fr="Cette heure n’existe pas le {date}\u00a0: on avance l’heure. Choisissez une autre heure.",
)
AMBIGUOUS = Words(
    en="This time comes twice on {date}: the clocks move back. "
    "Choose the first ({earlier}) or the second ({later}).",
    fr="Cette heure revient deux fois le {date}\u00a0: on recule l’heure. "
    "Choisissez la première ({earlier}) ou la seconde ({later}).",
)


class NonexistentTime(ValueError):
    """The local time is skipped when the clocks move forward; `words` says so."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class AmbiguousTime(ValueError):
    """The local time comes twice; `earlier` and `later` are the two instants (UTC) to choose from."""

    def __init__(self, words: Words, earlier: datetime, later: datetime) -> None:
        super().__init__(words.en)
        self.words = words
        self.earlier = earlier
        self.later = later


def resolve_local(day: date, at: time, zone: str) -> datetime:
    """Return the instant (aware, UTC) of a local date and time in `zone`, such as America/Toronto.

    Raises NonexistentTime, or AmbiguousTime with both instants so that a form can ask which one is meant.
    """
    first, second = _both_readings(day, at, zone)
    if first == second:
        return first
    if first > second:
        raise NonexistentTime(NONEXISTENT.filled(date=date_words(day)))
    words = AMBIGUOUS.filled(date=date_words(day), earlier=_utc_words(first), later=_utc_words(second))
    raise AmbiguousTime(words, first, second)


def resolve_leniently(day: date, at: time, zone: str) -> datetime:
    """Return the instant (UTC) of a local time that nobody chose by hand, such as the end of a window.

    A skipped time counts as if the clocks had not moved yet (02:30 becomes 03:30), a double time as its later
    instant, so that a window is never shortened.
    """
    return max(_both_readings(day, at, zone))


def _both_readings(day: date, at: time, zone: str) -> tuple[datetime, datetime]:
    """Return the instants by the clock before and after a change; the same one on other days."""
    local = datetime.combine(day, at.replace(tzinfo=None, fold=0), ZoneInfo(zone))
    return local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)


def _utc_words(instant: datetime) -> Words:
    return Words(en=format_utc(instant, "en"), fr=format_utc(instant, "fr"))
