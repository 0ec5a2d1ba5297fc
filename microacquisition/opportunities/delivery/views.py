"""Pages of the work: deliver and judge."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.opportunities.delivery import queries
from microacquisition.opportunities.delivery.extension_views import find_home
from microacquisition.opportunities.delivery.forms import (
    AssessmentForm,
    DeliveryForm,
)
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    find_purchase,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.site.access import access

PAGES = "opportunities/delivery/pages/"


def _find_deliverable(opportunity: Opportunity, state: str) -> Deliverable | None:
    """The deliverable in that state, else another one that is not cancelled, so that its page can say why not."""
    found = queries.find_deliverable(opportunity, state)
    return found or queries.find_deliverable(opportunity, "DUE", "DELIVERED", "ACCEPTED")


@access(get=plays_in("deliver"), post=plays_in("deliver"))
def deliver(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Name the repository and the commit or pull request; the client team may do it for the supplier."""
    opportunity = find_purchase(request, opportunity_id)
    deliverable = _find_deliverable(opportunity, "DUE")
    if deliverable is None:
        return refuse_step(request, "deliver", opportunity, begins=True, back=find_home(request, opportunity))
    last = queries.last_delivery(deliverable)
    initial = {"repository": last.repository if last else opportunity.statement.repository}
    form = DeliveryForm(
        request.POST or None, request=request, hosts=opportunity.programme.code_hosts, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            "deliver",
            opportunity,
            subject_id=str(deliverable.pk),
            given=form.cleaned_data,
            back=request.path,
            go_on=find_home(request, opportunity),
        )
    page = {
        "form": form,
        "deliverable": deliverable,
        "home": find_home(request, opportunity),
        "criteria": queries.acceptance_criteria(opportunity),
    }
    return draw_step(request, "deliver", opportunity, PAGES + "deliver.html", page, subject=deliverable)


@access(get=plays_in("accept"), post=plays_in("accept"))
def judge_delivery(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Each criterion met or not met, with reasons: all met accepts the work, else a revision is asked for."""
    opportunity = find_file(request, opportunity_id)
    deliverable = _find_deliverable(opportunity, "DELIVERED")
    if deliverable is None:
        return refuse_step(request, "accept", opportunity, begins=True)
    criteria = queries.acceptance_criteria(opportunity)
    form = AssessmentForm(request.POST or None, request=request, criteria=criteria)
    if request.method == "POST" and form.is_valid():
        verdicts = form.verdicts()
        all_met = all(verdict.met for verdict in verdicts.values())
        return take_from_page(
            request,
            "accept" if all_met else "ask_for_revision",
            opportunity,
            subject_id=str(deliverable.pk),
            given={"verdicts": verdicts},
            back=request.path,
            go_on=reverse("file", kwargs={"opportunity_id": opportunity_id}),
        )
    page = {
        "form": form,
        "deliverable": deliverable,
        "delivery": queries.last_delivery(deliverable),
        "criteria": [(each, form[f"met_{each.code}"], form[f"reason_{each.code}"]) for each in criteria],
    }
    return draw_step(request, "accept", opportunity, PAGES + "judge.html", page, subject=deliverable)
