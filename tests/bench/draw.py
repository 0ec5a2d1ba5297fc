"""How fast a draw is, and whether every published vector holds in Python and in the browser (spec/security.md, 3)."""

import json
import shutil
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.test import Client
from playwright.sync_api import sync_playwright

from microacquisition.process.selection.commitments import find_draw_faults
from microacquisition.process.selection.draw import draw_order
from setup.places import ROOT
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure
from tests.browser.draw_script import find_differences, open_script
from tests.builders import make_people
from tests.opportunities.evaluation.builders import make_open
from tests.opportunities.selection.large_draw import make_ids, publish_large_draw, write_large_draw

VECTORS: list[dict[str, Any]] = json.loads(
    (ROOT / "tests" / "process" / "selection" / "draw-vectors.json").read_text("utf-8")
)["draws"]
MANY = 100_000
ABOUT_A_SECOND = 1.5


def measure_draw() -> list[Figure]:
    """Return the figures of the draw: vectors, 250 entrants, 100,000 with their page and their file."""
    p250 = next(each for each in VECTORS if len(each.get("ids", ())) == 250)
    seed = bytes.fromhex(p250["seed"])
    few = measure(lambda: draw_order(p250["ids"], seed), times=20)
    held = [vector["name"] for vector in VECTORS if not find_draw_faults(vector)]
    return [
        Figure(f"{len(VECTORS)} draw vectors in Python", str(len(held)), len(held) == len(VECTORS)),
        count_in_browser(),
        Figure("250 entrants drawn in < 50 ms", f"{few * 1000:.1f} ms", few < 0.05),
        *measure_many(),
    ]


def measure_many() -> list[Figure]:
    """Return how long the draw over very many takes, and its page and file."""
    with open_bench_database():
        opportunity = make_open(make_people())
        publish_large_draw(opportunity, MANY, lambda span: time.sleep(span.total_seconds()))
        address = f"/en/opportunities/{opportunity.reference}"
        taken = {
            "drawn": measure(lambda: write_large_draw(make_ids(MANY))),
            "page": measure(lambda: read(f"{address}/draw/")),
            "draw.json": measure(lambda: read(f"{address}/draw.json")),
        }
    return [
        Figure(f"{MANY:,} entrants, {what}: about a second", f"{seconds:.2f} s", seconds < ABOUT_A_SECOND)
        for what, seconds in taken.items()
    ]


def count_in_browser() -> Figure:
    """Return how many vectors hold in Chromium, by the script of the draw's page."""
    with sync_playwright() as driver:
        place = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=place, args=["--no-sandbox", "--disable-gpu"])
        page = open_script(browser)
        held = [each["name"] for each in VECTORS if set(find_differences(page, each).values()) == {""}]
        browser.close()
    goal = f"{len(VECTORS)} draw vectors in Chromium"
    return Figure(goal, str(len(held)), len(held) == len(VECTORS))


def read(address: str) -> None:
    """Get a page whole; AssertionError for any other answer."""
    assert Client().get(address).status_code == 200, address


def measure(act: Callable[[], object], times: int = 3) -> float:
    """Return the median of the seconds of computing that `act` took."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        act()
        taken.append(time.process_time() - started)
    return statistics.median(taken)
