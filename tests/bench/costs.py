"""What the record adds to a step, and seal and receipt to a submission: the same transaction with and without, in turn."""

import os
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from microacquisition.common.sealing import applicant_tag, seal_version
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.selection.receipts import (
    content_digest,
    new_application_id,
    new_salt,
    write_receipt,
)
from microacquisition.records.events import CLOCK_DOER, keep_text, write_event
from microacquisition.records.signing_key import sign_text
from microacquisition.site.clock import current_instant
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure, show_progress
from tests.opportunities.applications.make import make_open

TIMES, WARMING = 1000, 50
THREE_MILLISECONDS = 0.003
ANSWER = "I wrote policies like these for two years. " * 30
Act = Callable[[], object]


@dataclass(frozen=True)
class Cost:
    """Seconds that the second of two transactions takes more than the first: by the clock, and of computing."""

    median: float
    p95: float
    computing: float

    def __str__(self) -> str:
        spoken = (f"{seconds * 1000:+.2f} ms" for seconds in (self.median, self.computing, self.p95))
        return "median {}, of computing {}, p95 {}".format(*spoken)


def measure_costs() -> list[Figure]:
    """Return what a chained event adds to a step, and what sealing and receipt add to a submission."""
    with open_bench_database():
        opportunity = make_open()
        costs = {
            "chain cost on a step": compare(_keep_reason, _keep_reason_and_write_event),
            "seal and receipt on a submission": compare(*_describe_submissions(opportunity)),
        }
    return [
        Figure(f"{what}: at most +3 ms", str(cost), cost.median <= THREE_MILLISECONDS)
        for what, cost in costs.items()
    ]


def compare(without: Act, with_it: Act) -> Cost:
    """Run both in turn, TIMES each, one first as often as the other; return the difference of each pair."""
    for _ in range(WARMING):
        _measure(without), _measure(with_it)
    pairs = []
    for number in range(TIMES):
        if number % 2:
            first = _measure(without)
            second = _measure(with_it)
        else:
            second = _measure(with_it)
            first = _measure(without)
        pairs.append((first, second))
        if (number + 1) % 500 == 0:
            show_progress(f"costs: {number + 1} of {TIMES} pairs")
    clock = [(first[0], second[0]) for first, second in pairs]
    return Cost(
        median=statistics.median(second - first for first, second in clock),
        p95=_p95([second for _first, second in clock]) - _p95([first for first, _second in clock]),
        computing=statistics.median(second[1] - first[1] for first, second in pairs),
    )


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _measure(act: Act) -> tuple[float, float]:
    """Return the seconds of one transaction by the clock, and those of computing here and in its PostgreSQL process."""
    began, computed = time.monotonic(), _read_computing()
    with transaction.atomic():
        act()
    return time.monotonic() - began, _read_computing() - computed


def _read_computing() -> float:
    connection.ensure_connection()
    served_by = connection.connection.info.backend_pid
    nanoseconds = (
        int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) for process in (os.getpid(), served_by)
    )
    return sum(nanoseconds) / 1e9


def _keep_reason() -> None:
    keep_text("a reason")


def _keep_reason_and_write_event() -> None:
    keep_text("a reason")
    write_event("bench", "step", CLOCK_DOER, ("bench", "1"))


def _describe_submissions(opportunity: Opportunity) -> tuple[Act, Act]:
    """Return how to write an application with its first version: with nothing to compute, and sealed with a receipt."""
    ready = seal_parts(opportunity, "A-00000", current_instant())

    def write(*, sealed: bool) -> None:
        key, now = new_application_id(), current_instant()
        application = Application.objects.create(
            pk=key, opportunity=opportunity, state="SUBMITTED", started_at=now,
            applicant_tag=applicant_tag(settings.OUTSIDE_KEY, opportunity.pk, uuid.uuid4()),
        )  # fmt: skip
        parts = seal_parts(opportunity, key, now) if sealed else ready
        ApplicationVersion.objects.create(
            application=application,
            number=1,
            state="SUBMITTED",
            form_key=uuid.uuid4(),
            received_at=now,
            **parts,
        )

    return lambda: write(sealed=False), lambda: write(sealed=True)


def seal_parts(opportunity: Opportunity, key: str, now: datetime) -> dict[str, Any]:
    """Return what a version received `now` keeps of an answer, sealed and signed as the site does."""
    assert opportunity.public_key is not None
    salt = new_salt()
    digest = content_digest(salt, {"answer": ANSWER})
    receipt = write_receipt(key, opportunity.reference or "", digest, now, salt)
    sealed = seal_version(ANSWER.encode(), bytes(opportunity.public_key), settings.OUTSIDE_KEY)
    return {
        "content_sha256": digest,
        "receipt": receipt,
        "receipt_signature": sign_text(receipt),
        **vars(sealed),
    }
