"""Named reads of chance: which source a draw names, which value counts, the facts of setting and recording one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

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
from microacquisition.ports.beacon import RandomnessBeacon
from microacquisition.process.lifecycle import STEPS as STEPS_OF_LIFE
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
    drand_value,
    is_drawn_on,
    practice_beacon,
    read_typed_value,
)
from microacquisition.process.selection.moments import moment_words
from microacquisition.process.selection.pulses import NOT_SIGNED, read_pulse

PRACTICE_NOTICE = timedelta(seconds=10)


class Given(NamedTuple):
    """V, and for a drand round the signature it follows from."""

    value: str
    signature: str = ""


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


def tell_earliest_draw(opportunity: Opportunity, now: datetime) -> Words:
    """Return the first moment a draw may be set for, as people are told."""
    zone = opportunity.zone or opportunity.programme.zone
    return moment_words(name_beacon(opportunity, now), zone, utc=True)


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
        earliest=beacon_time(name_beacon(opportunity, situation.now)),
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


def read_value(beacon: Beacon, typed: str) -> Given:
    """Return V from what was typed or fetched; WrongValue where it is not that source's, or not signed by it."""
    if "round" not in beacon:
        return Given(read_typed_value(beacon, typed))
    pulse = read_pulse(typed, beacon["round"])  # type: ignore[arg-type]
    if not reach_beacon().is_signed(pulse):
        raise WrongValue(NOT_SIGNED)
    return Given(drand_value(pulse.round_number, pulse.randomness), pulse.signature)


def reach_beacon() -> RandomnessBeacon:
    """Return what stands behind the port."""
    reached: RandomnessBeacon = import_string(settings.BEACON)()
    return reached


def list_due_draws(now: datetime) -> Iterator[tuple[str, Commitment]]:
    """Yield the step and the commitment of each draw, of an order or of a place, whose time has come."""
    for opportunity in Opportunity.objects.filter(state="DRAW_COMMITTED"):
        commitment = find_commitment(opportunity)
        if commitment is not None and commitment.beacon_at <= now:
            yield "record_draw", commitment
    waiting = Commitment.objects.filter(purpose="insertion", result=None, beacon_at__lte=now)
    for commitment in waiting.filter(opportunity__state__in=STEPS_OF_LIFE["record_insertion"].from_states):
        yield "record_insertion", commitment


def find_fault(beacon: Beacon, typed: str) -> Words | None:
    """Return what is wrong with a value as typed, or None."""
    try:
        read_value(beacon, typed)
    except WrongValue as wrong:
        return wrong.words
    return None


def is_witnessed(commitment: Commitment) -> bool:
    """True where the value comes from a lottery or dice before two witnesses."""
    return bool(read_body(commitment)["mode"] == DrawMode.WITNESSED.value)


def _read_witnesses(situation: Situation) -> tuple[str, ...]:
    given = situation.given
    return tuple(str(given.get(f"witness_{number}") or "") for number in (1, 2))
