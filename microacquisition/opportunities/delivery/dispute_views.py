"""Pages of a dispute: open, answer, resolve; what both sides wrote stands on each."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from microacquisition.opportunities.delivery.disputes import find_open_dispute
from microacquisition.opportunities.delivery.extension_views import find_home
from microacquisition.opportunities.delivery.notice_forms import NoticeForm
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    find_purchase,
    plays_in,
    take_from_page,
)
from microacquisition.people.readers import reader_of
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.access import access

PAGES = "opportunities/delivery/pages/"


@access(get=plays_in("open_dispute"), post=plays_in("open_dispute"))
def open_dispute(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Either side writes what it disagrees with."""
    return _draw(request, "open_dispute", find_purchase(request, opportunity_id))


@access(get=plays_in("answer_dispute"), post=plays_in("answer_dispute"))
def answer_dispute(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The other side answers."""
    return _draw(request, "answer_dispute", find_purchase(request, opportunity_id))


@access(get=plays_in("resolve_dispute"), post=plays_in("resolve_dispute"))
def resolve_dispute(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The program officer records how it was resolved."""
    return _draw(request, "resolve_dispute", find_file(request, opportunity_id))


def _draw(request: HttpRequest, code: str, opportunity: Opportunity) -> HttpResponse:
    reader = reader_of(request)
    home = find_home(request, opportunity)
    form = NoticeForm(request.POST or None, request=request)
    form.fields["reason"].label = NoticeForm.DISPUTE[code]
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, code, opportunity, given=form.cleaned_data, back=request.path, go_on=home
        )
    page = {
        "form": form,
        "code": code,
        "step": STEP_WORDS[code],
        "dispute": find_open_dispute(opportunity, reader),
        "home": home,
    }
    return draw_step(request, code, opportunity, PAGES + "dispute.html", page, back=home)
