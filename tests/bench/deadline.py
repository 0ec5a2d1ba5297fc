"""The deadline: 300 suppliers in the last minute, with and without kills; one form a hundred times; clocks that race.

Every race is run a second time with its guard taken away: it must then be lost.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from microacquisition.opportunities.applications.closing import last_receipts
from microacquisition.opportunities.applications.models import ApplicationVersion
from microacquisition.opportunities.effects import wake_clock
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.selection.receipts import leaf_hash, merkle_root
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.bench.closings import measure_closings
from tests.bench.computing import read_withheld
from tests.bench.figures import Figure, show_progress
from tests.bench.identical_forms import measure_identical_forms
from tests.bench.rush import Sender, make_senders, send_all
from tests.bench.site import Site, run_site
from tests.opportunities.applications.make import make_open

SUPPLIERS, LAST_SHARE, STRADDLING, RUSH = 300, 0.2, 30, 60.0
PREPARING = 5.0  # seconds before the rush begins
GATES = (
    ("application", "gate_application"),
    ("applicationversion", "gate_version"),
    ("application", "require_event"),
)
SLOW_INSERT = (
    "CREATE FUNCTION wait_a_while() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(15); RETURN NEW; END $$",
    "CREATE TRIGGER a_wait BEFORE INSERT ON opportunities_application FOR EACH ROW EXECUTE FUNCTION wait_a_while()",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What came of a rush; all but the last four must be 0."""

    late: int
    lost: int
    outside: int
    early: int
    errors: tuple[int, ...]  # statuses of 500 and more, and last ones that are neither a receipt nor too late
    closings: int
    accepted: int
    closed_after: float  # seconds from the instant to its event
    slowest: float  # seconds within which 95 % were answered


def measure_deadline() -> list[Figure]:
    """Run the rush as it is, then with kills, then without its guard; then identical forms, and clocks that race."""
    parts = {
        "the rush, a minute": measure_rush,
        "the rush with kills, a minute": measure_rush_with_kills,
        "the rush without its guard": measure_rush_unguarded,
        "identical forms": measure_identical_forms,
        "clocks that close": measure_closings,
    }
    figures = []
    for name, measure in parts.items():
        show_progress(f"deadline: {name}")
        figures += measure()
    return figures


def measure_rush() -> list[Figure]:
    """All suppliers within the last minute, a fifth in the last two seconds, thirty over the instant."""
    with run_site() as site:
        before, (withheld, whole) = site.read_computing(), read_withheld()
        outcome = _rush(site, SUPPLIERS, STRADDLING, RUSH)
        computed = {name: seconds - before[name] for name, seconds in site.read_computing().items()}
        withheld_now, whole_now = read_withheld()
    each = {name: 1000 * seconds / (SUPPLIERS + STRADDLING) for name, seconds in computed.items()}
    spoken = ", ".join(f"{name} {milliseconds:.0f} ms" for name, milliseconds in each.items())
    spoken += f"; withheld by the machine {100 * (withheld_now - withheld) / (whole_now - whole):.0f} %"
    name = f"rush of {SUPPLIERS} suppliers, {STRADDLING} over the closing"
    return [
        *_describe(name, outcome),
        Figure(
            f"{name}: p95 at most 2 s",
            f"{outcome.slowest:.2f} s; computed for each: {spoken}",
            outcome.slowest <= 2,
        ),
    ]


def measure_rush_with_kills() -> list[Figure]:
    """The same while a web process dies every five seconds, and PostgreSQL 20 and 3 seconds before the closing."""
    with run_site() as site:

        def kill_web(closing: float) -> None:
            while time.monotonic() < closing + 5:
                time.sleep(5)
                site.kill_web_process()

        def kill_database(closing: float) -> None:
            for before in (20, 3):
                time.sleep(max(0.0, closing - before - time.monotonic()))
                site.kill_database()

        outcome = _rush(site, SUPPLIERS, STRADDLING, RUSH, kill_web, kill_database)
        outages = list(site.outages)
    name = "the same with kills of web and PostgreSQL"
    spoken = ", ".join(f"{seconds:.1f} s" for seconds in outages)
    return [
        *_describe(name, outcome),
        Figure(f"{name}: back within 10 s", spoken, bool(outages) and max(outages) <= 10),
    ]


