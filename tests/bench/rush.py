"""Suppliers who all apply in the last minute: each a browser of its own, some of whom send too slowly."""

import http.client
import random
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from tests.opportunities.applications.make import apply_address, fill_form

CSRF = "c" * 32
PIECES = 6
GIVES_UP = 45.0  # seconds after the closing at which a browser stops sending its form again


@dataclass
class Sender:
    """One supplier, when they send (seconds before the closing), and over how long the body trickles."""

    cookie: str
    before: float
    trickles: float = 0.0
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: int = 0
    location: str = ""
    seconds: float = 0.0
    answered_at: datetime | None = None
    faults: list[int] = field(
        default_factory=list
    )  # statuses of 500 and more, and 0 for a connection that broke


def make_senders(count: int, last: float, straddling: int, rush: float) -> list[Sender]:
    """Return `count` suppliers within `rush` seconds, a share of `last` in the last two, and some who straddle."""
    cookies = _sign_in_many(count + straddling)
    late = round(count * last)
    before = [random.uniform(2, rush) for _ in range(count - late)] + [
        random.uniform(0.1, 2) for _ in range(late)
    ]
    straddlers = [Sender(cookies.pop(), start, start + 1.5) for start in _spread(straddling)]
    return [*(Sender(cookie, start) for cookie, start in zip(cookies, before, strict=True)), *straddlers]


def _spread(count: int) -> list[float]:
    return [random.uniform(0.5, 5) for _ in range(count)]


def _sign_in_many(count: int) -> list[str]:
    people = [
        User(email=f"{uuid.uuid4().hex}@example.org", name=f"Supplier {number}") for number in range(count)
    ]
    for person in people:
        person.set_unusable_password()
    User.objects.bulk_create(people)
    store, expires, rows = SessionStore(), timezone.now() + timezone.timedelta(hours=2), []
    for person in people:
        held = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        rows.append(
            Session(session_key=uuid.uuid4().hex, session_data=store.encode(held), expire_date=expires)
        )
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


def send_all(
    port: int, opportunity: Opportunity, senders: list[Sender], *beside: Callable[[float], None]
) -> None:
    """Let everybody send at their time; `beside` are run with them and get the closing as a monotonic time."""
    assert opportunity.closes_at is not None
    address, form = apply_address(opportunity), fill_form(opportunity)
    closing = time.monotonic() + (opportunity.closes_at - datetime.now(UTC)).total_seconds()
    threads = [threading.Thread(target=task, args=(closing,)) for task in beside]
    for thread in threads:
        thread.start()
    with ThreadPoolExecutor(len(senders)) as pool:
        for task in [pool.submit(_send, port, address, form, each, closing) for each in senders]:
            task.result()
    for thread in threads:
        thread.join()


def _send(port: int, address: str, form: dict[str, str], sender: Sender, closing: float) -> None:
    time.sleep(max(0.0, closing - sender.before - time.monotonic()))
    body = urlencode({**form, "form_key": sender.key, "csrfmiddlewaretoken": CSRF, "send": "1"}).encode()
    began = time.monotonic()
    while time.monotonic() < closing + GIVES_UP:
        try:
            sender.status, sender.location = _post(port, address, body, sender)
        except (OSError, http.client.HTTPException):
            sender.status = 0
        sender.answered_at = datetime.now(UTC)
        sender.seconds = time.monotonic() - began
        if 0 < sender.status < 500:
            return
        # What a person does: send the same form again.
        sender.faults.append(sender.status)
        time.sleep(0.3)


def _post(port: int, address: str, body: bytes, sender: Sender) -> tuple[int, str]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
    try:
        link.putrequest("POST", address)
        link.putheader("Cookie", f"sessionid={sender.cookie}; csrftoken={CSRF}")
        link.putheader("Content-Type", "application/x-www-form-urlencoded")
        link.putheader("Content-Length", str(len(body)))
        link.endheaders()
        for piece in range(PIECES):
            link.send(body[piece * len(body) // PIECES : (piece + 1) * len(body) // PIECES])
            if sender.trickles and piece < PIECES - 1:
                time.sleep(sender.trickles / (PIECES - 1))
        answer = link.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location", "")
    finally:
        link.close()
