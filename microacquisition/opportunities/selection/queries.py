"""Named reads of a selection: the commitment, the order, the live offer, one's own result."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q

from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import Finding
from microacquisition.opportunities.evaluation.queries import passing_applications, standing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, DrawResult, Offer, RankedApplication
from microacquisition.opportunities.situation import Situation
from microacquisition.process.programmes.base import DrawMode, Selection
from microacquisition.process.rules.selection import DrawFacts, OrderFacts, ValueFacts
from microacquisition.process.selection.beacon import (
    BEACON_ZONE,
    DEFAULT_TIME,
    WrongValue,
    default_beacon_instant,
    read_typed_value,
)
from microacquisition.site.clock import current_instant

PRACTICE_NOTICE = timedelta(seconds=10)


def find_commitment(opportunity: Opportunity) -> Commitment | None:
    """Return the commitment of the award that stands, not one that was replaced."""
    stands = Q(replaced_by=None) | Q(replaced_by__purpose="insertion")  # which enters its order
    rows = Commitment.objects.filter(stands, opportunity=opportunity).exclude(purpose="insertion")
    return rows.order_by("-committed_at").first()


def find_result(opportunity: Opportunity) -> DrawResult | None:
    """Return what was drawn, or None while the value is not known."""
    return DrawResult.objects.filter(commitment=find_commitment(opportunity)).first()


def order_left(opportunity: Opportunity) -> list[RankedApplication]:
    """Return who may still be asked, in order: not passed over, neither asked now nor at work, still in reserve."""
    rows = RankedApplication.objects.filter(opportunity=opportunity, passed_over_at=None)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=current_instant()))
    asked_or_at_work = Q(application__offers__answer__in=("", "signed"))
    return list(rows.exclude(asked_or_at_work).select_related("application__opened__supplier"))


def find_offer(opportunity: Opportunity) -> Offer | None:
    """Return the offer that waits for its answer."""
    rows = Offer.objects.filter(opportunity=opportunity, answer="")
    return rows.select_related("application__opened__supplier").first()


def earliest_draw(opportunity: Opportunity, now: datetime) -> datetime:
    """Return the first moment (UTC) a draw may be set for."""
    if opportunity.programme.draw_mode is DrawMode.PRACTICE:
        return (now + PRACTICE_NOTICE).replace(microsecond=0)
    return default_beacon_instant(now)


def chosen_draw(opportunity: Opportunity, now: datetime, day: date | None) -> datetime:
    """Return the moment of the draw (UTC): the first possible one, or noon Eastern on the day chosen."""
    if day is None or opportunity.programme.draw_mode is DrawMode.PRACTICE:
        return earliest_draw(opportunity, now)
    return resolve_leniently(day, DEFAULT_TIME, BEACON_ZONE)


def gather_draw(situation: Situation) -> DrawFacts:
    """The facts of setting a draw."""
    programme, day = situation.programme, situation.given.get("day")
    return DrawFacts(
        passing=len(passing_applications(situation.on)),
        draws=programme.selection is Selection.DRAW,
        mode_is_ready=programme.draw_mode in (DrawMode.PUBLIC, DrawMode.PRACTICE),
        earliest=earliest_draw(situation.on, situation.now),
        chosen=chosen_draw(situation.on, situation.now, day) if day else None,
    )


def gather_value(situation: Situation) -> ValueFacts:
    """The facts of recording a draw."""
    commitment = find_commitment(situation.on)
    if commitment is None:
        return ValueFacts(situation.now, None, 0, has_value=False)
    typed, fault = str(situation.given.get("value") or ""), None
    if typed:
        try:
            read_typed_value(read_beacon(commitment), typed)
        except WrongValue as wrong:
            fault = wrong.words
    return ValueFacts(
        now=situation.now,
        beacon_at=commitment.beacon_at,
        entrants=commitment.entrants_count,
        has_value=bool(typed) or is_practice_draw(commitment),
        fault=fault,
    )


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


def own_findings(application: Application) -> list[OwnFinding]:
    """Return the findings about an application once they are frozen; none before."""
    if application.opportunity.state in ("OPEN", "CLOSED"):
        return []
    found = {row.criterion: row for row in Finding.objects.filter(application=application)}
    return [
        OwnFinding(number, criterion, bool(found[criterion.code].met), found[criterion.code].reason)
        for number, criterion in enumerate(criteria_of(application.opportunity), start=1)
        if criterion.code in found
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
