"""The page on which the case file is taken, and the file itself."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from microacquisition.opportunities.page_steps import find_file, people_who
from microacquisition.people.readers import reader_of
from microacquisition.records.events import Doer
from microacquisition.reports.case_file.downloading import find_taker, name_bag, pack_case_file
from microacquisition.reports.case_file.exporting import WHAT_IS_OPEN
from microacquisition.reports.case_file.openness import measure_openness
from microacquisition.site.access import access

TAKES_CASE_FILE = people_who(lambda user, opportunity: find_taker(user, opportunity) is not None)


@access(get=TAKES_CASE_FILE, post=TAKES_CASE_FILE)
def take_case_file(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """What is in the case file now; sent, the case file itself, which the record notes."""
    opportunity, person = find_file(request, opportunity_id), reader_of(request)
    role = find_taker(person, opportunity) if person else None
    if request.method == "POST" and role:
        doer = Doer(str(request.user.pk), role.value, get_language() or "en")
        packed = pack_case_file(opportunity, doer)
        name = f"{name_bag(opportunity)}.zip"
        return FileResponse(packed, as_attachment=True, filename=name)  # type: ignore[return-value]  # in pieces
    context = {"opportunity": opportunity, "openness": WHAT_IS_OPEN[measure_openness(opportunity)]}
    return render(request, "reports/pages/take_case_file.html", context)
