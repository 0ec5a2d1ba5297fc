"""The fund manager's one page: read, then sign, refuse or pass to a stand-in. A first signature sets up its proof here."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.opportunities.funding.anew import describe_due
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
from microacquisition.people.signing_factor import begin_enrolment, finish_enrolment
from microacquisition.site.access import access

STEP = "sign_for_funds"
PAGES = "opportunities/funding/pages"


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
        **_read_page(opportunity, summarize_funding(opportunity)),
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


def _read_page(opportunity: Opportunity, summary: FundingSummary | None) -> dict[str, object]:
    return {
        "summary": summary,
        **describe_due(opportunity),
        "statement": find_statement_text(opportunity),
        "act": opportunity.programme.signing_acts.get(STEP),
        "sign_by": sign_by(opportunity, summary),
        "refusal": ReasonForm(),
    }
