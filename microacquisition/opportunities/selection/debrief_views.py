"""The officer's page of one debrief."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.opportunities.page_steps import find_file, people_who
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.debriefing import (
    find_debrief,
    gather_debrief,
    give_debrief,
)
from microacquisition.opportunities.selection.forms import DebriefForm
from microacquisition.opportunities.situation import Refused
from microacquisition.people.models import User
from microacquisition.process.rules.debrief import may_give_debrief
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/selection/pages/"


# The program's officers.
GIVES_DEBRIEFS = people_who(is_officer_of)


@access(get=GIVES_DEBRIEFS, post=GIVES_DEBRIEFS)
@leaves_reading("read_applicants")
def give(request: HttpRequest, opportunity_id: UUID, application_id: str) -> HttpResponse:
    """Answer in writing, or note the meeting; once given, read it here."""
    opportunity = find_file(request, opportunity_id)
    application = get_object_or_404(opportunity.applications, pk=application_id)
    debrief = find_debrief(application)
    if debrief is None:  # nobody asked for one
        raise Http404
    file = reverse("file", kwargs={"opportunity_id": opportunity_id})
    today = opportunity.local_day(current_instant())
    form = DebriefForm(request.POST or None, request=request, today=today)
    if request.method == "POST" and (form.is_valid() or debrief.answered_at):
        given = form.cleaned_data if form.is_valid() else {}
        if reasons := may_give_debrief(gather_debrief(application, given.get("met_on"))):
            return refused_page(request, reasons, request.path)
        try:
            give_debrief(application, given, _person(request), get_language() or "en")
        except Refused as refusal:
            return refused_page(request, refusal.reasons, request.path)
        messages.success(request, _("The debrief is given. The supplier was told."))
        return HttpResponseRedirect(file)
    context: dict[str, Any] = {
        "form": form,
        "opportunity": opportunity,
        "application": application,
        "debrief": debrief,
        "findings": queries.own_findings(application),
        "rank": queries.find_rank(application),
        "name": application.opened.applicant_name,
        "zone": opportunity.zone or opportunity.programme.zone,
    }
    return render(request, PAGES + "give_debrief.html", context)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
