"""Pages of those who select."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.evaluation.queries import passing_applications
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.forms import DayForm, ValueForm
from microacquisition.process.programmes.base import DrawMode
from microacquisition.process.rules.selection import NO_AWARD_REASONS, why_no_award
from microacquisition.process.selection.beacon import WrongValue, read_typed_value
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
    form = DayForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, "commit_draw", opportunity, given=form.cleaned_data,
            back=request.path, go_on=_file(opportunity_id),
        )  # fmt: skip
    context = {
        "form": form,
        "ids": passing_applications(opportunity),
        "earliest": queries.earliest_draw(opportunity, current_instant()),
        "practice": practice,
    }
    return draw_step(request, "commit_draw", opportunity, PAGES + "commit.html", context)


@access(get=plays_in("record_draw"), post=plays_in("record_draw"))
def record_draw(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Type the published value; the order follows."""
    opportunity = find_file(request, opportunity_id)
    commitment = queries.find_commitment(opportunity)
    form = ValueForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and commitment is not None:
        try:
            read_typed_value(queries.read_beacon(commitment), form.cleaned_data["value"])
        except WrongValue as wrong:
            form.refuse(wrong.words.in_language(get_language() or "en"))
        else:
            return take_from_page(
                request, "record_draw", opportunity, given=form.cleaned_data,
                back=request.path, go_on=_file(opportunity_id),
            )  # fmt: skip
    beacon = queries.read_beacon(commitment) if commitment else {}
    context = {"form": form, "commitment": commitment, "beacon": beacon}
    return draw_step(request, "record_draw", opportunity, PAGES + "record.html", context)


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
