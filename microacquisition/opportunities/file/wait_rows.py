"""How a wait is drawn for one reader: what they may do about it."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.opportunities.file.owners import Owner
from microacquisition.opportunities.file.pending import Turns
from microacquisition.opportunities.file.reminding import part_in_waiting
from microacquisition.opportunities.file.sleeping import is_asleep
from microacquisition.opportunities.file.standing_in import role_to_pass_on
from microacquisition.opportunities.file.waits import Wait, read_waits
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.people.stand_ins import StandIn
from microacquisition.process.roles import Role


@dataclass(frozen=True)
class WaitRow:
    """One wait for one reader; `passes` are the owners whose turn they may give to somebody else."""

    wait: Wait
    is_mine: bool
    may_remind: bool
    sleeps: bool
    passes: list[tuple[Owner, list[StandIn]]]


def read_wait_rows(
    opportunity: Opportunity, turns: Turns, reader: User | None, now: datetime
) -> list[WaitRow]:
    """Return the waits of a file as this reader finds them, in the order of the tables."""
    mine = {each.step.code for each in turns.mine}
    has_part = reader is not None and part_in_waiting(reader, opportunity) is not None
    rows = []
    for wait in read_waits(turns.waiting, now):
        is_mine = wait.pending.step.code in mine
        may_remind = has_part and not is_mine and bool(wait.people)
        sleeps = wait.pending.roles == {Role.CLIENT} and is_asleep(opportunity)
        rows.append(WaitRow(wait, is_mine, may_remind, sleeps, _passes(wait, reader, opportunity)))
    return rows


def _passes(wait: Wait, reader: User | None, opportunity: Opportunity) -> list[tuple[Owner, list[StandIn]]]:
    if reader is None:
        return []
    return [
        (owner, owner.others)
        for owner in wait.owners
        if owner.others and role_to_pass_on(reader, opportunity, owner.role)
    ]
