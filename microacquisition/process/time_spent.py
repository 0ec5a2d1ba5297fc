"""How the days of a file went: days of work, days of waiting and for whom, days that were set in advance.

Waiting is where the pilot lost its time (spec/pilot.md, “What it taught”), so each file shows it from its own record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from microacquisition.process.calendar import add_business_days, count_business_days
from microacquisition.process.roles import Role

# The time belongs to the clock in these states, to the supplier at work while a deliverable is due.
SET_STATES = frozenset({"SCHEDULED", "OPEN", "DRAW_COMMITTED"})
AT_WORK, HANDED_OVER = "DUE", frozenset({"DELIVERED", "ACCEPTED", "CANCELLED", "RANKED", "TERMINATED"})


class DayKind(StrEnum):
    """What a business day went into."""

    WORK = "work"
    WAITING = "waiting"
    SET = "set"


@dataclass(frozen=True)
class Moment:
    """Something recorded on a local day: by which role, whether it was the step waited for, the state it led to."""

    on: date
    role: Role
    is_step: bool = True
    state: str = ""


@dataclass(frozen=True)
class Spell:
    """Business days in a row of one kind and role; days set in advance belong to the clock."""

    kind: DayKind
    role: Role
    days: int


def split_days(moments: Sequence[Moment], until: date, next_role: Role | None) -> list[Spell]:
    """Return how each business day after the first moment, up to and including `until`, was spent, in order.

    A day on which a person recorded something is a day of work of that role. On any other day the file waited for
    whoever took the next step (`next_role` after the last one; None ends the count at the last moment). `moments` are
    in order; dates are local.
    """
    if not moments:
        return []
    end = until if next_role is not None else moments[-1].on
    days = [
        add_business_days(moments[0].on, number + 1)
        for number in range(max(0, count_business_days(moments[0].on, end)))
    ]
    judged = [_judge(day, moments, next_role) for day in days]
    return [Spell(kind, role, len(list(run))) for (kind, role), run in groupby(judged)]


def sum_by_role(spells: Sequence[Spell]) -> list[tuple[Role, int, int]]:
    """Return (role, days of work, days of waiting) for each role in order of appearance, set days left aside."""
    roles = dict.fromkeys(spell.role for spell in spells if spell.kind is not DayKind.SET)
    return [(role, _sum(spells, DayKind.WORK, role), _sum(spells, DayKind.WAITING, role)) for role in roles]


def sum_of_kind(spells: Sequence[Spell], kind: DayKind) -> int:
    """Return how many business days are of one kind."""
    return sum(spell.days for spell in spells if spell.kind is kind)


def _sum(spells: Sequence[Spell], kind: DayKind, role: Role) -> int:
    return sum(spell.days for spell in spells if (spell.kind, spell.role) == (kind, role))


def _judge(day: date, moments: Sequence[Moment], next_role: Role | None) -> tuple[DayKind, Role]:
    by_people = [each.role for each in moments if each.on == day and each.role is not Role.CLOCK]
    if by_people:
        return DayKind.WORK, max(dict.fromkeys(by_people), key=by_people.count)
    before = [each.state for each in moments if each.on <= day and each.state]
    if before and before[-1] in SET_STATES:
        return DayKind.SET, Role.CLOCK
    deliveries = [state for state in before if state == AT_WORK or state in HANDED_OVER]
    if deliveries and deliveries[-1] == AT_WORK:
        return DayKind.WORK, Role.SUPPLIER
    after = next((each.role for each in moments if each.on > day and each.is_step), next_role)
    if after in (None, Role.CLOCK, Role.PROVIDER):
        return DayKind.SET, Role.CLOCK
    return DayKind.WAITING, after or Role.CLOCK
