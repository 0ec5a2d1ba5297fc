"""Pages of those who select."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.common.scores import FULL_SCORE
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.opportunities.selection import beacons, queries, redrawing, scoring
from microacquisition.opportunities.selection.drawing import name_entrants
from microacquisition.opportunities.selection.forms import CorrectionForm, DayForm, ValueForm, WitnessedForm
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.process.programmes.base import DrawMode
from microacquisition.process.rules.offering import NO_AWARD_REASONS, why_no_award
from microacquisition.process.selection.beacon import beacon_time
from microacquisition.process.selection.pulses import public_address
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant

PAGES = "opportunities/selection/pages/"


def _file(opportunity_id: UUID) -> str:
    return reverse("file", kwargs={"opportunity_id": opportunity_id})


@access(get=plays_in("commit_draw"), post=plays_in("commit_draw"))
def commit_draw(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Publish the list and set the moment of the draw."""
    opportunity = find_file(request, opportunity_id)
    practice = opportunity.programme.draw_mode is DrawMode.PRACTICE
    purpose, ids = name_entrants(opportunity)
    form = DayForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, "commit_draw", opportunity, given=form.cleaned_data,
            back=request.path, go_on=_file(opportunity_id),
        )  # fmt: skip
    context = {
        "form": form,
        "ids": ids,
        "tie": purpose == "tie",
        "earliest": beacons.tell_earliest_draw(opportunity, current_instant()),
        "practice": practice,
        "witnessed": opportunity.programme.draw_mode is DrawMode.WITNESSED,
    }
    return draw_step(request, "commit_draw", opportunity, PAGES + "commit.html", context)


@access(get=plays_in("rank"), post=plays_in("rank"))
def rank(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Read the totals, highest first, and record the order they give."""
    opportunity = find_file(request, opportunity_id)
    if request.method == "POST":
        return take_from_page(request, "rank", opportunity, back=request.path, go_on=_file(opportunity_id))
    standings = scoring.read_standings(opportunity)
    order = sorted(standings.totals.items(), key=lambda each: (-each[1], each[0]))
    reasons = look_ahead("rank", opportunity, request.user)  # type: ignore[arg-type]
    return render(
        request,
        PAGES + "rank.html",
        {
            "opportunity": opportunity,
            "rows": [(key, total, key in standings.tied) for key, total in order],
            "highest": len(criteria_of(opportunity)) * FULL_SCORE,
            "may_draw": bool(standings.tied) and opportunity.state == "EVALUATED",
            "reasons": reasons,
        },
    )


@access(get=plays_in("record_draw"), post=plays_in("record_draw"))
def record_draw(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Type the published value; the order follows."""
    opportunity = find_file(request, opportunity_id)
    return _record(request, "record_draw", opportunity, queries.find_commitment(opportunity))


@access(get=plays_in("record_insertion"), post=plays_in("record_insertion"))
def record_insertion(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Type the published value; the place of the application added follows."""
    opportunity = find_file(request, opportunity_id)
    commitment = queries.find_insertion(opportunity)
    if commitment is None and request.method != "POST":
        return refuse_step(request, "record_insertion", opportunity)
    return _record(request, "record_insertion", opportunity, commitment)


def _record(
    request: HttpRequest, code: str, opportunity: Opportunity, commitment: Commitment | None
) -> HttpResponse:
    witnessed = commitment is not None and beacons.is_witnessed(commitment)
    beacon = beacons.value_beacon(commitment, current_instant()) if commitment else {}
    kind = str(beacon.get("kind", ""))
    form = ValueForm(request.POST or None, request=request, kind=kind)
    if witnessed:
        today = opportunity.local_day(current_instant())
        form = WitnessedForm(request.POST or None, request=request, kind=kind, today=today)
    if request.method == "POST" and form.is_valid() and commitment is not None:
        fault = beacons.find_fault(beacon, form.cleaned_data["value"])
        if fault is None:
            return take_from_page(
                request, code, opportunity, given=form.cleaned_data,
                back=request.path, go_on=_file(opportunity.pk),
            )  # fmt: skip
        form.refuse(fault.in_language(get_language() or "en"))
    context = {
        "form": form,
        "commitment": commitment,
        "beacon": beacon,
        "moment": beacon_time(beacon) if beacon else None,
        "fallback": commitment is not None and beacon != queries.read_beacon(commitment),
        "witnessed": witnessed,
        "round_address": public_address(int(str(beacon["round"]))) if "round" in beacon else "",
        "inserts": commitment.entrants[0] if commitment and code == "record_insertion" else "",
    }
    return draw_step(request, code, opportunity, PAGES + "record.html", context)


@access(get=plays_in("replace_draw"), post=plays_in("replace_draw"))
def replace_draw(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Before the value: a new list, with the application that was left out."""
    return _redraw(request, "replace_draw", opportunity_id)


@access(get=plays_in("insert_entrant"), post=plays_in("insert_entrant"))
def insert_entrant(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """After the value: a place to be drawn for the application that was left out."""
    return _redraw(request, "insert_entrant", opportunity_id)


def _redraw(request: HttpRequest, code: str, opportunity_id: UUID) -> HttpResponse:
    opportunity = find_file(request, opportunity_id)
    proposed = redrawing.find_proposed_correction(opportunity, code)
    form = CorrectionForm(
        request.POST or None,
        applications=[each.pk for each in redrawing.list_left_out(opportunity)],
        request=request,
    )
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            code,
            opportunity,
            given=form.cleaned_data,
            back=request.path,
            go_on=_file(opportunity_id),
        )
    moment = beacons.tell_earliest_draw(opportunity, current_instant())
    context = {"form": form, "proposed": proposed, "replaces": code == "replace_draw", "moment": moment}
    return draw_step(request, code, opportunity, PAGES + "redraw.html", context)


@access(get=plays_in("offer"), post=plays_in("offer"))
def offer(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Ask the next in order."""
    opportunity = find_file(request, opportunity_id)
    if request.method == "POST":
        return take_from_page(request, "offer", opportunity, back=request.path, go_on=_file(opportunity_id))
    if opportunity.delivery_at is None or opportunity.closes_at is None:
        return refuse_step(request, "offer", opportunity)
    left = queries.order_left(opportunity)
    zone = opportunity.zone or opportunity.programme.zone
    answer_by = opportunity.programme.windows.offer_answer.after(current_instant(), zone)
    return render(
        request,
        PAGES + "offer.html",
        {
            "opportunity": opportunity,
            "next": left[0] if left else None,
            "answer_by": answer_by,
            "delivery_at": queries.promise_delivery(opportunity, answer_by),
            "zone": zone,
            "reasons": look_ahead("offer", opportunity, request.user),  # type: ignore[arg-type]
        },
    )


@access(get=plays_in("end_without_award"), post=plays_in("end_without_award"))
def end_without_award(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """End it where nobody is left to be selected."""
    opportunity = find_file(request, opportunity_id)
    if request.method == "POST":
        return take_from_page(
            request, "end_without_award", opportunity, back=request.path, go_on=_file(opportunity_id)
        )
    code = why_no_award(queries.read_order_facts(opportunity, current_instant()))
    return render(
        request,
        PAGES + "no_award.html",
        {
            "opportunity": opportunity,
            "reason": NO_AWARD_REASONS.get(code),
            "reasons": look_ahead("end_without_award", opportunity, request.user),  # type: ignore[arg-type]
        },
    )
