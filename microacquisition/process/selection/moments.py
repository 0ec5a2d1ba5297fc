"""When a draw's value is had, as people are told: an instant, or a day and how the value is had on it."""

from datetime import date

from microacquisition.common.dates import date_words, format_instant_and_utc, instant_words
from microacquisition.common.words import Words
from microacquisition.process.selection.beacon import KINDS_OF_MODE, Beacon, beacon_time

# A lottery or dice have a day and no instant; the database keeps the day's first instant for its own comparisons.
HAD_ON_A_DAY = {
    "lotto-6-49": Words(
        en="{day}, by the Lotto 6/49 of that day", fr="{day}, selon le Lotto 6/49 de ce jour"
    ),
    "dice-d6": Words(
        en="{day}, by dice thrown before two witnesses", fr="{day}, aux dés lancés devant deux témoins"
    ),
}

# What is published at opening (spec/draw.md, P0): the method, the mode, the kind of beacon.
RULES_OF_KIND = {
    "drand-quicknet": Words(
        en="MAD-1, public: a round of drand quicknet, named before it exists",
        fr="MAD-1, publique\u00a0: un tour de drand quicknet, annoncé avant qu’il existe",
    ),
    "lotto-6-49": Words(
        en="MAD-1, before two witnesses: the Lotto 6/49 of a day named before, and a secret",
        fr="MAD-1, devant deux témoins\u00a0: le Lotto 6/49 d’un jour annoncé, et un secret",
    ),
    "dice-d6": Words(
        en="MAD-1, before two witnesses: dice on a day named before, and a secret",
        fr="MAD-1, devant deux témoins\u00a0: des dés, un jour annoncé, et un secret",
    ),
    "practice": Words(
        en="MAD-1, in practice: the server makes the value, which proves nothing",
        fr="MAD-1, en mode d’exercice\u00a0: le serveur produit la valeur, ce qui ne prouve rien",
    ),
}


def draw_rules(mode: str, witnessed_source: str) -> Words:
    """Return how a program draws; the source counts in witnessed mode alone."""
    return RULES_OF_KIND[witnessed_source if mode == "witnessed" else KINDS_OF_MODE[mode][0]]


def moment_words(beacon: Beacon, zone: str, *, utc: bool = False) -> Words:
    """Return when the value of the beacon is had, to be filled into a sentence; `utc` adds the time in UTC."""
    said = HAD_ON_A_DAY.get(str(beacon["kind"]))
    if said is not None:
        return said.filled(day=date_words(date.fromisoformat(str(beacon["date"]))))
    at = beacon_time(beacon)
    if not utc:
        return instant_words(at, zone)
    return Words(en=format_instant_and_utc(at, zone, "en"), fr=format_instant_and_utc(at, zone, "fr"))
