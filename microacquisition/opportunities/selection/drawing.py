"""Verbs of the draw: publish the list and set it, record the value and the order (spec/draw.md)."""

import secrets

from microacquisition.common.canonical import write_canonical
from microacquisition.common.dates import write_machine_instant
from microacquisition.opportunities.evaluation.queries import passing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.letters import (
    write_commitment_letters,
    write_draw_letters,
)
from microacquisition.opportunities.selection.models import Commitment, DrawResult, RankedApplication
from microacquisition.opportunities.selection.regrets import write_reserve_letters
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.process.programmes.base import DrawMode
from microacquisition.process.rules.selection import DrawFacts, ValueFacts
from microacquisition.process.selection.beacon import (
    beacon_time,
    drand_beacon,
    practice_beacon,
    practice_value,
    read_typed_value,
)
from microacquisition.process.selection.commitments import write_commitment, write_draw
from microacquisition.process.selection.draw import commitment_digest, order_digest, sort_ids
from microacquisition.records.models import StreamHead


def commit_draw(situation: Situation, facts: DrawFacts) -> Outcome:
    """Publish the list, bound with a source of chance whose value nobody knows yet; one entrant: order at once."""
    opportunity, now = situation.on, situation.now
    moment = queries.chosen_draw(opportunity, now, situation.given.get("day"))
    mode = opportunity.programme.draw_mode
    beacon = practice_beacon(moment) if mode is DrawMode.PRACTICE else drand_beacon(moment)
    ids = sort_ids(passing_applications(opportunity))
    body = write_commitment(
        opportunity=opportunity.reference or "",
        purpose="award",
        mode=mode.value,
        ids=ids,
        beacon=beacon,
        committed_at=now,
        applications_count=opportunity.applications_count or 0,
        applications_root=opportunity.applications_root,
        log_head=StreamHead.objects.get(stream=opportunity.stream).hash,
    )
    commitment = Commitment.objects.create(
        opportunity=opportunity,
        purpose="award",
        body=write_canonical(body),
        digest=commitment_digest(body),
        entrants=ids,
        entrants_count=len(ids),
        beacon_at=beacon_time(beacon),
        committed_at=now,
    )
    alone = len(ids) == 1
    return Outcome(
        to_state="DRAW_COMMITTED",
        facts={
            "entrants": len(ids),
            "beacon_at": write_machine_instant(commitment.beacon_at),
            "mode": mode.value,
        },
        digests={"commitment": commitment.digest, "entrants": str(body["entrants_sha256"])},
        letters=write_commitment_letters(opportunity, commitment),
        following=[("record_draw", "", {})] if alone else [],
        wake_at=[] if alone else [commitment.beacon_at],
    )


def record_draw(situation: Situation, facts: ValueFacts) -> Outcome:
    """Compute the whole order from the list and the value, and publish it."""
    opportunity, commitment = situation.on, queries.find_commitment(situation.on)
    if commitment is None:
        raise LookupError("Nothing is drawn without a commitment.")
    drawn = write_draw(queries.read_body(commitment), _find_value(situation, commitment), commitment.entrants)
    order: list[str] = list(drawn["order"])  # type: ignore[call-overload]
    DrawResult.objects.create(
        commitment=commitment,
        value=str(drawn["value"]),
        secret=str(drawn["secret"]),
        seed=str(drawn["seed"]),
        order=order,
        recorded_at=situation.now,
    )
    _write_order(opportunity, order, situation)
    reserve = queries.order_left(opportunity)[1:]
    in_reserve = {row.application_id for row in reserve}
    return Outcome(
        to_state="RANKED",
        facts={"entrants": len(order), "value": str(drawn["value"])},
        digests={"commitment": commitment.digest, "order": order_digest(order)},
        letters=[
            *write_draw_letters(opportunity, commitment, in_reserve),
            *write_reserve_letters(opportunity, reserve),
        ],
    )


def _find_value(situation: Situation, commitment: Commitment) -> str:
    if commitment.entrants_count == 1:
        return ""
    beacon = queries.read_beacon(commitment)
    if queries.is_practice_draw(commitment):
        return practice_value(beacon, secrets.token_hex(32))
    return read_typed_value(beacon, str(situation.given["value"]))


def _write_order(opportunity: Opportunity, order: list[str], situation: Situation) -> None:
    zone = opportunity.zone or opportunity.programme.zone
    valid_until = opportunity.programme.windows.reserve_validity.after(situation.now, zone)
    RankedApplication.objects.bulk_create(
        RankedApplication(application_id=key, opportunity=opportunity, place=place, valid_until=valid_until)
        for place, key in enumerate(order, start=1)
    )
