"""The bar of work and of waiting of one file, read from its record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.zones import local_time
from microacquisition.opportunities.file.pending import Pending
from microacquisition.opportunities.file.timeline import read_events
from microacquisition.opportunities.file.waits import WAIT, zone_of_file
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.lifecycle import ENDS, STEPS
from microacquisition.process.roles import Role
from microacquisition.process.time_spent import (
    DayKind,
    Moment,
    Spell,
    split_days,
    sum_by_role,
    sum_of_kind,
)

STATES_TOLD = ("opportunity", "deliverable")


@dataclass(frozen=True)
class Segment:
    """One spell as drawn: where it begins and how wide it is, in hundredths of a percent of the bar."""

    spell: Spell
    start: float
    width: float


@dataclass(frozen=True)
class TimeBar:
    """The bar with its sums, in business days; `rows` are (role, work, waiting)."""

    segments: list[Segment]
    rows: list[tuple[Role, int, int]]
    work: int
    waiting: int
    set_days: int

    @property
    def days(self) -> int:
        """All of it."""
        return self.work + self.waiting + self.set_days


def read_time_bar(opportunity: Opportunity, waiting: list[Pending], now: datetime) -> TimeBar | None:
    """Return the bar; None on the first day, when there is nothing to show."""
    spells = split_days(
        list(_moments(opportunity)), opportunity.local_day(now), _next_role(opportunity, waiting)
    )
    if not spells:
        return None
    work, idle, fixed = (sum_of_kind(spells, kind) for kind in (DayKind.WORK, DayKind.WAITING, DayKind.SET))
    total, start, segments = work + idle + fixed, 0, []
    for spell in spells:
        segments.append(Segment(spell, _percent(start, total), _percent(spell.days, total)))
        start += spell.days
    return TimeBar(segments, sum_by_role(spells), work, idle, fixed)


def _percent(days: int, total: int) -> float:
    return round(100 * days / total, 2)


def _next_role(opportunity: Opportunity, waiting: list[Pending]) -> Role | None:
    if opportunity.state in ENDS:
        return None
    roles = sorted(waiting[0].roles - {Role.CLOCK}) if waiting else []
    return roles[0] if roles else Role.CLOCK


def _moments(opportunity: Opportunity) -> Iterator[Moment]:
    zone = zone_of_file(opportunity)
    for event, body in read_events(opportunity):
        role = str(body["role"])
        if event.subject_kind == WAIT or role not in set(Role):
            continue
        yield Moment(
            on=local_time(event.at, zone).date(),
            role=Role(role),
            is_step=event.code in STEPS or event.code == "sign",
            state=event.to_state if event.subject_kind in STATES_TOLD else "",
        )
