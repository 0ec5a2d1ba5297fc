"""Pages answer as fast for 25 sealed applications as for none: nobody counts by a clock."""

import http.client
import statistics
import time

from django.db import connection

from microacquisition.people.models import User
from tests.applying import apply_as
from tests.bench.figures import Figure
from tests.bench.rush import make_senders
from tests.bench.site import run_site
from tests.opportunities.applications.make import apply_address, make_open

REQUESTS, MANY, NEAR = 200, 25, 0.2


def measure_secrecy() -> list[Figure]:
    """Compare the medians of the public page and of the page to apply, asked for in turn, with and without."""
    with run_site() as site:
        none, many = make_open("MA-2026-0001"), make_open("MA-2026-0002")
        for number in range(MANY):
            apply_as(User.objects.create_user(f"p{number}@example.org", name=f"Person {number}"), many)
        cookie = make_senders(1, 0, 0, 3)[0].cookie
        connection.close()
        figures = []
        for name in ("public page", "page to apply"):
            pair = [
                apply_address(each).removesuffix("apply/" if name == "public page" else "")
                for each in (none, many)
            ]
            first, second = _time_in_turn(site.port, pair, cookie)
            apart = abs(first - second) / min(first, second)
            figures.append(
                Figure(
                    f"{name}: medians of {REQUESTS} for 0 and {MANY} applications within 20 %",
                    f"{first * 1000:.1f} ms, {second * 1000:.1f} ms, {apart:.0%} apart",
                    apart <= NEAR,
                )
            )
    return figures


def _time_in_turn(port: int, addresses: list[str], cookie: str) -> tuple[float, float]:
    taken: tuple[list[float], list[float]] = ([], [])
    for _turn in range(REQUESTS):
        for address, seconds in zip(addresses, taken, strict=True):
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
            began = time.perf_counter()
            link.request("GET", address, headers={"Cookie": f"sessionid={cookie}"})
            answer = link.getresponse()
            answer.read()
            seconds.append(time.perf_counter() - began)
            link.close()
            assert answer.status == 200, (address, answer.status)
    return statistics.median(taken[0]), statistics.median(taken[1])
