"""Where chance comes from: drand rounds, lotteries, dice, and how their values are spelt (spec/draw.md).

A beacon is an object of the commitment: {"kind": "drand-quicknet", "round": r}, or {"kind": "lotto-6-49"
(or "dice-d6"), "date": "2026-11-21"}, or {"kind": "practice", "date": "2026-11-21T19:00:00Z"}.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.process.calendar import next_business_day

Beacon = Mapping[str, object]

DRAND_GENESIS = 1692803367
DRAND_PERIOD = 3
DRAND_FALLBACK_ROUNDS = 28_800
BEACON_ZONE = "America/Toronto"
DEFAULT_TIME = time(12)
LEAST_NOTICE = timedelta(hours=1)
PATIENCE = timedelta(hours=24)
LOTTO_WEEKDAYS = (2, 5)  # Lotto 6/49 is drawn on Wednesdays and Saturdays.

KINDS_OF_MODE = {
    "public": ("drand-quicknet",),
    "witnessed": ("lotto-6-49", "dice-d6"),
    "practice": ("practice",),
}

_FORMS = {
    "drand-quicknet": re.compile(r"drand-quicknet:([1-9][0-9]{0,15}):([0-9a-f]{64})"),
    "lotto-6-49": re.compile(r"lotto-6-49:([0-9]{4}-[0-9]{2}-[0-9]{2}):((?:[1-9][0-9]?\.){6})"),
    "dice-d6": re.compile(r"dice-d6:([0-9]{4}-[0-9]{2}-[0-9]{2}):([1-6]{20})"),
    "practice": re.compile(
        r"practice:([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z):([0-9a-f]{64})"
    ),
}

MALFORMED = {
    "drand-quicknet": Words(
        en="Copy the 64 characters of the round’s randomness: digits and letters from a to f.",
        fr="Copiez les 64 caractères de la valeur aléatoire du tour : des chiffres et des lettres de a à f.",
    ),
    "lotto-6-49": Words(
        en="Enter six different numbers from 1 to 49.", fr="Entrez six numéros différents de 1 à 49."
    ),
    "dice-d6": Words(
        en="Enter the 20 throws in order, each from 1 to 6.",
        fr="Entrez les 20 lancers dans l’ordre, chacun de 1 à 6.",
    ),
    "practice": Words(
        en="A practice value is 64 digits and letters from a to f.",
        fr="Une valeur d’exercice compte 64 chiffres et lettres de a à f.",
    ),
}
OTHER_BEACON = Words(
    en="This value does not belong to the source and moment that were published before.",
    fr="Cette valeur ne correspond pas à la source et au moment publiés à l’avance.",
)


class WrongValue(ValueError):
    """The value is misspelt or of another beacon; `words` says so in both languages."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def round_time(round_number: int) -> datetime:
    """Return the instant (UTC) of a drand quicknet round: 1692803367 + 3 · (r − 1) Unix seconds."""
    return datetime.fromtimestamp(DRAND_GENESIS + DRAND_PERIOD * (round_number - 1), UTC)


