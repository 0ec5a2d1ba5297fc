"""What an opportunity waits for, and for whom: read from the same tables the engine obeys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from microacquisition.common.read_once import reading_once
from microacquisition.common.words import Words
from microacquisition.opportunities.engine import reasons_against
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.parts_played import Holdings, read_holdings, roles_in
from microacquisition.opportunities.situation import Situation, StageStep, list_live_signatures
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from microacquisition.process.lifecycle import BEFORE_CLOSING, NEW, STEPS, Step, Thing
from microacquisition.process.roles import Role
from microacquisition.process.rules.engine import wrong_state
from microacquisition.process.waiting import (
    AWAITED,
    AWAITED_ONCE_SIGNED,
    POSSIBLE_BEFORE_AWAITED,
    STAND_INS,
    target_days,
)
from microacquisition.site.clock import current_instant

# No agreement was ever signed in these states: nothing to read of work and payment.
BEFORE_AGREEMENT = (*BEFORE_CLOSING, "CLOSED", "EVALUATED", "DRAW_COMMITTED")
AFTER_AGREEMENT = (Thing.DELIVERABLE, Thing.INVOICE, Thing.PAYMENT)


@dataclass(frozen=True)
class Pending:
    """One step that somebody is expected to take now; `roles` are those whose turn it is."""

    step: Step
    opportunity: Opportunity
    subject: Any
    roles: frozenset[Role]
    since: datetime
    target: int | None  # business days
    page: str
    until: datetime | None = None  # agreed for this one: its day is the target


@dataclass(frozen=True)
class Turns:
    """Whose turn it is on one file, each in the order of the tables."""

    waiting: list[Pending] = field(default_factory=list)  # awaited, whoever may take it
    mine: list[Pending] = field(default_factory=list)  # awaited of this person
    possible: list[Pending] = field(default_factory=list)  # this person could, though nobody waits


def read_turns(opportunity: Opportunity, user: User | None = None, now: datetime | None = None) -> Turns:
    """Return what the file waits for, what of it waits for `user`, and what else `user` could do: one pass.

    A second signature of the same person is left out of `mine`.
    """
    turns = Turns()
    with reading_once():
        holdings, at = read_holdings(user) if user else None, now or current_instant()
        for code, parts in TABLE.steps.items():
            step = STEPS[code]
            for situation in _situations(opportunity, step, _subjects(opportunity, step, parts), at):
                if _is_awaited(situation, parts) and not reasons_against(situation, parts):
                    turns.waiting.append(_describe(situation, parts))
                if user is not None and holdings is not None and parts.page:
                    _sort_own(turns, replace(situation, user=user), parts, holdings)
            if user is None or holdings is None:
                continue
            for situation in _situations(opportunity, step, _optional(opportunity, step, parts), at):
                _add_possible(turns, replace(situation, user=user), parts, holdings)
    return turns


def find_signable(opportunity: Opportunity, code: str) -> Pending | None:
    """Return the step `code` where it could be signed now, by whoever may; None where its rules refuse."""
    parts = TABLE.steps[code]
    subjects = _subjects(opportunity, STEPS[code], parts)
    situations = _situations(opportunity, STEPS[code], subjects, current_instant())
    return next((_describe(each, parts) for each in situations if not reasons_against(each, parts)), None)


def find_reasons(opportunity: Opportunity, code: str) -> list[Words]:
    """Return every reason why the step `code` cannot be signed now; empty where nothing of its kind is there."""
    parts = TABLE.steps[code]
    subjects = _subjects(opportunity, STEPS[code], parts)
    situations = list(_situations(opportunity, STEPS[code], subjects, current_instant()))
    if not situations and STEPS[code].thing is Thing.OPPORTUNITY:
        return [wrong_state(STEPS[code], opportunity.state)]
    return [reason for each in situations for reason in reasons_against(each, parts)]


def list_signable(opportunity: Opportunity, turns: Turns | None = None) -> list[str]:
    """Return the codes of the steps whose signature is waited for and could be recorded from a paper, in table order."""
    waiting = (turns or read_turns(opportunity)).waiting
    outside = {each.step.code: TABLE.steps[each.step.code].outside for each in waiting}
    return [code for code, give in outside.items() if give is not None and give(opportunity) is not None]


def _is_awaited(situation: Situation, parts: StageStep) -> bool:
    """True where somebody waits for it: always, once it is somebody's turn, or once the first of two has signed."""
    if situation.step.code in AWAITED:
        return parts.turn is None or bool(parts.turn(situation))
    if situation.step.code not in AWAITED_ONCE_SIGNED or parts.signs is None:
        return False
    return bool(situation.live_signatures(parts.signs(situation)))


