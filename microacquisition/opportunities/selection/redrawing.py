"""Verbs for a passing application that was left out: a new list before the value, a drawn place after it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from microacquisition.common.canonical import write_canonical
from microacquisition.common.dates import format_instant, write_machine_instant
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.evaluation.models import Finding
from microacquisition.opportunities.evaluation.queries import passing_applications, standing_applications
from microacquisition.opportunities.letters import people_to_sign, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.beacons import name_beacon
from microacquisition.opportunities.selection.drawing import (
    commitment_digests,
    keep_result,
    publish_commitment,
    result_digests,
)
from microacquisition.opportunities.selection.letters import write_redraw_letters
from microacquisition.opportunities.selection.models import Commitment, DrawResult, RankedApplication
from microacquisition.opportunities.selection.regrets import write_reserve_letters
from microacquisition.opportunities.selection.scoring import selects_by_score
from microacquisition.opportunities.situation import Letter, Outcome, Situation, list_live_signatures
from microacquisition.process.rules.drawing import ValueFacts
from microacquisition.process.rules.redrawing import RedrawFacts
from microacquisition.records.events import keep_text

TO_SIGN = {"replace_draw": "replacement_to_sign", "insert_entrant": "insertion_to_sign"}


@dataclass(frozen=True)
class Correction:
    """Which application was left out, and why its finding was wrong."""

    application_id: str
    reason: str


def gather_redraw(situation: Situation) -> RedrawFacts:
    """The facts of letting somebody in who was left out."""
    opportunity, given = situation.on, situation.given
    commitment, left_out = queries.find_commitment(opportunity), list_left_out(opportunity)
    return RedrawFacts(
        now=situation.now,
        beacon_at=commitment.beacon_at if commitment else None,
        left_out=len(left_out),
        is_drawn=queries.last_order(opportunity) is not None,
        is_inserting=queries.find_insertion(opportunity) is not None,
        names_left_out=given.get("application_id") in {each.pk for each in left_out},
        has_reason=bool(str(given.get("reason", "")).strip()),
    )


def list_left_out(opportunity: Opportunity) -> list[Application]:
    """Return the applications that stand and are neither in the list of the draw nor in the order; scores leave nobody out."""
    if selects_by_score(opportunity):
        return []
    rows = Commitment.objects.filter(opportunity=opportunity, purpose="insertion")
    commitment = queries.find_commitment(opportunity)
    listed = {key for row in (commitment, *rows) if row is not None for key in row.entrants}
    return [each for each in standing_applications(opportunity) if each.pk not in listed]


def digest_correction(situation: Situation) -> str:
    """Return SHA-256, in hex, of what two people sign; without a form, of what is already signed."""
    given = situation.given
    if "application_id" not in given or situation.step.code not in TO_SIGN:
        code = "replace_draw" if situation.on.state == "DRAW_COMMITTED" else "insert_entrant"
        waiting = list_live_signatures(situation.on, code)
        return waiting[0].digest if waiting else ""
    return _digest(given)


def find_proposed_correction(opportunity: Opportunity, code: str) -> Correction | None:
    """Return what waits for a second signature, found again from its digest and its reason."""
    waiting = list_live_signatures(opportunity, code)
    if not waiting:
        return None
    proposed = [Correction(each.pk, waiting[0].reason) for each in list_left_out(opportunity)]
    return next((each for each in proposed if _digest(vars(each)) == waiting[0].digest), None)


def give_correction_waiting(opportunity: Opportunity, code: str) -> dict[str, object] | None:
    """Return what a second signature on paper stands for: the correction one person signed; None before that."""
    proposed = find_proposed_correction(opportunity, code)
    return dict(vars(proposed)) if proposed else None


def ask_second_person(situation: Situation) -> list[Letter]:
    """Ask everybody who may give the second signature; for a new list, before the moment of the draw."""
    opportunity, given, code = situation.on, situation.given, situation.step.code
    commitment = queries.find_commitment(opportunity)
    zone = opportunity.zone or opportunity.programme.zone

    def values(language: str) -> Mapping[str, str]:
        return {
            "application_id": given["application_id"],
            "reason": given["reason"],
            "draw_at": format_instant(commitment.beacon_at, zone, language) if commitment else "",
        }

    return write_to(
        people_to_sign(situation, digest_correction(situation)), f"selection/{TO_SIGN[code]}", opportunity,
        link=address_of(code), values=values,
    )  # fmt: skip


def replace_draw(situation: Situation, facts: RedrawFacts) -> Outcome:
    """Correct the finding and publish a new list with a new source; the one before stays visible."""
    opportunity, old = situation.on, queries.find_commitment(situation.on)
    _correct_findings(situation)
    beacon = name_beacon(opportunity, situation.now)
    new = publish_commitment(situation, "award", passing_applications(opportunity), beacon, old)
    return _tell_new_commitment(situation, new, "draw_replaced")


def insert_entrant(situation: Situation, facts: RedrawFacts) -> Outcome:
    """Publish that one application enters the order at a place to be drawn, and correct its finding."""
    opportunity, order = situation.on, queries.last_order(situation.on)
    if order is None:
        raise LookupError("Nobody enters an order that was never drawn.")
    ids = [situation.given["application_id"]]
    new = publish_commitment(
        situation, "insertion", ids, name_beacon(opportunity, situation.now), order.commitment
    )
    _correct_findings(situation)
    return _tell_new_commitment(situation, new, "entrant_to_insert")


def record_insertion(situation: Situation, facts: ValueFacts) -> Outcome:
    """Draw the place; the others keep their order, and those behind it move one place down."""
    opportunity = situation.on
    commitment, before = queries.find_insertion(opportunity), queries.last_order(opportunity)
    if commitment is None or before is None:
        raise LookupError("Nobody is being inserted.")
    result = keep_result(situation, commitment, before.order)
    row = _insert_row(situation, commitment, result)
    return Outcome(
        facts={"application": row.application_id, "place": row.place, "value": result.value},
        digests=result_digests(result),
        letters=[
            *write_redraw_letters(
                opportunity, commitment, "entrant_inserted", row.application_id, place=row.place
            ),
            *write_reserve_letters(opportunity, [row]),
        ],
    )


def _insert_row(situation: Situation, commitment: Commitment, result: DrawResult) -> RankedApplication:
    opportunity, programme = situation.on, situation.programme
    key = commitment.entrants[0]
    place = result.order.index(key) + 1
    rows = RankedApplication.objects.filter(opportunity=opportunity)
    rows.filter(place__gte=place).update(place=F("place") + 1)
    until = programme.windows.reserve_validity.after(situation.now, opportunity.zone or programme.zone)
    return RankedApplication.objects.create(
        application_id=key, opportunity=opportunity, place=place, valid_until=until
    )


def _correct_findings(situation: Situation) -> None:
    given = situation.given
    wrong = Finding.objects.filter(application_id=given["application_id"], met=False)
    wrong.update(met=True, reason=given["reason"], found_by=situation.person, found_at=situation.now)


def _tell_new_commitment(situation: Situation, commitment: Commitment, template: str) -> Outcome:
    given = situation.given
    return Outcome(
        facts={
            "application": given["application_id"],
            "beacon_at": write_machine_instant(commitment.beacon_at),
        },
        digests={**commitment_digests(commitment), "reason": keep_text(given["reason"])},
        letters=write_redraw_letters(situation.on, commitment, template, given["application_id"]),
        wake_at=[commitment.beacon_at],
    )


def _digest(given: Mapping[str, Any]) -> str:
    told = {name: str(given.get(name, "")) for name in ("application_id", "reason")}
    return hashlib.sha256(write_canonical({"format": "MA-CORRECTION-1", **told}).encode()).hexdigest()
