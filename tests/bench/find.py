"""The list of opportunities with 100, 10,000 and 100,000 of them: queries, bytes and milliseconds of each kind of page."""

import re
import statistics
import time

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from microacquisition.reports.scale import seed_opportunities
from setup.embedded import APPLICATION, OWNER
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure
from tests.database.template import point_django_at, start_test_server

SIZES = (100, 10_000, 100_000)
QUERIES, BYTES, TIMES = 5, 60_000, 5
PAGES = {
    "list": "/en/opportunities/",
    "closed": "/en/opportunities/?status=closed",
    "search": "/en/opportunities/?q=cloud+policies",
    "recherche": "/fr/occasions/?q=accessible",
    "C++": "/en/opportunities/?q=C%2B%2B",
    "filters": "/fr/occasions/?skill=python&from=2000&to=8000&sort=price",
    "last page": "/en/opportunities/page-{last}/",
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
    return figures


PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def measure_page(label: str, address: str, times: int = TIMES) -> Figure:
    """Read one page several times; the median counts."""
    browser, taken = Client(), list[float]()
    browser.get(address)
    for _turn in range(times):
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            answer = browser.get(address)
            taken.append((time.perf_counter() - began) * 1000)
    page = answer.content.decode()
    rows, size = len(re.findall(r"<h3>", page)), len(answer.content)
    found = re.search(r'role="status">([\d, \xa0]+)', page)
    some = int(re.sub(r"\D", "", found[1])) if found else 0
    wanted = min(20, some)
    return Figure(
        f"{label}: at most {QUERIES} queries, at least {wanted} results in {BYTES // 1000} kB",
        f"{len(captured)} queries, {rows} of {some} results in {size / 1000:.1f} kB, {statistics.median(taken):.0f} ms",
        answer.status_code == 200 and len(captured) <= QUERIES and size <= BYTES and rows >= wanted > 0,
    )