def _sort_own(turns: Turns, situation: Situation, parts: StageStep, holdings: Holdings) -> None:
    code = situation.step.code
    situation.roles = roles_in(situation, holdings)
    if not situation.roles:
        return
    awaited = _is_awaited(situation, parts)
    if awaited and situation.roles & _open_roles(situation, parts):
        if not reasons_against(situation, parts):
            turns.mine.append(_describe(situation, parts))
        return
    may_without_waiting = not awaited or situation.roles <= STAND_INS.get(code, frozenset())
    if may_without_waiting:
        _add_possible(turns, situation, parts, holdings)


def _add_possible(turns: Turns, situation: Situation, parts: StageStep, holdings: Holdings) -> None:
    situation.roles = roles_in(situation, holdings)
    if situation.roles and not reasons_against(situation, parts):
        turns.possible.append(_describe(situation, parts))


def _situations(
    opportunity: Opportunity, step: Step, subjects: Iterable[Any], now: datetime
) -> Iterator[Situation]:
    for subject in subjects:
        state = subject.state if subject is not None else ""
        if state in step.from_states:
            yield Situation(
                step=step,
                opportunity=opportunity,
                subject=subject,
                user=None,
                language="en",
                now=now,
                given={},
            )


def _subjects(opportunity: Opportunity, step: Step, parts: StageStep) -> Iterable[Any]:
    begins = NEW in step.from_states
    if step.thing is Thing.OPPORTUNITY and not begins and opportunity.state not in step.from_states:
        return []
    if step.thing in AFTER_AGREEMENT and opportunity.state in BEFORE_AGREEMENT:
        return []
    if parts.subjects is not None:
        return parts.subjects(opportunity)
    return [opportunity] if step.thing is Thing.OPPORTUNITY and not begins else []


def _optional(opportunity: Opportunity, step: Step, parts: StageStep) -> Iterable[Any]:
    """Rows that an awaited step could move though nobody waits for it now."""
    if parts.optional is not None:
        return parts.optional(opportunity)
    if step.code not in POSSIBLE_BEFORE_AWAITED or list(_subjects(opportunity, step, parts)):
        return []
    return [opportunity]


def _open_roles(situation: Situation, parts: StageStep) -> frozenset[Role]:
    if parts.turn is not None:
        return parts.turn(situation)
    if parts.signs is None:
        return situation.step.roles - STAND_INS.get(situation.step.code, frozenset())
    taken = {signature.slot for signature in situation.live_signatures(parts.signs(situation))}
    open_slots = [roles for number, roles in enumerate(situation.step.who) if number not in taken]
    return frozenset().union(*open_slots)


def _first_signed_at(situation: Situation) -> datetime | None:
    """What is awaited once one of two has signed waits since then."""
    if situation.step.code not in AWAITED_ONCE_SIGNED:
        return None
    return min(
        (each.signed_at for each in list_live_signatures(situation.on, situation.step.code)), default=None
    )


def _describe(situation: Situation, parts: StageStep) -> Pending:
    subject = situation.subject if situation.subject is not None else situation.on
    since = parts.since(situation) if parts.since else _first_signed_at(situation)
    return Pending(
        step=situation.step,
        opportunity=situation.on,
        subject=situation.subject,
        roles=_open_roles(situation, parts),
        since=getattr(subject, "state_since", situation.on.state_since) if since is None else since,
        target=target_days(situation.programme, situation.step.code),
        page=parts.page,
        until=parts.until(situation) if parts.until else None,
    )
