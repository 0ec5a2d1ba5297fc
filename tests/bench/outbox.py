"""The outbox while its workers are killed: nothing lost, nothing of work that was rolled back, few sent twice."""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from email.message import Message as Mail

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.db import transaction

from microacquisition.correspondence.models import Message, State
from microacquisition.correspondence.outbox import send_message
from microacquisition.correspondence.texts import load_samples
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure
from tests.free_ports import find_free_port

NOTICES = 2000
ROLLED_BACK = 200
KILL_EVERY_SECONDS = 2
KILLING_SECONDS = 60
DRAIN_SECONDS = 180
WORKERS = 2
TEMPLATE = "intake/request_received"


class Inbox(MessageHandler):
    """Keeps the Message-ID of every mail it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: Counter[str] = Counter()

    def handle_message(self, message: Mail) -> None:
        """Count one mail."""
        self.taken[str(message["Message-ID"])] += 1


def measure_outbox() -> list[Figure]:
    """Send NOTICES mails through workers of which one is killed every two seconds for a minute."""
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=find_free_port())
    server.start()
    try:
        with open_bench_database() as address:
            write_notices()
            kills = kill_workers_while_they_deliver(address, server.port)
            wanted = set(Message.objects.values_list("message_id", flat=True))
            unsent = Message.objects.exclude(state=State.SENT).count()
    finally:
        server.stop()
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


def write_notice(address: str) -> None:
    """Write one mail into the outbox."""
    values = {name: samples[0] for name, samples in load_samples(TEMPLATE).items()}
    values.pop("recipient_name", None)
    send_message(
        TEMPLATE, to_email=address, to_name="Reader", language="en", values=values, event_id=uuid.uuid4()
    )


def kill_workers_while_they_deliver(address: str, mail_port: int) -> int:
    """Run WORKERS workers, kill one after the other for a minute, then let them finish; return the kills."""
    environment = os.environ | {"BENCH_DATABASE": address, "BENCH_MAIL_PORT": str(mail_port)}
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--queues", "mail",
               "--fetch-job-polling-interval", "1"]  # fmt: skip

    def start() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    workers = [start() for _ in range(WORKERS)]
    kills, began = 0, time.monotonic()
    try:
        while time.monotonic() - began < KILLING_SECONDS:
            time.sleep(KILL_EVERY_SECONDS)
            which = random.randrange(WORKERS)
            workers[which].send_signal(signal.SIGKILL)
            workers[which].wait()
            workers[which] = start()
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
