"""Verbs of the draw: publish the list and set it, record the value and the order (spec/draw.md)."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from microacquisition.common.canonical import write_canonical
from microacquisition.common.dates import write_machine_instant
from microacquisition.common.sealing import open_draw_secret
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.evaluation.queries import passing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import beacons, queries
from microacquisition.opportunities.selection.beacons import Given
from microacquisition.opportunities.selection.letters import (
    write_commitment_letters,
    write_draw_letters,
)
from microacquisition.opportunities.selection.models import (
    Commitment,
    DrawResult,
    RankedApplication,
    Witness,
)
from microacquisition.opportunities.selection.regrets import write_reserve_letters
from microacquisition.opportunities.selection.scoring import list_by_score, read_standings, selects_by_score
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.process.rules.drawing import DrawFacts, ValueFacts
from microacquisition.process.selection.beacon import (
    Beacon,
    beacon_time,
    practice_value,
)
from microacquisition.process.selection.commitments import write_commitment, write_draw
from microacquisition.process.selection.draw import ZERO, commitment_digest, order_digest, sort_ids
from microacquisition.records.events import keep_text
from microacquisition.records.models import StreamHead


def commit_draw(situation: Situation, facts: DrawFacts) -> Outcome:
    """Publish the list, bound with a source of chance whose value nobody knows yet; one entrant: order at once.

    In a program that scores, the list holds those whose totals are exactly equal (spec/draw.md, purpose "tie").
    """
    opportunity = situation.on
    beacon = beacons.name_beacon(opportunity, situation.now, situation.given.get("day"))
    commitment = publish_commitment(situation, *name_entrants(opportunity), beacon)
    alone = commitment.entrants_count == 1
    return Outcome(
        to_state="DRAW_COMMITTED",
        facts={
            "entrants": commitment.entrants_count,
            "beacon_at": write_machine_instant(commitment.beacon_at),
            "mode": opportunity.programme.draw_mode.value,
        },
        digests=commitment_digests(commitment),
        letters=write_commitment_letters(opportunity, commitment),
        following=[("record_draw", "", {})] if alone else [],
        wake_at=[] if alone else [commitment.beacon_at],
    )


def name_entrants(opportunity: Opportunity) -> tuple[str, list[str]]:
    """Return what a draw set now would be for, and the ids it would order."""
    if selects_by_score(opportunity):
        return "tie", read_standings(opportunity).tied
    return "award", passing_applications(opportunity)


def publish_commitment(
    situation: Situation,
    purpose: str,
    ids: Sequence[str],
    beacon: Beacon,
    replaces: Commitment | None = None,
) -> Commitment:
    """Write C over the ids: never changed afterwards."""
    opportunity, listed = situation.on, sort_ids(ids)
    body = write_commitment(
        opportunity=opportunity.reference or "",
        purpose=purpose,
        mode=opportunity.programme.draw_mode.value,
        ids=listed,
        beacon=beacon,
        committed_at=situation.now,
        applications_count=opportunity.applications_count or 0,
        applications_root=opportunity.applications_root,
        log_head=StreamHead.objects.get(stream=opportunity.stream).hash,
        secret_sha256=opportunity.draw_secret_sha256 or None,
        replaces=replaces.digest if replaces else None,
    )
    return Commitment.objects.create(
        opportunity=opportunity,
        purpose=purpose,
        body=write_canonical(body),
        digest=commitment_digest(body),
        entrants=listed,
        entrants_count=len(listed),
        beacon_at=beacon_time(beacon),
        committed_at=situation.now,
        replaces=replaces,
    )


def commitment_digests(commitment: Commitment) -> dict[str, str]:
    """Return what the record keeps of C."""
    entrants = str(queries.read_body(commitment)["entrants_sha256"])
    return {"commitment": commitment.digest, "entrants": entrants}


def record_draw(situation: Situation, facts: ValueFacts) -> Outcome:
    """Compute the whole order from the list and the value, and publish it."""
    opportunity, commitment = situation.on, queries.find_commitment(situation.on)
    if commitment is None:
        raise LookupError("Nothing is drawn without a commitment.")
    result = keep_result(situation, commitment)
    tie = commitment.purpose == "tie"
    write_order(opportunity, list_by_score(opportunity, result.order) if tie else result.order, situation)
    reserve = [] if tie else queries.order_left(opportunity)[1:]
    in_reserve = {row.application_id for row in reserve}
    return Outcome(
        to_state="RANKED",
        facts={"entrants": len(result.order), "value": result.value},
        digests=result_digests(result),
        letters=[
            *write_draw_letters(opportunity, commitment, in_reserve),
            *write_reserve_letters(opportunity, reserve),
        ],
    )


def keep_result(
    situation: Situation, commitment: Commitment, before: Sequence[str] | None = None
) -> DrawResult:
    """Write the value, the secret revealed with it, the order they give, and who watched."""
    given, secret = Given(""), ZERO
    if commitment.entrants_count > 1 or before is not None:
        given, secret = _find_value(situation, commitment), _reveal_secret(situation, commitment)
    body = queries.read_body(commitment)
    drawn: dict[str, Any] = write_draw(body, given.value, commitment.entrants, secret=secret, before=before)
    result = DrawResult.objects.create(
        commitment=commitment,
        value=given.value,
        signature=given.signature,
        secret=secret.hex(),
        seed=drawn["seed"],
        order=drawn["order"],
        recorded_at=situation.now,
    )
    if given.value and beacons.is_witnessed(commitment):
        _keep_witnesses(situation, result)
    return result


def result_digests(result: DrawResult) -> dict[str, str]:
    """Return what the record keeps of a result: the list, the order, the witnesses’ names."""
    names = [f"{each.name}, {each.position}, {each.signed_on}" for each in result.witnesses.order_by("pk")]
    told = {f"witness_{number}": keep_text(name) for number, name in enumerate(names, start=1)}
    return {"commitment": result.commitment.digest, "order": order_digest(result.order), **told}


def _find_value(situation: Situation, commitment: Commitment) -> Given:
    if queries.is_practice_draw(commitment):
        return Given(practice_value(queries.read_beacon(commitment), secrets.token_hex(32)))
    beacon = beacons.value_beacon(commitment, situation.now)
    return beacons.read_value(beacon, str(situation.given["value"]))


def _reveal_secret(situation: Situation, commitment: Commitment) -> bytes:
    """Zeros but in a witnessed draw recorded in time: with the fallback, zeros take the secret’s place."""
    wrapped = situation.on.wrapped_draw_secret
    beacon = queries.read_beacon(commitment)
    if not beacons.is_witnessed(commitment) or wrapped is None:
        return ZERO
    if beacons.value_beacon(commitment, situation.now) != beacon:
        return ZERO
    return open_draw_secret(settings.OUTSIDE_KEY, bytes(wrapped))


def _keep_witnesses(situation: Situation, result: DrawResult) -> None:
    given = situation.given
    Witness.objects.bulk_create(
        Witness(
            result=result,
            name=" ".join(given[f"witness_{number}"].split()),
            position=given[f"position_{number}"],
            signed_on=given["signed_on"],
        )
        for number in (1, 2)
    )


def write_order(opportunity: Opportunity, order: list[str], situation: Situation) -> None:
    """Write each application's place; who was struck since the list was published is passed over."""
    struck = set(Application.objects.filter(pk__in=order, strike__isnull=False).values_list("pk", flat=True))
    zone = opportunity.zone or opportunity.programme.zone
    valid_until = opportunity.programme.windows.reserve_validity.after(situation.now, zone)
    RankedApplication.objects.bulk_create(
        RankedApplication(
            application_id=key,
            opportunity=opportunity,
            place=place,
            valid_until=valid_until,
            passed_over_at=situation.now if key in struck else None,
            passed_over_because="struck" if key in struck else "",
        )
        for place, key in enumerate(order, start=1)
    )
