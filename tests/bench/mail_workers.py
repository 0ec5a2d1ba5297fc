"""What the measurements of mail share: a mail server that counts, workers, a notice to write."""

import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from email.message import Message as Mail

from aiosmtpd.handlers import Message as MessageHandler

from microacquisition.correspondence.outbox import send_message
from microacquisition.correspondence.texts import load_samples

TEMPLATE = "intake/request_received"


class Inbox(MessageHandler):
    """Keeps the Message-ID of every mail it takes, and when each came (seconds, monotonic)."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: Counter[str] = Counter()
        self.came_at: dict[str, float] = {}

    def handle_message(self, message: Mail) -> None:
        """Count one mail."""
        number = str(message["Message-ID"])
        self.came_at.setdefault(number, time.monotonic())
        self.taken[number] += 1


def start_worker(address: str, mail_port: int, **settings: str) -> "subprocess.Popen[bytes]":
    """Start a worker for mail on the database at `address`, its mail server at `mail_port`."""
    environment = os.environ | {"BENCH_DATABASE": address, "BENCH_MAIL_PORT": str(mail_port)} | settings
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--queues", "mail",
               "--fetch-job-polling-interval", "1"]  # fmt: skip
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write_notice(address: str, kind: str = "step") -> str:
    """Write one mail into the outbox; return its Message-ID."""
    values = {name: samples[0] for name, samples in load_samples(TEMPLATE).items()}
    values.pop("recipient_name", None)
    row = send_message(
        TEMPLATE,
        to_email=address,
        to_name="Reader",
        language="en",
        values=values,
        event_id=uuid.uuid4(),
        kind=kind,
    )
    return row.message_id
