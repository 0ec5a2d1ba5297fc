"""The list with its search, the practice list, and what is asked for: skills and how often."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.finding import queries
from microacquisition.opportunities.finding.forms import FindForm
from microacquisition.opportunities.finding.wanted import STATUSES, Wanted
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting import public_queries as public
from microacquisition.people.models import User
from microacquisition.site.access import ANYONE, SIGNED_IN, access
from microacquisition.site.clock import current_instant
from microacquisition.site.paging import PagedRows, page_rows

PAGES = "opportunities/finding/pages"


@access(get=ANYONE)
def list_opportunities(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Open, coming soon and closed opportunities, in pages; what is looked for stands in the address."""
    form = FindForm(request.GET, queries.list_departments())
    return _draw_list(request, number, form, "opportunity_list", form.read_wanted().write_query())


def list_of(status: str) -> Callable[..., HttpResponse]:
    """Return the view of those in one state, whose address holds no question, so that a file can stand there."""

    @access(get=ANYONE)
    def list_one_status(request: HttpRequest, number: int = 1) -> HttpResponse:
        """Those in this state, in pages."""
        form = FindForm(QueryDict(f"status={status}"), queries.list_departments())
        return _draw_list(request, number, form, f"{status}_list", "")

    return list_one_status


def _draw_list(request: HttpRequest, number: int, form: FindForm, name: str, query: str) -> HttpResponse:
    """Draw what the form asks for; `query` stands in the addresses of the further pages of the list `name`."""
    now, wanted = current_instant(), form.read_wanted()
    rows = queries.narrow(Opportunity.objects.public(), wanted, get_language() or "en")
    counts = queries.count_by_status(rows, now)
    asked = wanted.write_query()
    page = page_rows(
        queries.FoundRows(rows, wanted, now), number, reverse(name), query, total=counts.of(wanted.statuses)
    )
    context = {
        "form": form,
        "wanted": wanted,
        "statuses": [(status, counts.by_status[status], reverse(f"{status}_list")) for status in STATUSES],
        "only": wanted.statuses[0] if name != "opportunity_list" else "",
        "elsewhere": counts.of(()) - counts.of(wanted.statuses),
        "everywhere_address": queries.write_address(
            "opportunity_list", replace(wanted, statuses=()).write_query()
        ),
        "query": query,
        "feed_address": queries.write_address("feed", asked),
        "calendar_address": queries.write_address("calendar", asked),
        **_describe_rows(page, now, grouped=wanted.sort == "closing"),
        "canonical_address": f"{settings.SITE_ADDRESS}{request.path}",
    }
    return render(request, f"{PAGES}/list.html", context)


@access(get=SIGNED_IN)
def list_practice(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Practice opportunities, which stand in no other list."""
    person = request.user if isinstance(request.user, User) else None
    now, rows = current_instant(), Opportunity.objects.visible_to(person).filter(practice=True)
    total = queries.count_by_status(rows, now).of(())
    page = page_rows(queries.FoundRows(rows, Wanted(), now), number, reverse("practice"), total=total)
    return render(request, f"{PAGES}/practice.html", _describe_rows(page, now, grouped=True))


@access(get=ANYONE)
def show_skills(request: HttpRequest) -> HttpResponse:
    """The taxonomy of skills, and how many opportunities ask for each."""
    context = {
        "groups": queries.count_skills(current_instant()),
        "canonical_address": f"{settings.SITE_ADDRESS}{request.path}",
    }
    return render(request, f"{PAGES}/skills.html", context)


def _describe_rows(page: PagedRows, now: datetime, *, grouped: bool) -> dict[str, Any]:
    described = [public.describe_row(row, now) for row in page.rows]
    groups = (
        [(group, [row for row in described if row.group == group]) for group in public.GROUP_NAMES.values()]
        if grouped
        else [(None, described)]
    )
    return {"page": page, "groups": groups}
