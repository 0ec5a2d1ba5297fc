"""A list of 10,000 under the carrier's limit: a sign-in mail leaves at once, the limit is kept and used, memory stays flat."""

import bisect
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from aiosmtpd.controller import Controller
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from microacquisition.correspondence.models import Message, State
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure, show_progress
from tests.bench.mail_workers import Inbox, start_worker, write_notice
from tests.free_ports import find_free_port

READERS = 10_000
LIMIT, SPAN, LASTS = 1000, 60, 75
SIGN_IN_EVERY, SIGN_IN_WITHIN = 8, 3.0
USED_AT_LEAST = 0.85
GROWS_AT_MOST = 20_000  # kB
WORKERS = 2


def measure_list_mail() -> list[Figure]:
    """Let two workers take a list of 10,000 at 1,000 a minute; now and then somebody signs in."""
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=find_free_port())
    server.start()
    try:
        with open_bench_database() as address:
            began = time.monotonic()
            write_list()
            written, jobs = time.monotonic() - began, ProcrastinateJob.objects.count()
            show_progress(f"outbox: {READERS} list mails written, {LASTS} s at {LIMIT} a minute begin")
            waited, grown = send_while_people_sign_in(address, server.port, inbox)
            sent = Message.objects.filter(state=State.SENT).count()
    finally:
        server.stop()
    came = sorted(inbox.came_at.values())
    most = max(bisect.bisect_left(came, at + SPAN) - place for place, at in enumerate(came))
    pace = len(came) / (came[-1] - came[0]) * SPAN
    return [
        Figure(f"{READERS} mails to a list: jobs deferred 0", f"{jobs} jobs, {written:.1f} s", jobs == 0),
        Figure(
            f"{READERS} list mails waiting: a sign-in mail leaves within {SIGN_IN_WITHIN:.0f} s",
            f"{max(waited):.2f} s at most of {len(waited)}",
            max(waited) <= SIGN_IN_WITHIN,
        ),
        Figure(f"{WORKERS} workers, at most {LIMIT} in any {SPAN} s", f"{most}", most <= LIMIT),
        Figure(
            f"the limit is used: at least {USED_AT_LEAST:.0%} of it",
            f"{pace:.0f} a minute, {sent} sent",
            pace >= USED_AT_LEAST * LIMIT,
        ),
        Figure(
            "a worker's memory stays flat: at most 20 MB more",
            f"{grown / 1000:.1f} MB more",
            grown <= GROWS_AT_MOST,
        ),
    ]


def write_list() -> None:
    """Write the mails, 500 in a transaction."""
    for start in range(0, READERS, 500):
        with transaction.atomic():
            for number in range(start, start + 500):
                write_notice(f"reader{number}@example.org", kind="list")


def send_while_people_sign_in(address: str, mail_port: int, inbox: Inbox) -> tuple[list[float], int]:
    """Run the workers for a while; return how long each sign-in mail took, and how much a worker grew (kB)."""
    workers = [start_worker(address, mail_port, MAIL_LIMIT=f"{LIMIT}/minute") for _ in range(WORKERS)]
    waited, sizes, began = [], [], time.monotonic()
    try:
        wait_for(lambda: len(inbox.came_at) > 20, 75)
        began = time.monotonic()
        while time.monotonic() - began < LASTS:
            sizes.append(max(read_size(worker) for worker in workers))
            asked = time.monotonic()
            number = write_notice(f"person{len(waited)}@example.org", kind="sign_in")
            wait_for(lambda number=number: number in inbox.came_at, 30)
            waited.append(inbox.came_at.get(number, time.monotonic()) - asked)
            time.sleep(SIGN_IN_EVERY)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    return waited, sizes[-1] - sizes[0]


def wait_for(is_so: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so, for so many seconds at most."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)


def read_size(worker: "subprocess.Popen[bytes]") -> int:
    """Return the memory that a process holds, in kB."""
    said = Path(f"/proc/{worker.pid}/status").read_text()
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("VmRSS"))
