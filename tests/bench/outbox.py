"""The outbox while its workers are killed: nothing lost, nothing of work that was rolled back, few sent twice."""

import random
import signal
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from unittest import mock

from aiosmtpd.controller import Controller
from django.db import connections, transaction
from django.db.models import QuerySet

from microacquisition.correspondence import sending
from microacquisition.correspondence.models import Message, State
from microacquisition.ports.mail import OutgoingMail
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure, show_progress
from tests.bench.list_mail import measure_list_mail
from tests.bench.mail_workers import Inbox, start_worker, write_notice
from tests.free_ports import find_free_port

NOTICES = 2000
ROLLED_BACK = 200
KILL_EVERY_SECONDS = 2
KILLING_SECONDS = 60
DRAIN_SECONDS = 180
WORKERS = 2
AT_ONCE, FEW = 4, 20


def measure_outbox() -> list[Figure]:
    """Send NOTICES mails through workers of which one is killed every two seconds for a minute."""
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=find_free_port())
    server.start()
    try:
        with open_bench_database() as address:
            write_notices()
            show_progress(f"outbox: {NOTICES} notices written, {KILLING_SECONDS} s of kills begin")
            kills = kill_workers_while_they_deliver(address, server.port)
            wanted = set(Message.objects.values_list("message_id", flat=True))
            unsent = Message.objects.exclude(state=State.SENT).count()
    finally:
        server.stop()
    guarded, unguarded = deliver_at_once(guarded=True), deliver_at_once(guarded=False)
    twice = sum(count - 1 for count in inbox.taken.values())
    lost, strange = len(wanted - set(inbox.taken)), len(set(inbox.taken) - wanted)
    return [
        Figure(
            f"{NOTICES} notices, a worker killed every 2 s: none lost",
            f"{lost} lost, {unsent} unsent",
            lost == unsent == 0,
        ),
        Figure(
            "mails sent twice: at most one a kill, each with its Message-ID",
            f"{twice} twice, {kills} kills",
            twice <= kills,
        ),
        Figure("mails of work that was rolled back: 0", str(strange), strange == 0),
        Figure(f"{AT_ONCE} workers after {FEW} mails: each sent once", f"{guarded} sent", guarded == FEW),
        Figure("the same without the lock on a mail must fail", f"{unguarded} sent", unguarded > FEW),
        *measure_list_mail(),
    ]


def write_notices() -> None:
    """Write the notices, ten in a transaction; every tenth transaction is followed by one that fails."""
    for number in range(NOTICES // 10):
        with transaction.atomic():
            for place in range(10):
                write_notice(f"reader{number}-{place}@example.org")
        if number % 10 == 0:
            write_and_fail(ROLLED_BACK * 10 // (NOTICES // 10))


def write_and_fail(count: int) -> None:
    """Write `count` notices in a transaction that is rolled back."""
    with transaction.atomic():
        for place in range(count):
            write_notice(f"nobody{place}@example.org")
        transaction.set_rollback(True)


class CountingSender:
    """Takes its time over each mail, and counts them."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, mail: OutgoingMail) -> None:
        """Count one mail."""
        time.sleep(0.05)
        self.sent.append(mail.message_id)


def deliver_at_once(*, guarded: bool) -> int:
    """Let AT_ONCE workers deliver the same mails, locking each or reading it as it stands; return the mails sent."""
    sender, start = CountingSender(), threading.Barrier(AT_ONCE)

    def deliver(keys: list[uuid.UUID]) -> None:
        start.wait()
        for key in keys:
            sending.deliver_message(key)
        connections.close_all()

    with (
        open_bench_database(),
        mock.patch.object(sending, "_find_sender", lambda: sender),
        nullcontext()
        if guarded
        else mock.patch.object(QuerySet, "select_for_update", lambda rows, **how: rows),
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        for place in range(FEW):
            write_notice(f"reader{place}@example.org")
        keys = list(Message.objects.values_list("pk", flat=True))
        list(pool.map(deliver, [keys] * AT_ONCE))
    return len(sender.sent)


def kill_workers_while_they_deliver(address: str, mail_port: int) -> int:
    """Run WORKERS workers, kill one after the other for a minute, then let them finish; return the kills."""
    workers = [start_worker(address, mail_port) for _ in range(WORKERS)]
    kills, began = 0, time.monotonic()
    try:
        while time.monotonic() - began < KILLING_SECONDS:
            time.sleep(KILL_EVERY_SECONDS)
            which = random.randrange(WORKERS)
            workers[which].send_signal(signal.SIGKILL)
            workers[which].wait()
            workers[which] = start_worker(address, mail_port)
            kills += 1
        while Message.objects.filter(state=State.QUEUED).exists():
            if time.monotonic() - began > KILLING_SECONDS + DRAIN_SECONDS:
                break
            time.sleep(1)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    return kills
