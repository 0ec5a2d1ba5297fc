"""What an opportunity waits for, and for whom: read from the same tables the engine obeys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microacquisition.opportunities.engine import reasons_against
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.parts_played import read_holdings, roles_in
from microacquisition.opportunities.situation import Situation, StageStep
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from microacquisition.process.lifecycle import BEFORE_CLOSING, STEPS, Step, Thing
from microacquisition.process.roles import Role
from microacquisition.process.waiting import AWAITED, STAND_INS, target_days
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


def find_pending(opportunity: Opportunity, now: datetime | None = None) -> list[Pending]:
    """Return every awaited step whose rules hold now, whoever may take it, in the order of the tables."""
    at = now or current_instant()
    return [
        _describe(situation, parts)
        for code, parts in TABLE.steps.items()
        if code in AWAITED
        for situation in _situations(opportunity, STEPS[code], parts, None, at)
        if not reasons_against(situation, parts)
    ]


def find_pending_for(user: User, opportunity: Opportunity, now: datetime | None = None) -> list[Pending]:
    """Return the awaited steps this person may take now; a second signature of the same person is left out."""
    at, holdings = now or current_instant(), read_holdings(user)
    mine = []
    for code, parts in TABLE.steps.items():
        if code not in AWAITED or not parts.page:
            continue
        for situation in _situations(opportunity, STEPS[code], parts, user, at):
            situation.roles = roles_in(situation, holdings)
            if situation.roles & _open_roles(situation, parts) and not reasons_against(situation, parts):
                mine.append(_describe(situation, parts))
    return mine


def find_possible_for(user: User, opportunity: Opportunity) -> list[Pending]:
    """Return the steps this person could take though nobody waits for them: cancel, return, extend, stand in."""
    at, holdings = current_instant(), read_holdings(user)
    possible = []
    for code, parts in TABLE.steps.items():
        if not parts.page or (code in AWAITED and code not in STAND_INS):
            continue
        for situation in _situations(opportunity, STEPS[code], parts, user, at):
            situation.roles = roles_in(situation, holdings)
            if code in AWAITED and not situation.roles <= STAND_INS[code]:
                continue
            if situation.roles and not reasons_against(situation, parts):
                possible.append(_describe(situation, parts))
    return possible


def _situations(
    opportunity: Opportunity, step: Step, parts: StageStep, user: User | None, now: datetime
) -> Iterator[Situation]:
    for subject in _subjects(opportunity, step, parts):
        state = subject.state if subject is not None else ""
        if state in step.from_states:
            yield Situation(
                step=step,
                opportunity=opportunity,
                subject=subject,
                user=user,
                language="en",
                now=now,
                given={},
            )


def _subjects(opportunity: Opportunity, step: Step, parts: StageStep) -> Iterable[Any]:
    if step.thing in AFTER_AGREEMENT and opportunity.state in BEFORE_AGREEMENT:
        return []
    if parts.subjects is not None:
        return parts.subjects(opportunity)
    return [opportunity] if step.thing is Thing.OPPORTUNITY and "" not in step.from_states else []


def _open_roles(situation: Situation, parts: StageStep) -> frozenset[Role]:
    if parts.signs is None:
        return situation.step.roles - STAND_INS.get(situation.step.code, frozenset())
    taken = {signature.slot for signature in situation.live_signatures(parts.signs(situation))}
    open_slots = [roles for number, roles in enumerate(situation.step.who) if number not in taken]
    return frozenset().union(*open_slots)


def _describe(situation: Situation, parts: StageStep) -> Pending:
    subject = situation.subject if situation.subject is not None else situation.on
    since = parts.since(situation) if parts.since else None
    return Pending(
        step=situation.step,
        opportunity=situation.on,
        subject=situation.subject,
        roles=_open_roles(situation, parts),
        since=getattr(subject, "state_since", situation.on.state_since) if since is None else since,
        target=target_days(situation.programme, situation.step.code),
        page=parts.page,
    )
