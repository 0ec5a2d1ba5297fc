"""Pages of notices: the early warning, the notice of default, and the two ways in which an agreement ends early."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.delivery import queries
from microacquisition.opportunities.delivery.extension_views import find_home
from microacquisition.opportunities.delivery.moves import zone_of
from microacquisition.opportunities.delivery.notice_forms import (
    ConvenienceForm,
    DefaultForm,
    DefaultNoticeForm,
    NoticeForm,
    ShareAnswerForm,
)
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

PAGES = "opportunities/delivery/pages/"


@access(get=plays_in("say_cannot_deliver"), post=plays_in("say_cannot_deliver"))
def say_cannot_deliver(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """An early warning by the supplier: the program and the client team are told, nothing ends."""
    opportunity = find_purchase(request, opportunity_id)
    return _notice(
        request, "say_cannot_deliver", opportunity, NoticeForm(request.POST or None, request=request)
    )


@access(get=plays_in("give_default_notice"), post=plays_in("give_default_notice"))
def give_default_notice(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """A written notice with a last date to deliver; nothing ends yet."""
    opportunity = find_file(request, opportunity_id)
    form = DefaultNoticeForm(request.POST or None, request=request)
    form.fields["cure_by"].zone = zone_of(opportunity)  # type: ignore[attr-defined]
    return _notice(request, "give_default_notice", opportunity, form)


@access(get=plays_in("terminate_for_default"), post=plays_in("terminate_for_default"))
def terminate_for_default(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """End the agreement because the work was not delivered; nothing is paid."""
    opportunity = find_file(request, opportunity_id)
    return _notice(
        request, "terminate_for_default", opportunity, DefaultForm(request.POST or None, request=request)
    )


@access(get=plays_in("announce_convenience"), post=plays_in("announce_convenience"))
def announce_convenience(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The need ends: the share of the work done, as the program sees it, goes to the supplier first."""
    opportunity = find_file(request, opportunity_id)
    form = ConvenienceForm(request.POST or None, request=request)
    return _notice(request, "announce_convenience", opportunity, form)


@access(get=plays_in("answer_convenience"), post=plays_in("answer_convenience"))
def answer_convenience(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The supplier agrees with the share, or names another one."""
    opportunity = find_purchase(request, opportunity_id)
    home = reverse("my_work", kwargs={"opportunity_id": opportunity.pk})
    agreement = live_agreement(opportunity)
    form = ShareAnswerForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, "answer_convenience", opportunity, given=form.given(), back=request.path, go_on=home
        )
    share = queries.announced_share(agreement) if agreement else None
    page = {"form": form, "home": home, "share": share}
    return draw_step(request, "answer_convenience", opportunity, PAGES + "answer_share.html", page, back=home)


@access(get=plays_in("terminate_for_convenience"), post=plays_in("terminate_for_convenience"))
def terminate_for_convenience(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """End the work because the need ended; the share done is paid."""
    opportunity = find_file(request, opportunity_id)
    agreement = live_agreement(opportunity)
    share = queries.announced_share(agreement) if agreement else None
    answer = getattr(share, "answer", None)
    percent = answer.percent if answer else share.percent if share else None
    initial = {"percent": percent, "reason": share.text} if share else {}
    form = ConvenienceForm(request.POST or None, request=request, initial=initial)
    return _notice(request, "terminate_for_convenience", opportunity, form, share=share, answer=answer)


def _notice(
    request: HttpRequest, code: str, opportunity: Opportunity, form: Any, **shown: Any
) -> HttpResponse:
    home = find_home(request, opportunity)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, code, opportunity, given=form.cleaned_data, back=request.path, go_on=home
        )
    page = {
        "form": form,
        "code": code,
        "step": STEP_WORDS[code],
        "deliverable": queries.find_deliverable(opportunity, *queries.OPEN),
        "home": home,
        **shown,
    }
    return draw_step(request, code, opportunity, PAGES + "notice.html", page)
