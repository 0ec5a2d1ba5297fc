"""The page of a sealed application that does not open: what to do, and trying again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from microacquisition.opportunities.applications.queries import list_damaged
from microacquisition.opportunities.evaluation.damage import OPENS_NOW, mends_seals, open_restored
from microacquisition.opportunities.evaluation.noting import note_from_page
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import find_file
from microacquisition.people.readers import reader_of
from microacquisition.site.access import access


def MENDS_SEALS(request: HttpRequest, *, opportunity_id: UUID, **_values: object) -> bool:
    """Officers and advisors there who do not evaluate, while something does not open."""
    opportunity, reader = Opportunity.objects.filter(pk=opportunity_id).first(), reader_of(request)
    if opportunity is None or reader is None or not mends_seals(reader, opportunity):
        return False
    return bool(list_damaged(opportunity))


@access(get=MENDS_SEALS, post=MENDS_SEALS)
def damaged_seals(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Which application does not open, who restores it, and a button that tries again."""
    opportunity = find_file(request, opportunity_id)
    if request.method == "POST":
        file = reverse("file", kwargs={"opportunity_id": opportunity_id})
        return note_from_page(
            request, OPENS_NOW, file, lambda user, language: open_restored(opportunity, user, language)
        )
    context = {"opportunity": opportunity, "damaged": list_damaged(opportunity)}
    return render(request, "opportunities/evaluation/pages/damaged.html", context)