def measure_rush_unguarded() -> list[Figure]:
    """The negative control: without the triggers, what took its time comes in late."""
    with run_site() as site:
        opened = _make_closing_soon(8)
        site.owner_runs(
            *SLOW_INSERT,
            *(f"ALTER TABLE opportunities_{table} DISABLE TRIGGER {name}" for table, name in GATES),
        )
        outcome = _rush_on(site, opened, make_senders(14, 0, 0, 8))
    wrong = outcome.late + outcome.outside
    return [Figure("the rush without its guard must fail", f"{wrong} late or not counted", wrong > 0)]


def _make_closing_soon(rush: float) -> Opportunity:
    opportunity = make_open(hours=(rush + PREPARING) / 3600)
    # Open since now: nobody has missed the site before it ran, and no rule moves the closing.
    opportunity.opens_at = current_instant()
    opportunity.save(update_fields=["opens_at"])
    assert opportunity.closes_at is not None
    wake_clock(opportunity.closes_at)
    return opportunity


def _rush(
    site: Site, suppliers: int, straddling: int, rush: float, *beside: Callable[[float], None]
) -> Outcome:
    senders = make_senders(suppliers, LAST_SHARE, straddling, rush)
    return _rush_on(site, _make_closing_soon(rush), senders, *beside)


def _rush_on(
    site: Site, opportunity: Opportunity, senders: list[Sender], *beside: Callable[[float], None]
) -> Outcome:
    connection.close()
    send_all(site.port, opportunity, senders, *beside)
    connection.close()  # the database may be another by now
    until = time.monotonic() + 60
    while Opportunity.objects.get(pk=opportunity.pk).state == "OPEN" and time.monotonic() < until:
        time.sleep(0.5)
    return _judge(Opportunity.objects.get(pk=opportunity.pk), senders)


def _judge(closed: Opportunity, senders: list[Sender]) -> Outcome:
    assert closed.closes_at is not None
    versions = ApplicationVersion.objects.filter(application__opportunity=closed)
    kept = set(versions.values_list("application_id", flat=True))
    told = [each for each in senders if each.status == 302]
    slow = sum(each.trickles > 0 for each in told)
    counted = closed.applications_count if closed.applications_count is not None else -1
    whole = closed.applications_root == merkle_root(
        [leaf_hash(each.receipt) for each in last_receipts(closed)]
    )
    times = [each.seconds for each in senders if not each.trickles]
    closings = list(Event.objects.filter(stream=closed.stream, code="close"))
    return Outcome(
        late=versions.filter(received_at__gte=closed.closes_at).count() + slow,
        lost=sum(each.location.rstrip("/").rpartition("/")[2] not in kept for each in told),
        outside=abs(versions.count() - counted) + (not whole),
        early=sum(
            each.status == 409 and each.answered_at is not None and each.answered_at < closed.closes_at
            for each in senders
        ),
        errors=(
            *(fault for each in senders for fault in each.faults if fault >= 500),
            *(each.status for each in senders if each.status not in (302, 409)),
        ),
        closings=len(closings),
        accepted=len(told),
        closed_after=max(((each.at - closed.closes_at).total_seconds() for each in closings), default=0.0),
        slowest=statistics.quantiles(times, n=20)[-1],
    )


def _describe(name: str, outcome: Outcome) -> list[Figure]:
    zeros = {
        "accepted late": outcome.late, "acknowledged but lost": outcome.lost,
        "outside the closing snapshot": outcome.outside, "refused early": outcome.early,
    }  # fmt: skip
    return [
        *(Figure(f"{name}: {what} 0", str(count), count == 0) for what, count in zeros.items()),
        Figure(
            f"{name}: 5xx or no answer 0",
            " ".join(map(str, (len(outcome.errors), *outcome.errors))),
            not outcome.errors,
        ),
        Figure(
            f"{name}: closed once",
            f"{outcome.closings} closing {outcome.closed_after:.1f} s after the instant, {outcome.accepted} accepted",
            outcome.closings == 1 and outcome.accepted > 0,
        ),
    ]
