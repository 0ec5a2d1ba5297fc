"""Pages around striking: applications that look alike, a supplier told and heard, the decision of two people."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.applications.models import OpenedAnswer
from microacquisition.opportunities.applications.own_views import OWNS_APPLICATION
from microacquisition.opportunities.applications.queries import own_applications
from microacquisition.opportunities.evaluation import doubles, hearing, queries, striking
from microacquisition.opportunities.evaluation.models import StrikeNotice
from microacquisition.opportunities.evaluation.noting import note_from_page
from microacquisition.opportunities.evaluation.striking_forms import (
    AnswerNoticeForm,
    DropForm,
    TellForm,
    TwoPeopleForm,
)
from microacquisition.opportunities.evaluation.views import LEADS_EVALUATION, TELLS_SUPPLIERS
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import draw_step, find_file, take_from_page
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.process.rules.clarifying import TOO_LATE_TO_COMPARE
from microacquisition.process.rules.striking import NOT_NOW
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/evaluation/pages/"


def _file(opportunity: Opportunity) -> str:
    return reverse("file", kwargs={"opportunity_id": opportunity.pk})


@access(get=LEADS_EVALUATION, post=LEADS_EVALUATION)
def strike(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """What suppliers were told and answered; two people sign to strike, or an officer lets an application stand."""
    opportunity = find_file(request, opportunity_id)
    code = "strike_from_order" if opportunity.state in ("RANKED", "OFFERED") else "strike"
    if request.method == "POST" and "application_id" in request.POST:
        return take_from_page(
            request, code, opportunity, given={"application_id": request.POST["application_id"]},
            back=request.path, go_on=reverse("file", kwargs={"opportunity_id": opportunity_id}),
        )  # fmt: skip
    waiting = opportunity.signatures.filter(step=code, end__isnull=True).select_related("person")
    signed = {each.digest: each for each in waiting}
    notices = [
        (each, striking.name_reason(each, get_language() or "en"), striking.is_heard(each),
         signed.get(striking.digest_notice(each)))
        for each in striking.live_notices(opportunity)
    ]  # fmt: skip
    may_tell = opportunity.applications_opened_at is not None and TELLS_SUPPLIERS(
        request, opportunity_id=opportunity_id
    )
    zone = opportunity.zone or opportunity.programme.zone
    context = {"notices": notices, "zone": zone, "may_tell": may_tell}
    return draw_step(request, code, opportunity, PAGES + "strike.html", context)


@access(get=TELLS_SUPPLIERS, post=TELLS_SUPPLIERS)
def tell_supplier(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Tell a supplier why their application may be struck."""
    opportunity = find_file(request, opportunity_id)
    if not doubles.are_compared_now(opportunity):
        return refused_page(request, [NOT_NOW], _file(opportunity))
    told = {each.application_id for each in striking.live_notices(opportunity)}
    standing = [each.pk for each in queries.standing_applications(opportunity) if each.pk not in told]
    form = TellForm(
        request.POST or None, applications=standing, reasons=opportunity.programme.reasons_to_strike,
        initial={"application_id": request.GET.get("application", "")}, request=request,
    )  # fmt: skip
    back = reverse("strike", kwargs={"opportunity_id": opportunity_id})
    if request.method == "POST" and form.is_valid():
        return note_from_page(
            request, "tell_strike", back,
            lambda user, language: hearing.tell_supplier(opportunity, user, form.cleaned_data, language),
        )  # fmt: skip
    window = opportunity.programme.windows.strike_answer.label()
    context = {"form": form, "opportunity": opportunity, "window": window, "standing": standing}
    return render(request, PAGES + "tell_strike.html", context)


@access(get=TELLS_SUPPLIERS, post=TELLS_SUPPLIERS)
def drop_notice(request: HttpRequest, opportunity_id: UUID, application_id: str) -> HttpResponse:
    """Let an application stand after its supplier was told."""
    opportunity = find_file(request, opportunity_id)
    notice = striking.find_notice(opportunity, application_id)
    if notice is None:
        raise Http404
    form = DropForm(request.POST or None, request=request)
    back = reverse("strike", kwargs={"opportunity_id": opportunity_id})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return note_from_page(
            request, "drop_strike", back,
            lambda user, language: hearing.drop_notice(opportunity, user, application_id, reason, language),
        )  # fmt: skip
    return render(
        request, PAGES + "drop_strike.html", {"form": form, "opportunity": opportunity, "notice": notice}
    )


@access(get=OWNS_APPLICATION, post=OWNS_APPLICATION)
def answer_notice(request: HttpRequest, application_id: str) -> HttpResponse:
    """The supplier reads the reason, answers in time, and later reads what was decided."""
    application = own_applications(request.user).get(pk=application_id)  # type: ignore[arg-type]
    notice = StrikeNotice.objects.filter(application=application).order_by("-told_at").first()
    if notice is None:
        raise Http404
    opportunity, may_answer = application.opportunity, hearing.may_be_answered(notice)
    form = AnswerNoticeForm(request.POST or None, request=request)
    if request.method == "POST" and not may_answer:
        return refused_page(request, [NOT_NOW], request.path)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        return note_from_page(
            request, "answer_strike", request.path,
            lambda user, language: hearing.answer_notice(notice, user, answer, language),
        )  # fmt: skip
    return render(
        request,
        PAGES + "notice.html",
        {
            "form": form,
            "application": application,
            "opportunity": opportunity,
            "notice": notice,
            "reason": striking.name_reason(notice, get_language() or "en"),
            "may_answer": may_answer,
            "struck": hasattr(application, "strike"),
            "zone": opportunity.zone or opportunity.programme.zone,
        },
    )


@access(get=TELLS_SUPPLIERS)
@leaves_reading("read_applicants")
def list_doubles(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The applications that look like one person's, and why."""
    opportunity = find_file(request, opportunity_id)
    if not doubles.are_compared_now(opportunity):
        return refused_page(request, [TOO_LATE_TO_COMPARE], _file(opportunity))
    context = {"opportunity": opportunity, "pairs": doubles.list_pairs(opportunity)}
    return render(request, PAGES + "doubles.html", context)


@access(get=TELLS_SUPPLIERS, post=TELLS_SUPPLIERS)
@leaves_reading("read_applicants")
def look_at_double(request: HttpRequest, opportunity_id: UUID, first: str, second: str) -> HttpResponse:
    """Two applications side by side: note that they are two people, or go on to tell one of them."""
    opportunity = find_file(request, opportunity_id)
    if not doubles.are_compared_now(opportunity):
        return refused_page(request, [TOO_LATE_TO_COMPARE], _file(opportunity))
    pairs = {(pair.double.first, pair.double.second): pair for pair in doubles.list_pairs(opportunity)}
    if (first, second) not in pairs:
        raise Http404
    form = TwoPeopleForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return note_from_page(
            request, "note_two_people", reverse("doubles", kwargs={"opportunity_id": opportunity_id}),
            lambda user, language: doubles.note_two_people(opportunity, user, first, second, reason, language),
        )  # fmt: skip
    answers = OpenedAnswer.objects.filter(opened__application_id__in=(first, second)).select_related("opened")
    context = {
        "form": form,
        "pair": pairs[first, second],
        "answers": answers.order_by("criterion", "opened_id"),
    }
    return render(request, PAGES + "double.html", {"opportunity": opportunity, **context})
