"""Named reads of chance: which source a draw names, which value counts, the facts of setting and recording one."""

from datetime import date, datetime, timedelta

from microacquisition.common.words import Words
from microacquisition.common.zones import resolve_leniently
from microacquisition.opportunities.evaluation.queries import passing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.opportunities.selection.queries import (
    find_commitment,
    find_insertion,
    is_practice_draw,
    last_order,
    read_beacon,
    read_body,
)
from microacquisition.opportunities.selection.scoring import read_standings
from microacquisition.opportunities.situation import Situation
from microacquisition.process.programmes.base import DrawMode, Selection
from microacquisition.process.rules.drawing import DrawFacts, ValueFacts
from microacquisition.process.selection.beacon import (
    BEACON_ZONE,
    DEFAULT_TIME,
    Beacon,
    WrongValue,
    beacon_in_force,
    beacon_time,
    dated_beacon,
    default_beacon_instant,
    default_dated_beacon,
    drand_beacon,
    is_drawn_on,
    practice_beacon,
    read_typed_value,
)

PRACTICE_NOTICE = timedelta(seconds=10)


def name_beacon(opportunity: Opportunity, now: datetime, day: date | None = None) -> Beacon:
    """Return the source of a draw set now: the first possible one, or the one of the later day chosen."""
    programme = opportunity.programme
    if programme.draw_mode is DrawMode.PRACTICE:
        return practice_beacon((now + PRACTICE_NOTICE).replace(microsecond=0))
    if programme.draw_mode is DrawMode.WITNESSED:
        kind = programme.witnessed_source
        return dated_beacon(kind, day) if day else default_dated_beacon(kind, now)
    at = resolve_leniently(day, DEFAULT_TIME, BEACON_ZONE) if day else default_beacon_instant(now)
    return drand_beacon(at)


def earliest_draw(opportunity: Opportunity, now: datetime) -> datetime:
    """Return the first moment (UTC) a draw may be set for."""
    return beacon_time(name_beacon(opportunity, now))


def gather_draw(situation: Situation) -> DrawFacts:
    """The facts of setting a draw; in practice no day is chosen."""
    opportunity, programme, day = situation.on, situation.programme, situation.given.get("day")
    witnessed = programme.draw_mode is DrawMode.WITNESSED
    if programme.draw_mode is DrawMode.PRACTICE:
        day = None
    gives_result = not (witnessed and day) or is_drawn_on(programme.witnessed_source, day)
    return DrawFacts(
        passing=len(passing_applications(opportunity)),
        draws=programme.selection is Selection.DRAW,
        mode_is_ready=not witnessed or bool(opportunity.draw_secret_sha256),
        earliest=earliest_draw(opportunity, situation.now),
        chosen=beacon_time(name_beacon(opportunity, situation.now, day)) if day and gives_result else None,
        gives_result=gives_result,
        tied=len(read_standings(opportunity).tied),
    )


def gather_value(situation: Situation) -> ValueFacts:
    """The facts of recording a draw."""
    commitment = find_commitment(situation.on)
    return _gather(situation, commitment, commitment.entrants_count if commitment else 0)


def gather_insertion_value(situation: Situation) -> ValueFacts:
    """The facts of recording the place of an application that is being added to the order."""
    order = last_order(situation.on)
    return _gather(situation, find_insertion(situation.on), len(order.order) + 1 if order else 0)


def _gather(situation: Situation, commitment: Commitment | None, entrants: int) -> ValueFacts:
    if commitment is None:
        return ValueFacts(situation.now, None, 0, has_value=False)
    beacon = value_beacon(commitment, situation.now)
    typed = str(situation.given.get("value") or "")
    return ValueFacts(
        now=situation.now,
        beacon_at=beacon_time(beacon),
        entrants=entrants,
        has_value=bool(typed) or is_practice_draw(commitment),
        fault=find_fault(beacon, typed) if typed else None,
        witnesses=_read_witnesses(situation) if is_witnessed(commitment) else None,
        recorder=situation.user.name if situation.user else "",
    )


def value_beacon(commitment: Commitment, now: datetime) -> Beacon:
    """Return the source whose value counts now: after 24 hours without one, the fallback that the rule fixes."""
    return beacon_in_force(read_beacon(commitment), now)


def find_fault(beacon: Beacon, typed: str) -> Words | None:
    """Return what is wrong with a value as typed, or None."""
    try:
        read_typed_value(beacon, typed)
    except WrongValue as wrong:
        return wrong.words
    return None


def is_witnessed(commitment: Commitment) -> bool:
    """True where the value comes from a lottery or dice before two witnesses."""
    return bool(read_body(commitment)["mode"] == DrawMode.WITNESSED.value)


def _read_witnesses(situation: Situation) -> tuple[str, ...]:
    given = situation.given
    return tuple(str(given.get(f"witness_{number}") or "") for number in (1, 2))