def first_round_at_or_after(instant: datetime) -> int:
    """Return the first quicknet round whose time is not before the instant (aware)."""
    since_first = local_time(instant, "UTC") - round_time(1)
    whole_periods_up = -(-since_first // timedelta(seconds=DRAND_PERIOD))
    return max(1, 1 + whole_periods_up)


def default_beacon_instant(frozen_at: datetime) -> datetime:
    """Return the next business day, 12:00 Eastern (UTC): at least an hour after the freeze, always."""
    day = next_business_day(local_time(frozen_at, BEACON_ZONE).date())
    return resolve_leniently(day, DEFAULT_TIME, BEACON_ZONE)


def default_dated_beacon(kind: str, frozen_at: datetime) -> dict[str, object]:
    """Return the beacon of the first day, from the next business day on, that gives an hour's notice and a result."""
    day = next_business_day(local_time(frozen_at, BEACON_ZONE).date())
    while not is_drawn_on(kind, day) or beacon_time({"kind": kind, "date": day}) - frozen_at < LEAST_NOTICE:
        day += timedelta(days=1)
    return dated_beacon(kind, day)


def is_drawn_on(kind: str, day: date) -> bool:
    """True where the source gives a result that day: a lottery on its days, dice on any."""
    return kind != "lotto-6-49" or day.weekday() in LOTTO_WEEKDAYS


def drand_beacon(instant: datetime) -> dict[str, object]:
    """Return the beacon of the first quicknet round at or after the instant."""
    return {"kind": "drand-quicknet", "round": first_round_at_or_after(instant)}


def dated_beacon(kind: str, day: date) -> dict[str, object]:
    """Return the beacon of a witnessed draw: a lottery on a day it is drawn, or dice on any day."""
    if kind not in KINDS_OF_MODE["witnessed"]:
        raise ValueError(f"{kind!r} is not a witnessed beacon.")
    if not is_drawn_on(kind, day):
        raise ValueError("Lotto 6/49 is drawn on Wednesdays and Saturdays.")
    return {"kind": kind, "date": day.isoformat()}


def practice_beacon(instant: datetime) -> dict[str, object]:
    """Return the beacon of a practice draw at the instant, which proves nothing."""
    return {"kind": "practice", "date": local_time(instant, "UTC").strftime("%Y-%m-%dT%H:%M:%SZ")}


def beacon_time(beacon: Beacon) -> datetime:
    """Return the first instant (UTC) at which the value could be known; a commitment must be earlier.

    For a lottery or dice that is the beginning of the day in Eastern time.
    """
    kind = beacon["kind"]
    if kind == "drand-quicknet":
        return round_time(_round_of(beacon))
    if kind == "practice":
        return datetime.strptime(str(beacon["date"]), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return resolve_leniently(date.fromisoformat(str(beacon["date"])), time(0), BEACON_ZONE)


def fallback_time(beacon: Beacon) -> datetime:
    """Return the instant (UTC) from which the fallback holds: the value could not be had for 24 hours."""
    if beacon["kind"] in KINDS_OF_MODE["witnessed"]:
        following = date.fromisoformat(str(beacon["date"])) + timedelta(days=1)
        return resolve_leniently(following, time(0), BEACON_ZONE) + PATIENCE
    return beacon_time(beacon) + PATIENCE


def fallback_beacon(beacon: Beacon) -> dict[str, object] | None:
    """Return the one beacon that takes over, fixed by rule: no human choice.

    28,800 rounds (a day) later; the next Lotto 6/49 date; for dice the next business day; none in practice.
    """
    kind = beacon["kind"]
    if kind == "drand-quicknet":
        return {"kind": kind, "round": _round_of(beacon) + DRAND_FALLBACK_ROUNDS}
    if kind == "practice":
        return None
    day = date.fromisoformat(str(beacon["date"]))
    if kind == "dice-d6":
        return dated_beacon("dice-d6", next_business_day(day))
    following = next(
        each for n in range(1, 8) if (each := day + timedelta(days=n)).weekday() in LOTTO_WEEKDAYS
    )
    return dated_beacon("lotto-6-49", following)


def beacon_in_force(beacon: Beacon, now: datetime) -> Beacon:
    """Return the beacon whose value counts at `now`: the published one for 24 hours, then its fallback."""
    fallback = fallback_beacon(beacon)
    return fallback if fallback is not None and now >= fallback_time(beacon) else beacon


def drand_value(round_number: int, randomness: str) -> str:
    """Return V of a quicknet round; WrongValue unless `randomness` is 64 hex digits."""
    return _checked("drand-quicknet", f"drand-quicknet:{round_number}:{randomness.strip().lower()}")


def lotto_value(day: date, numbers: Sequence[int]) -> str:
    """Return V of a Lotto 6/49 draw, the six numbers in ascending order whatever order they came in."""
    row = "".join(f"{number}." for number in sorted(numbers))
    return _checked("lotto-6-49", f"lotto-6-49:{day.isoformat()}:{row}")


def dice_value(day: date, throws: str) -> str:
    """Return V of twenty throws of a die, in the order they were thrown; spaces between them are ignored."""
    return _checked("dice-d6", f"dice-d6:{day.isoformat()}:{''.join(throws.split())}")


def practice_value(beacon: Beacon, randomness: str) -> str:
    """Return V of a practice draw from 64 hex digits that the server made."""
    return _checked("practice", f"practice:{beacon['date']}:{randomness}")


def read_typed_value(beacon: Beacon, typed: str) -> str:
    """Return V from what an officer typed: the bare numbers, throws or digits, or all of V.

    A drand round is read by its signature (`pulses.read_pulse`), never from its randomness alone.
    """
    text, kind = typed.strip(), str(beacon["kind"])
    if text.startswith(f"{kind}:"):
        value = text
    elif kind == "lotto-6-49":
        value = lotto_value(_day_of(beacon), [int(each) for each in re.findall(r"[0-9]{1,2}", text)])
    elif kind == "dice-d6":
        value = dice_value(_day_of(beacon), text)
    else:
        value = practice_value(beacon, text)
    if find_beacon_of(beacon, value) != beacon:
        raise WrongValue(OTHER_BEACON)
    return value


def find_beacon_of(beacon: Beacon, value: str) -> Beacon:
    """Return the beacon the value belongs to: the published one or its fallback.

    Raises WrongValue where it is misspelt, of another round or date, or of another kind.
    """
    _checked(str(beacon["kind"]), value)
    marker = value.rsplit(":", 1)[0].split(":", 1)[1]
    for each in (beacon, fallback_beacon(beacon)):
        if each is not None and str(each.get("round", each.get("date"))) == marker:
            return each
    raise WrongValue(OTHER_BEACON)


def _checked(kind: str, value: str) -> str:
    found = _FORMS[kind].fullmatch(value)
    if found is None:
        raise WrongValue(MALFORMED[kind])
    if kind == "lotto-6-49":
        numbers = [int(each) for each in found[2].split(".")[:-1]]
        if numbers != sorted(set(numbers)) or numbers[-1] > 49:
            raise WrongValue(MALFORMED[kind])
    return value


def _round_of(beacon: Beacon) -> int:
    number = beacon["round"]
    if not isinstance(number, int):
        raise TypeError("A round is a whole number.")
    return number


def _day_of(beacon: Beacon) -> date:
    return date.fromisoformat(str(beacon["date"]))
