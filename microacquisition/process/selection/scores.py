"""The order that scores give: highest total first, exact ties found, and ordered only by a draw (spec/draw.md).

A score counts hundredths of a point, 0 to 10000 for each criterion; a total is the sum over the criteria, so that
nothing is rounded and a tie is exact or none. A score of 0 is a score: only what nobody scored is missing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Score(NamedTuple):
    """The finding that counts for one application and one criterion, in hundredths; None is not scored yet."""

    application: str
    criterion: str
    hundredths: int | None


class UndecidedTie(ValueError):
    """Applications share a total, and no draw has ordered them."""


def find_unscored(
    applications: Iterable[str], criteria: Sequence[str], scores: Iterable[Score]
) -> list[tuple[str, str]]:
    """Return each (application, criterion) without a score; 0 is one."""
    scored = {(each.application, each.criterion) for each in scores if each.hundredths is not None}
    return [(key, code) for key in applications for code in criteria if (key, code) not in scored]


def add_scores(applications: Iterable[str], scores: Iterable[Score]) -> dict[str, int]:
    """Return the total of each application, in hundredths; the scores of any other are left aside."""
    totals = dict.fromkeys(applications, 0)
    for each in scores:
        if each.application in totals:
            totals[each.application] += each.hundredths or 0
    return totals


def find_tied(totals: Mapping[str, int]) -> list[str]:
    """Return, sorted, every application whose total another one has too, wherever in the order."""
    shared = Counter(totals.values())
    return sorted(key for key, total in totals.items() if shared[total] > 1)


def order_by_score(totals: Mapping[str, int], drawn: Sequence[str] = ()) -> list[str]:
    """Return all applications, highest total first; equal totals stand as they do in `drawn`.

    Raises UndecidedTie where one of those tied is not in `drawn`. What is drawn beside moves nobody who is not tied.
    """
    undecided = set(find_tied(totals)) - set(drawn)
    if undecided:
        raise UndecidedTie(", ".join(sorted(undecided)))
    place = {key: number for number, key in enumerate(drawn)}
    return sorted(totals, key=lambda key: (-totals[key], place.get(key, 0)))
