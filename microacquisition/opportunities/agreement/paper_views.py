"""Pages of the papers before a signature: the supplier sends, the officer checks, an exception is recorded."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.forms import ExceptionForm, PapersCheckForm, PapersForm
from microacquisition.opportunities.agreement.models import OfferStatus
from microacquisition.opportunities.agreement.queries import find_status, live_offer
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    find_purchase,
    plays_in,
    take_from_page,
)
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant

PAGE = "opportunities/agreement/pages/papers.html"


@access(get=plays_in("send_papers"), post=plays_in("send_papers"))
def send_papers(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """A federal employee gives both papers that a director general signed."""
    opportunity = find_purchase(request, opportunity_id)
    today = local_time(current_instant(), opportunity.programme.zone).date()
    form = PapersForm(request.POST or None, request=request, today=today)
    home = reverse("my_work", kwargs={"opportunity_id": opportunity.pk})
    given = form.cleaned_data if request.method == "POST" and form.is_valid() else None
    return _take_or_draw(request, "send_papers", opportunity, form, given, home)


@access(get=plays_in("check_papers"), post=plays_in("check_papers"))
@leaves_reading("read_papers")
def check_papers(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The officer reads both papers and accepts or returns them."""
    form = PapersCheckForm(request.POST or None, request=request)
    return _answer(request, "check_papers", opportunity_id, form)


@access(get=plays_in("record_exception"), post=plays_in("record_exception"))
@leaves_reading("read_papers")
def record_exception(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The officer records the exception for a former public servant, or that there is none."""
    form = ExceptionForm(request.POST or None, request=request)
    return _answer(request, "record_exception", opportunity_id, form)


def _answer(
    request: HttpRequest, code: str, opportunity_id: UUID, form: PapersCheckForm | ExceptionForm
) -> HttpResponse:
    home = reverse("file", kwargs={"opportunity_id": opportunity_id})
    given = form.given() if request.method == "POST" and form.is_valid() else None
    return _take_or_draw(request, code, find_file(request, opportunity_id), form, given, home)


def _take_or_draw(
    request: HttpRequest,
    code: str,
    opportunity: Opportunity,
    form: Any,
    given: dict[str, Any] | None,
    home: str,
) -> HttpResponse:
    if given is not None:
        return take_from_page(request, code, opportunity, given=given, back=request.path, go_on=home)
    page = {
        "form": form,
        "code": code,
        "step": STEP_WORDS[code],
        "home": home,
        **_describe(opportunity),
    }
    return draw_step(request, code, opportunity, PAGE, page, back=home)


def _describe(opportunity: Opportunity) -> dict[str, Any]:
    offer = live_offer(opportunity)
    status: OfferStatus | None = find_status(offer) if offer else None
    papers = [status.own_time, status.intellectual_property] if status and status.papers_sent_at else []
    texts = [bytes(paper.content).decode() for paper in papers if paper is not None]
    return {"offer": offer, "status": status, "texts": texts}
