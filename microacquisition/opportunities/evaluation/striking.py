"""Take an application out, before there is an order: two people, a reason from the program's list."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microacquisition.common.canonical import write_canonical
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.evaluation.models import Strike
from microacquisition.opportunities.evaluation.queries import standing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.process.rules.striking import StrikeFacts
from microacquisition.records.events import keep_text


def gather_strike(situation: Situation) -> StrikeFacts:
    """The facts of striking one application."""
    given = situation.given
    rows = Application.objects.filter(opportunity=situation.on, opened__isnull=False, strike=None)
    return StrikeFacts(
        can_be_struck=rows.filter(pk=given.get("application_id", "")).exists(),
        reason_is_listed=given.get("reason_code")
        in {each.code for each in situation.programme.reasons_to_strike},
        has_words=bool(str(given.get("reason", "")).strip()),
    )


def digest_strike(situation: Situation) -> str:
    """Return SHA-256, in hex, of which application is struck and why; without a form, of what is already signed."""
    given = situation.given
    if "application_id" not in given or situation.step.code not in ("strike", "strike_from_order"):
        waiting = situation.on.signatures.filter(step__startswith="strike", end__isnull=True).first()
        return waiting.digest if waiting else ""
    return digest_text(given)


@dataclass(frozen=True)
class ProposedStrike:
    """What the first of two people signed to strike."""

    application_id: str
    reason_code: str
    reason: str


def find_proposed_strike(opportunity: Opportunity, code: str) -> ProposedStrike | None:
    """Return what waits for a second signature, found again from its digest and its reason."""
    waiting = opportunity.signatures.filter(step=code, end__isnull=True).order_by("signed_at").first()
    if waiting is None:
        return None
    for application in standing_applications(opportunity):
        for each in opportunity.programme.reasons_to_strike:
            proposed = ProposedStrike(application.pk, each.code, waiting.reason)
            if digest_text(vars(proposed)) == waiting.digest:
                return proposed
    return None


def digest_text(given: Mapping[str, Any]) -> str:
    """Return SHA-256, in hex, of the application, the reason's code and its words."""
    told = {name: str(given.get(name, "")) for name in ("application_id", "reason_code", "reason")}
    return hashlib.sha256(write_canonical({"format": "MA-STRIKE-1", **told}).encode()).hexdigest()


def strike(situation: Situation, facts: StrikeFacts) -> Outcome:
    """Take the application out; it is judged and drawn no more."""
    return keep_strike(situation)


def keep_strike(situation: Situation) -> Outcome:
    """Write the strike down and return its event's facts."""
    given = situation.given
    Strike.objects.create(
        application_id=given["application_id"], reason_code=given["reason_code"], reason=given["reason"],
        struck_at=situation.now,
    )  # fmt: skip
    return Outcome(
        facts={"application": given["application_id"], "reason": given["reason_code"]},
        digests={"reason": keep_text(given["reason"])},
    )
