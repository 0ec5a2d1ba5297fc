"""Approvals of a statement: they hold for exactly the text that was signed, and lapse when another one comes back."""

import json
from typing import Any

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.signatures import Signature
from microacquisition.opportunities.situation import FurtherEvent, Situation
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.snapshot import digest_statement, write_snapshot
from microacquisition.process.lifecycle import STEPS
from microacquisition.records.models import Event

STEP = "approve_statement"
DATED = (
    "format", "opportunity", "closes_at", "closes_local", "selection_on", "delivery_at", "delivery_local", "repository",
)  # fmt: skip


def last_approvals(opportunity: Opportunity) -> list[Signature]:
    """Return the signatures that approved the statement last, whatever it says now; empty where nobody did."""
    used = opportunity.signatures.filter(step=STEP, end__why="used").select_related("person")
    last = used.order_by("signed_at").last()
    if last is None:
        return []
    newest = {
        signature.slot: signature for signature in used.filter(digest=last.digest).order_by("signed_at")
    }
    return [newest[slot] for slot in sorted(newest)]


def lapsed_approvals(opportunity: Opportunity) -> set[str]:
    """Return the ids of the approvals that lapsed: once lapsed, the earlier text needs new ones too."""
    lapsed = Event.objects.filter(stream=opportunity.stream, code="void_signature", subject_kind="signature")
    return set(lapsed.values_list("subject_id", flat=True))


def approvals_hold(statement: Statement) -> bool:
    """True where everybody who must approve signed exactly this text, or the one that left approval translated."""
    opportunity = statement.opportunity
    signed, lapsed = last_approvals(opportunity), lapsed_approvals(opportunity)
    if not signed:
        return bool(carried_approvals(statement))
    if len(signed) < len(STEPS[STEP].who) or {str(signature.pk) for signature in signed} & lapsed:
        return False
    approved = {signed[-1].digest, _digest_as_returned(opportunity, signed[-1])}
    return digest_statement(statement) in approved


def carried_approvals(statement: Statement) -> list[Signature]:
    """Return the approvals of the opportunity it was prepared again from, where the text is as it was posted there.

    Dates and what depends on them are asked for anew, so they are left out of the comparison.
    """
    earlier = statement.opportunity.again_from
    posted = earlier.versions.filter(why="posted").order_by("number").last() if earlier else None
    if earlier is None or posted is None or opened_again(statement.opportunity):
        return []
    now = json.loads(write_snapshot(statement))
    if _without_dates(now) != _without_dates(json.loads(posted.body)):
        return []
    return last_approvals(earlier) or carried_approvals(find_statement(earlier))


def opened_again(opportunity: Opportunity) -> bool:
    """True where reviewers were asked to approve this opportunity's own text: then nothing is carried any more."""
    return Event.objects.filter(
        stream=opportunity.stream, code="submit_for_review", to_state="IN_REVIEW"
    ).exists()


def _without_dates(told: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in told.items() if name not in DATED}
    kept["client_items"] = [{**item, "due_on": ""} for item in told["client_items"]]
    return kept


def lapse_approvals(situation: Situation) -> list[FurtherEvent]:
    """Return the events that end the approvals of an earlier text, each once; none where they hold."""
    if approvals_hold(find_statement(situation.on)):
        return []
    lapsed = lapsed_approvals(situation.on)
    return [
        FurtherEvent(
            "void_signature", ("signature", str(signature.pk)),
            {"step": STEP, "slot": signature.slot, "why": "text"},
        )
        for signature in last_approvals(situation.on)
        if str(signature.pk) not in lapsed
    ]  # fmt: skip


def _digest_as_returned(opportunity: Opportunity, since: Signature) -> str:
    """Return the digest of the text as it left approval: meanwhile only its translation can have been written."""
    event = (
        Event.objects.filter(
            stream=opportunity.stream, code__in=("return_to_drafting", "refuse_funds"), at__gt=since.signed_at
        )
        .order_by("seq")
        .last()
    )
    return str(json.loads(event.body)["digests"].get("statement", "")) if event else ""
