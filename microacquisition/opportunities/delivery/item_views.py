"""Pages of what the supplier gets from the client team: the one marks, the other confirms."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.delivery.forms import HandOverForm, ItemAnswerForm
from microacquisition.opportunities.delivery.items import ItemStanding, list_items
from microacquisition.opportunities.delivery.moves import list_moves, zone_of
from microacquisition.opportunities.delivery.queries import OPEN, find_deliverable
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    find_purchase,
    plays_in,
    take_from_page,
)
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant

PAGES = "opportunities/delivery/pages/"


@access(get=plays_in("hand_over_item"), post=plays_in("hand_over_item"))
def hand_over_item(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The client team says what it handed over, and when."""
    opportunity = find_file(request, opportunity_id)
    standings = _list(opportunity)
    waiting = [each for each in standings if each.handover is None]
    today = local_time(current_instant(), zone_of(opportunity)).date()
    form = HandOverForm(
        request.POST or None,
        request=request,
        standings=waiting,
        today=today,
        initial={"handed_over_on": today},
    )
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            "hand_over_item",
            opportunity,
            given=form.cleaned_data,
            back=request.path,
            go_on=request.path
            if len(waiting) > 1
            else reverse("file", kwargs={"opportunity_id": opportunity_id}),
        )
    back = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    return _draw(request, "hand_over_item", opportunity, standings, form, back)


@access(get=plays_in("confirm_item"), post=plays_in("confirm_item"))
def answer_item(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The supplier says of an item that they have it, or that it is missing."""
    opportunity = find_purchase(request, opportunity_id)
    standings = _list(opportunity)
    waiting = [each for each in standings if not each.is_confirmed]
    form = ItemAnswerForm(request.POST or None, request=request, standings=waiting)
    back = reverse("my_work", kwargs={"opportunity_id": opportunity.pk})
    has_it = request.method == "POST" and form.is_valid() and form.cleaned_data["answer"] == "received"
    code = "confirm_item" if has_it else "report_late_item"
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, code, opportunity, given=form.cleaned_data, back=request.path, go_on=back
        )
    handed = any(each.handover is not None for each in waiting)
    return _draw(
        request, "confirm_item" if handed else "report_late_item", opportunity, standings, form, back
    )


def _list(opportunity: Opportunity) -> list[ItemStanding]:
    today = local_time(current_instant(), zone_of(opportunity)).date()
    return list_items(opportunity, live_agreement(opportunity), today)


def _draw(
    request: HttpRequest,
    code: str,
    opportunity: Opportunity,
    standings: list[ItemStanding],
    form: Any,
    back: str,
) -> HttpResponse:
    title: Words = STEP_WORDS["hand_over_item" if code == "hand_over_item" else "confirm_item"].do
    page = {
        "form": form,
        "title": title,
        "for_client": code == "hand_over_item",
        "standings": standings,
        "moves": list_moves(find_deliverable(opportunity, *OPEN)),
        "home": back,
    }
    return draw_step(request, code, opportunity, PAGES + "items.html", page, back=back)
