"""Named reads of a selection: the commitment, the order, the live offer, one's own result."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, Sum

from microacquisition.common.read_once import read_once
from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import Finding
from microacquisition.opportunities.evaluation.queries import passing_applications, standing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, DrawResult, Offer, RankedApplication
from microacquisition.opportunities.situation import Situation
from microacquisition.process.programmes.base import Selection
from microacquisition.process.rules.offering import OrderFacts
from microacquisition.site.clock import current_instant


@read_once
def find_commitment(opportunity: Opportunity) -> Commitment | None:
    """Return the commitment of the award that stands, not one that was replaced."""
    stands = Q(replaced_by=None) | Q(replaced_by__purpose="insertion")  # which enters its order
    rows = Commitment.objects.filter(stands, opportunity=opportunity).exclude(purpose="insertion")
    return rows.order_by("-committed_at").first()


@read_once
def find_insertion(opportunity: Opportunity) -> Commitment | None:
    """Return the commitment of an application being added to the order, whose place is still to be drawn."""
    rows = Commitment.objects.filter(opportunity=opportunity, purpose="insertion", result=None)
    return rows.first()


@read_once
def last_order(opportunity: Opportunity) -> DrawResult | None:
    """Return the result that gave the order as it stands: the award’s, or the last insertion’s."""
    rows = DrawResult.objects.filter(commitment__opportunity=opportunity).select_related("commitment")
    return rows.order_by("-recorded_at", "-pk").first()


def somebody_may_follow(opportunity: Opportunity) -> bool:
    """True while somebody is left in the order, or is being added to it."""
    return bool(order_left(opportunity)) or find_insertion(opportunity) is not None


def find_result(opportunity: Opportunity) -> DrawResult | None:
    """Return what was drawn, or None while the value is not known."""
    commitment = find_commitment(opportunity)
    return result_of(commitment) if commitment else None


def result_of(commitment: Commitment) -> DrawResult | None:
    """Return what came of one commitment, or None."""
    return DrawResult.objects.filter(commitment=commitment).first()


def other_commitments(commitment: Commitment) -> list[Commitment]:
    """Return what stands beside the list of the draw, oldest first: lists it replaced, and insertions."""
    rows = Commitment.objects.filter(opportunity=commitment.opportunity_id).exclude(pk=commitment.pk)
    return list(rows.order_by("committed_at"))


@read_once
def order_left(opportunity: Opportunity) -> list[RankedApplication]:
    """Return who may still be asked, in order: not passed over, neither asked now nor at work, still in reserve."""
    rows = RankedApplication.objects.filter(opportunity=opportunity, passed_over_at=None)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=current_instant()))
    asked_or_at_work = Q(application__offers__answer__in=("", "signed"))
    return list(rows.exclude(asked_or_at_work).select_related("application__opened__supplier"))


@read_once
def price_left(opportunity: Opportunity) -> int:
    """Return, in cents, what the next supplier is offered: the fixed price without what ended agreements delivered.

    What is accepted under ended agreements and the agreement in force never pass the fixed price (design, section 2).
    """
    ended = opportunity.agreements.filter(ended_at__isnull=False, deliverables__state="ACCEPTED")
    accepted = ended.aggregate(total=Sum("deliverables__price_cents"))["total"] or 0
    return max(0, (opportunity.price_cents or 0) - accepted)


@read_once
def find_offer(opportunity: Opportunity) -> Offer | None:
    """Return the offer that waits for its answer."""
    rows = Offer.objects.filter(opportunity=opportunity, answer="")
    return rows.select_related("application__opened__supplier").first()


def gather_order(situation: Situation) -> OrderFacts:
    """The facts of an offer, its end, or an end without award."""
    return read_order_facts(situation.on, situation.now)


def read_order_facts(opportunity: Opportunity, now: datetime) -> OrderFacts:
    """Return who could still be selected, and until when the live offer runs."""
    offer = find_offer(opportunity)
    return OrderFacts(
        now=now,
        state=opportunity.state,
        applications=_count_applications(opportunity),
        passing=len(passing_applications(opportunity)),
        left=len(order_left(opportunity)),
        scores=opportunity.programme.selection is Selection.HIGHEST_SCORE,
        being_inserted=int(find_insertion(opportunity) is not None),
        answer_by=offer.answer_by if offer else None,
    )


def _count_applications(opportunity: Opportunity) -> int:
    if opportunity.applications_opened_at is None:
        return opportunity.applications_count or 0
    return len(standing_applications(opportunity))


def read_beacon(commitment: Commitment) -> dict[str, Any]:
    """Return the beacon that the commitment names."""
    beacon: dict[str, Any] = read_body(commitment)["beacon"]
    return beacon


def read_body(commitment: Commitment) -> dict[str, Any]:
    """Return C as it was published."""
    body: dict[str, Any] = json.loads(commitment.body)
    return body


def is_practice_draw(commitment: Commitment) -> bool:
    """True where the server itself makes the value, so that the draw proves nothing."""
    return bool(read_beacon(commitment)["kind"] == "practice")


@dataclass(frozen=True)
class OwnFinding:
    """One finding about one's own application, with the criterion as it was published."""

    number: int
    criterion: Any
    met: bool
    reason: str
    score_hundredths: int | None = None


