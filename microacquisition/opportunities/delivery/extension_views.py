"""Pages of work in trouble: a later date proposed and answered, and the officer’s decision."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.common.dates import date_words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.delivery.disputes import has_had_agreement
from microacquisition.opportunities.delivery.extensions import find_due, find_proposal
from microacquisition.opportunities.delivery.moves import list_moves, zone_of
from microacquisition.opportunities.delivery.notice_forms import ExtensionAnswerForm, NoticeForm, ProposalForm
from microacquisition.opportunities.delivery.queries import CANNOT_DELIVER, OPEN, find_deliverable
from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    find_purchase,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.people.readers import reader_of
from microacquisition.process.calendar import fiscal_year_end
from microacquisition.process.rules.extensions import warn_of_fiscal_year
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant

PAGES = "opportunities/delivery/pages/"
WAYS_ON = (
    "propose_extension", "give_default_notice", "terminate_for_default", "announce_convenience",
    "terminate_for_convenience",
)  # fmt: skip


def find_home(request: HttpRequest, opportunity: Opportunity) -> str:
    """Where this reader comes from: the supplier’s page of the work, or the file."""
    name = "my_work" if has_had_agreement(request.user, opportunity) else "file"  # type: ignore[arg-type]
    return reverse(name, kwargs={"opportunity_id": opportunity.pk})


@access(get=plays_in("propose_extension"), post=plays_in("propose_extension"))
def propose_extension(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Officer or supplier names a later date; the other side answers."""
    opportunity = find_purchase(request, opportunity_id)
    home, zone = find_home(request, opportunity), zone_of(opportunity)
    form = ProposalForm(request.POST or None, request=request)
    form.fields["due_at"].zone = zone  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            "propose_extension",
            opportunity,
            given=form.cleaned_data,
            back=request.path,
            go_on=home,
        )
    today = local_time(current_instant(), zone).date()
    page = {"form": form, "home": home, "last": date_words(fiscal_year_end(today)), **_describe(opportunity)}
    return draw_step(
        request, "propose_extension", opportunity, PAGES + "propose_extension.html", page, back=home
    )


@access(get=plays_in("extend_delivery"), post=plays_in("extend_delivery"))
def answer_extension(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The other side agrees to the date, or declines it with a reason."""
    opportunity = find_purchase(request, opportunity_id)
    home, deliverable, proposal = (
        find_home(request, opportunity),
        find_due(opportunity),
        find_proposal(opportunity),
    )
    if deliverable is None:
        return refuse_step(request, "extend_delivery", opportunity, begins=True, back=home)
    form = ExtensionAnswerForm(
        request.POST or None,
        request=request,
        initial={"shown_due_at": proposal.due_at.isoformat() if proposal else ""},
    )
    if request.method == "POST" and form.is_valid():
        agrees = "decline" not in request.POST
        return take_from_page(
            request,
            "extend_delivery" if agrees else "decline_extension",
            opportunity,
            subject_id=str(deliverable.pk) if agrees else "",
            given=form.cleaned_data,
            back=request.path,
            go_on=home,
        )
    page: dict[str, Any] = {"form": form, "home": home, "proposal": proposal, **_describe(opportunity)}
    if proposal:
        page["warning"] = warn_of_fiscal_year(proposal.due_at, current_instant(), zone_of(opportunity))
    return draw_step(
        request,
        "extend_delivery",
        opportunity,
        PAGES + "answer_extension.html",
        page,
        subject=deliverable,
        back=home,
    )


@access(get=plays_in("decide_on_work"), post=plays_in("decide_on_work"))
def decide_on_work(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """What happened, the ways on, and the words kept where the work simply goes on."""
    opportunity = find_file(request, opportunity_id)
    home = reverse("file", kwargs={"opportunity_id": opportunity_id})
    form = NoticeForm(request.POST or None, request=request)
    form.fields["reason"].label = NoticeForm.AGREED
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, "decide_on_work", opportunity, given=form.cleaned_data, back=request.path, go_on=home
        )
    agreement, reader = live_agreement(opportunity), reader_of(request)
    ways = [code for code in WAYS_ON if look_ahead(code, opportunity, reader) == []]
    page = {
        "form": form,
        "home": home,
        "warnings": agreement.notices.filter(kind=CANNOT_DELIVER).order_by("-given_at") if agreement else [],
        "ways": [
            (reverse(code, kwargs={"opportunity_id": opportunity_id}), STEP_WORDS[code].do) for code in ways
        ],
        **_describe(opportunity),
    }
    return draw_step(request, "decide_on_work", opportunity, PAGES + "decide.html", page, back=home)


def _describe(opportunity: Opportunity) -> dict[str, Any]:
    deliverable = find_deliverable(opportunity, *OPEN)
    return {
        "deliverable": deliverable,
        "moves": list_moves(deliverable),
        "is_late": deliverable is not None
        and deliverable.state == "DUE"
        and deliverable.due_at <= current_instant(),
    }
