"""Pages of applicants: one's own result, the reserve list, the debrief, and saying no when asked."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.own_views import OWNS_APPLICATION
from microacquisition.opportunities.applications.queries import own_applications
from microacquisition.opportunities.page_steps import draw_step, plays_in, take_from_page
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.debriefing import ask_for_debrief, find_debrief, gather_debrief
from microacquisition.opportunities.selection.forms import DeclineForm, QuestionForm
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.selection.reserve import (
    NOT_IN_RESERVE,
    find_reserve_place,
    leave_reserve,
)
from microacquisition.opportunities.selection.scoring import selects_by_score, write_total
from microacquisition.opportunities.situation import Refused
from microacquisition.people.models import User
from microacquisition.people.queries import supplier_of
from microacquisition.process.rules.debrief import may_ask_for_debrief
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/selection/pages/"


def WAS_ASKED(request: HttpRequest, *, opportunity_id: UUID) -> bool:
    """Everybody who acts for a supplier that was ever asked to do this work: a second click finds its answer."""
    return request.user.is_authenticated and _own_offer(request, opportunity_id) is not None


@access(get=OWNS_APPLICATION)
def show_result(request: HttpRequest, application_id: str) -> HttpResponse:
    """One's own result: each finding with its reason, the rank, what was asked, what one may still do."""
    application = _own(request, application_id)
    opportunity = application.opportunity
    findings, told_at = queries.shown_findings(application), queries.told_at(opportunity)
    scored = selects_by_score(opportunity)
    may_know_rank = told_at is not None or not scored
    return render(
        request,
        PAGES + "result.html",
        {
            "application": application,
            "opportunity": opportunity,
            "findings": findings,
            "passed": bool(findings) and (scored or all(found.met for found in findings)),
            "scored": scored,
            "total": write_total(application, get_language() or "en") if scored and findings else "",
            "rank": queries.find_rank(application) if may_know_rank else None,
            "offer": queries.last_offer(application),
            "has_draw": queries.find_commitment(opportunity) is not None,
            "zone": opportunity.zone or opportunity.programme.zone,
            "in_reserve": find_reserve_place(application) if may_know_rank else None,
            "debrief": find_debrief(application),
            "may_ask": may_ask_for_debrief(gather_debrief(application)) == [],
            "debrief_until": queries.debrief_ends(opportunity, told_at) if told_at else None,
            "complaint_until": queries.complaint_ends(opportunity, told_at) if told_at else None,
        },
    )


@access(get=WAS_ASKED, post=WAS_ASKED)
def decline_offer(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The supplier who is asked says no; nobody holds it against them."""
    own = _own_offer(request, opportunity_id)
    if own is None:
        raise Http404
    opportunity = own.opportunity
    result = reverse("application_result", kwargs={"application_id": own.application_id})
    if (
        own.answer
    ):  # answered already: the same form once more gets its first answer, anything else the result
        if request.method == "POST" and plays_in("decline_offer")(request, opportunity_id=opportunity_id):
            return take_from_page(request, "decline_offer", opportunity, back=result, go_on=result)
        return HttpResponseRedirect(result)
    form = DeclineForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, "decline_offer", opportunity, given=form.cleaned_data, back=request.path, go_on=result
        )
    zone = opportunity.zone or opportunity.programme.zone
    context = {"form": form, "offer": own, "zone": zone, "price_cents": queries.price_left(opportunity)}
    return draw_step(request, "decline_offer", opportunity, PAGES + "decline.html", context)


@access(get=OWNS_APPLICATION, post=OWNS_APPLICATION)
def leave(request: HttpRequest, application_id: str) -> HttpResponse:
    """Ask once, then take one's own application off the reserve list."""
    application = _own(request, application_id)
    result = reverse("application_result", kwargs={"application_id": application_id})
    if request.method == "POST":
        try:
            leave_reserve(application, _person(request), get_language() or "en")
        except Refused as refusal:
            return refused_page(request, refusal.reasons, result)
        messages.success(request, _("You left the reserve list."))
        return HttpResponseRedirect(result)
    place, opportunity = find_reserve_place(application), application.opportunity
    if place is None:
        return refused_page(request, [NOT_IN_RESERVE], result)
    zone = opportunity.zone or opportunity.programme.zone
    context = {"application": application, "opportunity": opportunity, "place": place, "zone": zone}
    return render(request, PAGES + "leave.html", context)


@access(get=OWNS_APPLICATION, post=OWNS_APPLICATION)
def ask_debrief(request: HttpRequest, application_id: str) -> HttpResponse:
    """Ask why one was not chosen, with a question or without."""
    application = _own(request, application_id)
    result = reverse("application_result", kwargs={"application_id": application_id})
    facts = gather_debrief(application)
    if request.method == "POST" and facts.is_asked:
        return HttpResponseRedirect(result)
    if reasons := may_ask_for_debrief(facts):
        return refused_page(request, reasons, result)
    form = QuestionForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_debrief(
                application, form.cleaned_data["question"], _person(request), get_language() or "en"
            )
        except Refused as refusal:
            return refused_page(request, refusal.reasons, result)
        messages.success(request, _("You asked for a debrief. We write to you when it is there."))
        return HttpResponseRedirect(result)
    opportunity = application.opportunity
    context = {
        "form": form,
        "application": application,
        "opportunity": opportunity,
        "until": facts.ask_until,
        "zone": opportunity.zone or opportunity.programme.zone,
    }
    return render(request, PAGES + "ask_debrief.html", context)


def _own(request: HttpRequest, application_id: str) -> Application:
    return get_object_or_404(own_applications(_person(request)), pk=application_id)


def _own_offer(request: HttpRequest, opportunity_id: UUID) -> Offer | None:
    supplier = supplier_of(_person(request))
    offers = Offer.objects.filter(opportunity_id=opportunity_id, application__opened__supplier=supplier)
    return offers.select_related("opportunity").order_by("-made_at").first() if supplier else None


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