def shown_findings(application: Application) -> list[OwnFinding]:
    """Return the findings an applicant may read now: scores only once somebody has signed, or nobody could."""
    opportunity = application.opportunity
    waits = opportunity.programme.selection is Selection.HIGHEST_SCORE and told_at(opportunity) is None
    return [] if waits else own_findings(application)


def own_findings(application: Application) -> list[OwnFinding]:
    """Return the findings about an application once they are frozen; none before."""
    if application.opportunity.state in ("OPEN", "CLOSED"):
        return []
    found = {row.criterion: row for row in Finding.objects.filter(application=application)}
    return [
        OwnFinding(number, criterion, bool(row.met), row.reason, row.score_hundredths)
        for number, criterion in enumerate(criteria_of(application.opportunity), start=1)
        if (row := found.get(criterion.code)) is not None
    ]


def find_rank(application: Application) -> RankedApplication | None:
    """Return the application's place in the order, or None."""
    return RankedApplication.objects.filter(application=application).first()


def told_at(opportunity: Opportunity) -> datetime | None:
    """Return when (UTC) applicants were told the result: when somebody first signed, or nobody could; else None."""
    if opportunity.state == "NO_AWARD":
        return opportunity.state_since
    signed = opportunity.offers.filter(answer="signed").order_by("answered_at").first()
    return signed.answered_at if signed else None


def debrief_ends(opportunity: Opportunity, told: datetime) -> datetime:
    """Return until when (UTC) a debrief may be asked for, by those who were told at `told`."""
    zone = opportunity.zone or opportunity.programme.zone
    return opportunity.programme.windows.debrief.after(told, zone)


def complaint_ends(opportunity: Opportunity, told: datetime) -> datetime:
    """Return until when (UTC) a complaint is possible, for those who were told at `told`."""
    zone = opportunity.zone or opportunity.programme.zone
    return opportunity.programme.complaint_window.after(told, zone)


def last_offer(application: Application) -> Offer | None:
    """Return the last offer made to this application, or None."""
    return application.offers.order_by("-made_at").first()


def promise_delivery(opportunity: Opportunity, answer_by: datetime) -> datetime:
    """Return the delivery instant (UTC): as many days after the answer date as were published, never fewer.

    Published were the days from the expected selection to the delivery; the local time of day stays.
    """
    published, zone = opportunity.delivery_at, opportunity.zone or opportunity.programme.zone
    if published is None or opportunity.closes_at is None:
        raise LookupError("A posted opportunity says when the work is due.")
    selection_on = opportunity.statement.selection_on or local_time(opportunity.closes_at, zone).date()
    local = local_time(published, zone)
    days = (local.date() - selection_on).days
    shifted = resolve_leniently(local_time(answer_by, zone).date() + timedelta(days=days), local.time(), zone)
    promised = max(published, shifted)
    if promised <= answer_by:  # minutes, in practice
        promised = answer_by + (published - opportunity.closes_at)
    return promised.astimezone(UTC)
