"""The list of opportunities with 100, 10,000 and 100,000 of them: queries, bytes and milliseconds of each kind of page.

The same list as programs read it, too.
"""

import re
import statistics
import time

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from microacquisition.reports.scale import seed_opportunities
from setup.embedded import APPLICATION, OWNER
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure
from tests.database.template import point_django_at, start_test_server

SIZES = (100, 10_000, 100_000)
QUERIES, QUERIES_FOR_PROGRAMS, BYTES, TIMES = 5, 6, 60_000, 5
PAGES = {
    "list": "/en/opportunities/",
    "closed": "/en/opportunities/?status=closed",
    "search": "/en/opportunities/?q=cloud+policies",
    "recherche": "/fr/occasions/?q=accessible",
    "C++": "/en/opportunities/?q=C%2B%2B",
    "filters": "/fr/occasions/?skill=python&from=2000&to=8000&sort=price",
    "last page": "/en/opportunities/page-{last}/",
}

FOR_PROGRAMS = {
    "API": "/api/v1/opportunities",
    "API, search": "/api/v1/opportunities?q=accessible&lang=fr",
    "API, last page": "/api/v1/opportunities?page={last}",
}


def measure_find() -> list[Figure]:
    """Seed the sizes one after the other and read each page."""
    server, figures, seeded = start_test_server(), list[Figure](), 0
    with open_bench_database(), override_settings(STORAGES=PLAIN):
        name = str(connection.settings_dict["NAME"])
        for size in SIZES:
            point_django_at(server, OWNER, name)
            seed_opportunities(size - seeded)
            seeded = size
            point_django_at(server, APPLICATION, name)
            figures += [
                measure_page(f"{label}, {size:,} opportunities", page.format(last=size // 20))
                for label, page in PAGES.items()
            ]
            figures += [
                measure_api(f"{label}, {size:,} opportunities", page.format(last=size // 20))
                for label, page in FOR_PROGRAMS.items()
            ]
    return figures


PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def read_often(address: str, times: int) -> tuple[HttpResponse, int, float]:
    """Return the answer, how many questions it asks the database, and its median in milliseconds."""
    browser, taken = Client(), list[float]()
    browser.get(address)
    for _turn in range(times):
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            answer = browser.get(address)
            taken.append((time.perf_counter() - began) * 1000)
    return answer, len(captured), statistics.median(taken)


def measure_api(label: str, address: str, times: int = TIMES) -> Figure:
    """Read one page of the list as programs read it."""
    answer, asked, median = read_often(address, times)
    body, size = answer.json(), len(answer.content)
    rows, wanted = len(body["items"]), min(20, body["total"])
    return Figure(
        f"{label}: at most {QUERIES_FOR_PROGRAMS} queries, {wanted} results in {BYTES // 1000} kB",
        f"{asked} queries, {rows} of {body['total']} results in {size / 1000:.1f} kB, {median:.0f} ms",
        answer.status_code == 200 and asked <= QUERIES_FOR_PROGRAMS and size <= BYTES and rows == wanted > 0,
    )


def measure_page(label: str, address: str, times: int = TIMES) -> Figure:
    """Read one page several times; the median counts."""
    answer, asked, median = read_often(address, times)
    page = answer.content.decode()
    rows, size = len(re.findall(r"<h3>", page)), len(answer.content)
    found = re.search(r'role="status">([\d, \xa0]+)', page)
    some = int(re.sub(r"\D", "", found[1])) if found else 0
    wanted = min(20, some)
    return Figure(
        f"{label}: at most {QUERIES} queries, at least {wanted} results in {BYTES // 1000} kB",
        f"{asked} queries, {rows} of {some} results in {size / 1000:.1f} kB, {median:.0f} ms",
        answer.status_code == 200 and asked <= QUERIES and size <= BYTES and rows >= wanted > 0,
    )
