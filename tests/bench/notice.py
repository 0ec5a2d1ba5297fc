"""One notice to 10,000 subscribers: written once each though the worker is killed; seconds and memory of a quiet one."""

import signal
import time
import uuid
from pathlib import Path

from django.db import transaction

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.correspondence.suppression import digest_address
from microacquisition.opportunities.announcing.actions import announce
from microacquisition.opportunities.announcing.models import Announcement, Audience
from microacquisition.opportunities.announcing.telling import describe_new
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.site.clock import current_instant
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure, show_progress
from tests.bench.mail_workers import start_worker
from tests.builders import make_open, make_people

SUBSCRIBERS, PAGE = 10_000, 500
KILLS, KILL_AFTER_PAGES = 3, 3
ENOUGH_SECONDS = 400
MEGABYTES = 200  # of the worker, Django and all its code included
NO_MAIL_SERVER = 1  # nobody takes the mail: this measures who writes it
TEMPLATE = "posting/new_opportunity"


def measure_notice() -> list[Figure]:
    """Announce an opportunity twice: once while the worker is killed, once in peace."""
    with open_bench_database() as address:
        opportunity = make_open(make_people())
        add_subscribers(SUBSCRIBERS)
        killed = announce_now(opportunity)
        show_progress(f"notice: {SUBSCRIBERS:,} subscribers, {KILLS} kills begin")
        kills = kill_workers_while_they_write(address, killed)
        first = describe(killed)
        quiet = announce_now(opportunity)
        seconds, megabytes = write_in_peace(address, quiet)
        second = describe(quiet)
    whole = (SUBSCRIBERS, SUBSCRIBERS, SUBSCRIBERS)
    return [
        Figure(
            f"{SUBSCRIBERS:,} recipients, the worker killed {KILLS} times: each once, none lost",
            "{} mails to {} recipients, {} counted, {} kills".format(*first, kills),
            first == whole and kills == KILLS,
        ),
        Figure(
            f"{SUBSCRIBERS:,} recipients in peace: each once, at most {MEGABYTES} MB of memory",
            f"{second[0]} mails in {seconds:.0f} s, {megabytes} MB",
            second == whole and megabytes <= MEGABYTES,
        ),
    ]


def add_subscribers(number: int) -> None:
    """Put invented addresses on the list."""
    now = current_instant()
    Subscription.objects.bulk_create(
        (
            Subscription(
                email=f"reader{place}@example.org",
                address_digest=digest_address(f"reader{place}@example.org"),
                language="fr" if place % 3 == 0 else "en",
                confirmed_at=now,
            )
            for place in range(number)
        ),
        batch_size=1000,
    )


def announce_now(opportunity: Opportunity) -> Announcement:
    """Announce it to the whole list."""
    values = describe_new(opportunity)
    with transaction.atomic():
        row = announce(opportunity, uuid.uuid4(), TEMPLATE, Audience.SUBSCRIBERS, values)
    assert row is not None
    return row


def describe(row: Announcement) -> tuple[int, int, int]:
    """Return how many mails there are, to how many recipients, and how many the announcement counts."""
    mails = Message.objects.filter(event_id=row.event_id, template=TEMPLATE)
    row.refresh_from_db()
    return mails.count(), mails.values("to_email").distinct().count(), row.told


def kill_workers_while_they_write(address: str, row: Announcement) -> int:
    """Kill the worker each time it has written a few pages; then let one finish. Return the kills."""
    worker, kills, began, last = start_worker(address, NO_MAIL_SERVER), 0, time.monotonic(), 0
    try:
        while row.finished_at is None and time.monotonic() - began < ENOUGH_SECONDS:
            time.sleep(0.05)
            row.refresh_from_db()
            if kills < KILLS and row.told >= last + KILL_AFTER_PAGES * PAGE:
                worker.send_signal(signal.SIGKILL)
                worker.wait()
                kills, last = kills + 1, row.told
                worker = start_worker(address, NO_MAIL_SERVER)
    finally:
        worker.kill()
        worker.wait()
    return kills


def write_in_peace(address: str, row: Announcement) -> tuple[float, int]:
    """Let one worker write every page; return the seconds from its first page on and its peak memory in megabytes."""
    worker, began, memory = start_worker(address, NO_MAIL_SERVER), time.monotonic(), 0
    first: float | None = None
    try:
        while row.finished_at is None and time.monotonic() - began < ENOUGH_SECONDS:
            time.sleep(0.1)
            row.refresh_from_db()
            memory = read_peak(worker.pid) or memory
            if first is None and row.told:
                first = time.monotonic()
    finally:
        worker.kill()
        worker.wait()
    return time.monotonic() - (first or began), memory


def read_peak(process: int) -> int:
    """Return the most memory the process ever held, in megabytes; 0 once it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
