"""Several clocks that close one opportunity at once: it closes once, and without the lock it does not."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta

from django.db import DatabaseError, connection, connections

from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.situation import Refused
from microacquisition.people.models import User
from microacquisition.records.models import Event
from tests.applying import apply_as
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure
from tests.bench.guards import read_unlocked
from tests.opportunities.applications.make import make_open

CLOCKS = 8


def measure_closings() -> list[Figure]:
    """Let CLOCKS clocks close at once, with the lock of the opportunity and without it."""
    guarded, unguarded = _close_at_once(guarded=True), _close_at_once(guarded=False)
    return [
        Figure(f"{CLOCKS} clocks at once: closed once", f"{guarded} closing", guarded == 1),
        Figure("clocks without the lock must fail", f"{unguarded} closings", unguarded > 1),
    ]


def _close_at_once(*, guarded: bool) -> int:
    """Return how many events of closing come of it."""
    with open_bench_database(real_clock=False):
        opportunity = make_open()
        apply_as(User.objects.create_user("one@example.org", name="One Applicant"), opportunity)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE public.test_clock SET shift = shift + %s", [timedelta(hours=49)])
        start = threading.Barrier(CLOCKS)

        def close(_number: int) -> None:
            start.wait()
            try:
                take_step("close", opportunity_id=opportunity.pk, user=None)
            except (Refused, DatabaseError):
                return
            finally:
                connections.close_all()

        with nullcontext() if guarded else read_unlocked("close", 0.5), ThreadPoolExecutor(CLOCKS) as pool:
            list(pool.map(close, range(CLOCKS)))
        return Event.objects.filter(stream=opportunity.stream, code="close").count()
