"""The fund manager's one page: read, then sign, refuse or pass to a stand-in. A first signature sets up its proof here."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.opportunities.funding.forms import ReasonForm
from microacquisition.opportunities.funding.queries import (
    FundingSummary,
    find_statement_text,
    sign_by,
    summarize_funding,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    SEES_FILE,
    draw_step,
    find_file,
    plays_in,
    take_from_page,
)
from microacquisition.opportunities.passed_on import find_passed_on
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.stand_ins import (
    find_stand_in,
    look_at_passing,
    pass_to_stand_in,
    reasons_against_passing,
)
from microacquisition.people.readers import reader_of
from microacquisition.people.signing_factor import begin_enrolment, finish_enrolment
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

STEP = "sign_for_funds"
PAGES = "opportunities/funding/pages"


def PASSES_ON(request: HttpRequest, *, opportunity_id: UUID, **_values: object) -> bool:
    """The fund managers, and the officers for when it is late."""
    file = Opportunity.objects.files_visible_to(reader_of(request)).filter(pk=opportunity_id).first()
    return file is not None and look_at_passing(file, STEP, reader_of(request)) is not None


@access(get=SEES_FILE, post=plays_in(STEP))
def sign_for_funds(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """What, for whom, how much, which budget, by when, what it means; sign with one button, the second factor included."""
    opportunity = find_file(request, opportunity_id)
    file = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    enrolment = begin_enrolment(request)
    if request.method == "POST" and enrolment is None:
        return take_from_page(request, STEP, opportunity, back=file, go_on=file)
    if request.method == "POST" and enrolment is not None and enrolment.form.is_valid():
        go_on = finish_enrolment(request, enrolment, file)
        return take_from_page(request, STEP, opportunity, back=file, go_on=go_on)
    context = {
        **_read_page(request, opportunity, summarize_funding(opportunity)),
        "enrolment": enrolment,
        "form": enrolment.form if enrolment and enrolment.form.is_bound else None,
    }
    return draw_step(request, STEP, opportunity, f"{PAGES}/sign.html", context, back=file)


@access(get=plays_in("refuse_funds"), post=plays_in("refuse_funds"))
def refuse_funds(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The fund manager refuses, with a reason."""
    opportunity = find_file(request, opportunity_id)
    file = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    form = ReasonForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return take_from_page(request, "refuse_funds", opportunity, given=given, back=file, go_on=file)
    return draw_step(request, "refuse_funds", opportunity, f"{PAGES}/refuse.html", {"form": form}, back=file)


@access(post=PASSES_ON)
def pass_on(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The delegation's stand-in signs instead: one click."""
    opportunity, person = find_file(request, opportunity_id), reader_of(request)
    summary = summarize_funding(opportunity)
    file = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    if person is None:
        raise Http404
    since = _since(opportunity, summary)
    try:
        passed = pass_to_stand_in(
            opportunity.pk, STEP, passer=person, since=since, language=get_language() or "en"
        )
    except NotYours as error:
        raise Http404 from error
    except Refused as refusal:
        return refused_page(request, refusal.reasons, file)
    said = _("Passed on: %(name)s has received a mail and can sign now.")
    messages.success(request, said % {"name": passed.passed_to})
    return HttpResponseRedirect(file)


def _read_page(
    request: HttpRequest, opportunity: Opportunity, summary: FundingSummary | None
) -> dict[str, object]:
    person = reader_of(request)
    chosen, may_pass = None, False
    if person is not None and look_at_passing(opportunity, STEP, person) is not None:
        chosen = find_stand_in(opportunity, STEP, person)
        since = _since(opportunity, summary)
        may_pass = not reasons_against_passing(opportunity, STEP, person, since, chosen)
    return {
        "summary": summary,
        "statement": find_statement_text(opportunity),
        "act": opportunity.programme.signing_acts.get(STEP),
        "sign_by": sign_by(opportunity, summary),
        "refusal": ReasonForm(),
        "stand_in": chosen.person if chosen and may_pass else None,
        "passed": find_passed_on(opportunity, STEP),
    }


def _since(opportunity: Opportunity, summary: FundingSummary | None) -> datetime:
    confirmed = summary.form.confirmed_at if summary else None
    return confirmed or opportunity.state_since
