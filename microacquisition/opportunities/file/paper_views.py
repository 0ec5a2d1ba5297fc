"""“It was signed on paper”: one page for every signing step, for the officers of the file."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.file.paper_form import PaperForm
from microacquisition.opportunities.file.pending import find_reasons, find_signable
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import find_file, people_who, take_from_page
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.second_factor import lead_to_second_factor, needs_second_factor
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant
from microacquisition.site.refusals import refused_page

NOTHING_TO_SIGN = Words(
    en="Nothing waits for this signature: the first one is given on the site, with what it asks for.",
    fr="Rien n’attend cette signature\xa0: la première se donne sur le site, avec ce qu’elle demande.",
)


# The officers of the file: they hold the paper, and another role signed it.
RECORDS_PAPERS = people_who(is_officer_of)


@access(get=RECORDS_PAPERS, post=RECORDS_PAPERS)
def record_paper(request: HttpRequest, opportunity_id: UUID, step_code: str) -> HttpResponse:
    """Record a signature given on paper: it counts like one given here, and is marked for ever."""
    opportunity = find_file(request, opportunity_id)
    parts = TABLE.steps.get(step_code)
    if parts is None or parts.outside is None:
        raise Http404
    if needs_second_factor(request):  # before anything is typed: a chosen file could not be kept
        return lead_to_second_factor(request, request.get_full_path())
    file = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    given, pending = parts.outside(opportunity), find_signable(opportunity, step_code)
    if pending is None or given is None:
        return refused_page(request, _why_not(opportunity, step_code), file)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        opportunity=opportunity,
        roles=pending.roles,
        today=local_time(current_instant(), opportunity.programme.zone).date(),
        request=request,
    )
    if request.method == "POST" and form.is_valid():
        subject_id = "" if pending.subject == opportunity else str(pending.subject.pk)
        with transaction.atomic():
            answer = take_from_page(
                request, step_code, opportunity, subject_id=subject_id, back=request.path, go_on=file,
                given={**given, "outside": form.keep()},
            )  # fmt: skip
            if answer.status_code != 302:
                transaction.set_rollback(True)
        return answer
    page = {"opportunity": opportunity, "form": form, "step": step_code, "page": pending.page}
    return render(request, "opportunities/file/pages/paper.html", page)


def _why_not(opportunity: Opportunity, step_code: str) -> list[Words]:
    reasons = find_reasons(opportunity, step_code)
    return reasons or [NOTHING_TO_SIGN]
