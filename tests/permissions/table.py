"""The reviewed table, read: who gets which answer, by address, method and state."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.permissions.cast import ROLES
from tests.permissions.states import TABLED

PATH = Path(__file__).with_name("expected.csv")
ANY, ELSE, UNTIL = "any", "else", " … "
Answers = tuple[str, ...]  # one for each role, in the order of the columns
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Row:
    """One line: an address, a method, some states, and an answer for each role."""

    route: str
    method: str
    states: str
    answers: Answers

    def covers(self) -> tuple[str, ...]:
        """Return the states that the line names; ValueError for one that is not known or a range backwards."""
        if self.states in (ANY, ELSE):
            return TABLED
        return tuple(state for part in self.states.split(", ") for state in _spread(part))


@dataclass(frozen=True)
class Table:
    """All lines, in the order of the file."""

    rows: tuple[Row, ...]

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], tuple[Row, ...]]:
        """The lines of each address and method."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.route, row.method), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def row_for(self, route: str, method: str, state: str) -> Row:
        """Return the first line that holds for the state; KeyError where there is none."""
        rows = self.by_place[route, method]
        found = next((row for row in rows if row.states != ELSE and state in row.covers()), None)
        return found or {row.states: row for row in rows}[ELSE]

    def expected(self, route: str, method: str, role: str, state: str) -> str:
        """Return the answer that the table expects."""
        return self.row_for(route, method, state).answers[ROLES.index(role)]


def read_table() -> Table:
    """Read the reviewed table."""
    with PATH.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        return Table(
            tuple(
                Row(line["route"], line["method"], line["states"], tuple(line[role] for role in ROLES))
                for line in lines
            )
        )


def write_table(rows: Iterable[Row], path: Path) -> None:
    """Write lines as the reviewed table has them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["route", "method", "states", *ROLES])
        writer.writerows([row.route, row.method, row.states, *row.answers] for row in rows)


def group_states(route: str, method: str, answers: Mapping[str, Answers]) -> Iterator[Row]:
    """Yield one line for each different set of answers; the most common one holds for all states not named."""
    counted = Counter(answers.values())
    if len(counted) == 1:
        yield Row(route, method, ANY, next(iter(counted)))
        return
    (usual, _times), *_others = counted.most_common()
    for one in sorted(
        counted, key=lambda each: (each == usual, min(TABLED.index(s) for s in answers if answers[s] == each))
    ):
        states = [state for state in TABLED if answers.get(state) == one]
        yield Row(route, method, ELSE if one == usual else join_states(states), one)


def join_states(states: list[str]) -> str:
    """Return the states in words: three and more that follow each other as a range."""
    parts: list[list[str]] = []
    for state in states:
        if parts and TABLED.index(state) == TABLED.index(parts[-1][-1]) + 1:
            parts[-1].append(state)
        else:
            parts.append([state])
    return ", ".join(f"{part[0]}{UNTIL}{part[-1]}" if len(part) > 2 else ", ".join(part) for part in parts)


def _spread(part: str) -> tuple[str, ...]:
    first, _until, last = part.partition(UNTIL)
    spread = TABLED[TABLED.index(first) : TABLED.index(last or first) + 1]
    if not spread:
        raise ValueError(f"{part!r} runs backwards.")
    return spread
