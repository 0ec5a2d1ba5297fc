"""The page of a sealed application that does not open: what to do, and trying again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from microacquisition.opportunities.applications.queries import list_damaged
from microacquisition.opportunities.applications.reaching import list_unreachable
from microacquisition.opportunities.evaluation.damage import ALL_OPEN, OPENS_NOW, mends_seals, open_restored
from microacquisition.opportunities.evaluation.noting import note_from_page
from microacquisition.opportunities.page_steps import find_file, people_who
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

# Officers and advisors there who do not evaluate.
MENDS_SEALS = people_who(mends_seals)


@access(get=MENDS_SEALS, post=MENDS_SEALS)
def damaged_seals(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Which application does not open, who restores it, and a button that tries again."""
    opportunity = find_file(request, opportunity_id)
    file, damaged = reverse("file", kwargs={"opportunity_id": opportunity_id}), list_damaged(opportunity)
    if not damaged:
        return refused_page(request, [ALL_OPEN], file)
    if request.method == "POST":
        return note_from_page(
            request, OPENS_NOW, file, lambda user, language: open_restored(opportunity, user, language)
        )
    context = {"opportunity": opportunity, "damaged": damaged, "unreachable": list_unreachable(opportunity)}
    return render(request, "opportunities/evaluation/pages/damaged.html", context)
