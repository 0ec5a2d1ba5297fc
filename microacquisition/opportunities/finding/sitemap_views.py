"""The map of the site for search engines: every public page in each language that its text has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.words import LANGUAGES
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.public_queries import is_readable_in
from microacquisition.site.access import ANYONE, access
from microacquisition.site.paging import page_rows

PAGES = "opportunities/finding/pages"
XML = "application/xml"
OPPORTUNITIES_A_FILE = 5_000
ALWAYS = (
    "home",
    "opportunity_list",
    "skills",
    "how_to_apply",
    "guide",
    "questions",
    "guide_for_clients",
    "other_routes",
    "open_data",
    "data_for_software",
)


@dataclass(frozen=True)
class MappedPage:
    """One page: its address in each language that it has, and when it last changed, where that is known."""

    addresses: dict[str, str]
    changed: datetime | None = None


@access(get=ANYONE)
def show_sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the files below."""
    numbers = range(1, count_files() + 1)
    files = [settings.SITE_ADDRESS + reverse("sitemap_file", kwargs={"number": number}) for number in numbers]
    return render(request, f"{PAGES}/sitemap.xml", {"files": files}, content_type=XML)


@access(get=ANYONE)
def show_sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """So many opportunities, in the order of their posting; before the first the pages that are always there."""
    rows = Opportunity.objects.public().order_by("posted_at", "reference").only(
        "reference", "title_en", "title_fr", "state_since"
    )  # fmt: skip
    page = page_rows(rows, number, "", size=OPPORTUNITIES_A_FILE)
    mapped = [_map_opportunity(row) for row in page.rows]
    if number == 1:
        mapped = [*(MappedPage(_write_addresses(name, LANGUAGES)) for name in ALWAYS), *mapped]
    return render(request, f"{PAGES}/sitemap_file.xml", {"pages": mapped}, content_type=XML)


@access(get=ANYONE)
def show_robots(request: HttpRequest) -> HttpResponse:
    """What programs that visit may read: everything public, and where the map is."""
    text = f"User-agent: *\nAllow: /\nSitemap: {settings.SITE_ADDRESS}{reverse('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def count_files() -> int:
    """Return how many files the map has: at least one."""
    return max(1, -(-Opportunity.objects.public().count() // OPPORTUNITIES_A_FILE))


def _map_opportunity(row: Opportunity) -> MappedPage:
    languages = [code for code in LANGUAGES if is_readable_in(row, code)]
    return MappedPage(_write_addresses("opportunity", languages, reference=row.reference), row.state_since)


def _write_addresses(name: str, languages: Iterable[str], **values: object) -> dict[str, str]:
    addresses = {}
    for code in languages:
        with override(code):
            addresses[code] = settings.SITE_ADDRESS + reverse(name, kwargs=values)
    return addresses
