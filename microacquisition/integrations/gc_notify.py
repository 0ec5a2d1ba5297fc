"""Mail by GC Notify: one generic template, filled with our subject and body; what it cannot do is in docs/mail.md."""

import json
import os
import re
from typing import Any
from uuid import UUID

import httpx

from microacquisition.ports.mail import (
    CarrierAway,
    DeliveryNotice,
    NoticeNotRead,
    OutgoingMail,
    PermanentFailure,
    Receipt,
    TemporaryFailure,
)

LIVE_ADDRESS = "https://api.notification.canada.ca"
TIMEOUT_SECONDS = 20
LARGEST_BULK = 50_000
ONE_REFUSED = re.compile(r"email_address|invalid recipient|not a valid email", re.IGNORECASE)
# What only its operators can mend: nothing about the mail is wrong, so that none is given up.
OURS_TO_MEND = re.compile(
    r"template|not allowed to send|remaining messages|trial mode|team-only|team and safelist", re.IGNORECASE
)
UNSUBSCRIBE = {"en": "Unsubscribe: {address}", "fr": "Se désabonner\u00a0: {address}"}
# GC Notify’s words for what became of a mail; technical failures are its own, and say nothing of the address.
OUTCOMES = {
    "delivered": "delivered",
    "permanent-failure": "returned",
    "temporary-failure": "undelivered",
    "technical-failure": "undelivered",
}
STATES_AFTER_SENDING = ("created", "sending", "pending", "delivered", "sent", "in-transit")


class GcNotify:
    """Speaks to GC Notify with `GC_NOTIFY_KEY`, and with the template named by `GC_NOTIFY_TEMPLATE`."""

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self.client = httpx.Client(
            base_url=os.environ.get("GC_NOTIFY_ADDRESS", LIVE_ADDRESS),
            headers={"Authorization": f"ApiKey-v1 {_read('GC_NOTIFY_KEY')}"},
            timeout=TIMEOUT_SECONDS,
            transport=transport,
            follow_redirects=False,
        )

    def send(self, mail: OutgoingMail) -> Receipt:
        """Hand over one mail; of one that was tried before, GC Notify is asked first whether it has it."""
        reference = name_reference(mail.message_id)
        with self.client:
            if mail.tried_before and (known := self._look_up(reference)):
                return Receipt(known)
            return Receipt(
                str(self._ask("POST", "/v2/notifications/email", json=write_request(mail)).get("id", ""))
            )

    def send_many(self, mails: list[OutgoingMail], reference: str) -> Receipt:
        """Hand over mails to a list in one request; all are taken, or none (a row that is refused refuses them all)."""
        with self.client:
            answer = self._ask("POST", "/v2/notifications/bulk", json=write_bulk_request(mails, reference))
        return Receipt(str((answer.get("data") or {}).get("id", "")))

    def _look_up(self, reference: str) -> str:
        """Return GC Notify’s id of a mail it took under our reference, "" where it knows none."""
        answer = self._ask(
            "GET", "/v2/notifications", params={"reference": reference, "template_type": "email"}
        )
        for each in answer.get("notifications") or ():
            if each.get("reference") == reference and each.get("status") in STATES_AFTER_SENDING:
                return str(each.get("id", ""))
        return ""

    def _ask(self, method: str, path: str, **parts: Any) -> dict[str, Any]:
        try:
            answer = self.client.request(method, path, **parts)
        except httpx.HTTPError as error:
            raise CarrierAway("no_answer") from error
        if not answer.is_success:
            _raise_failure(answer)
        try:
            read: dict[str, Any] = answer.json()
        except ValueError as error:
            raise CarrierAway("not_json") from error
        return read


def write_request(mail: OutgoingMail) -> dict[str, Any]:
    """Return the mail as GC Notify reads it (`CreateEmailNotificationRequest`)."""
    written: dict[str, Any] = {
        "email_address": mail.to_email,
        "template_id": _read("GC_NOTIFY_TEMPLATE"),
        "personalisation": {"subject": mail.subject, "body": write_body(mail)},
        "reference": name_reference(mail.message_id),
    }
    if reply_to := _read("GC_NOTIFY_REPLY_TO"):
        written["email_reply_to_id"] = reply_to
    return written


def write_bulk_request(mails: list[OutgoingMail], reference: str) -> dict[str, Any]:
    """Return mails to a list as GC Notify reads them (`PostBulkRequest`): one row each, under one reference."""
    rows = [["email address", "subject", "body"]]
    rows += [[mail.to_email, mail.subject, write_body(mail)] for mail in mails]
    written: dict[str, Any] = {
        "template_id": _read("GC_NOTIFY_TEMPLATE"),
        "name": f"List {reference}",
        "reference": reference,
        "rows": rows,
    }
    if reply_to := _read("GC_NOTIFY_REPLY_TO"):
        written["reply_to_id"] = reply_to
    return written


def write_body(mail: OutgoingMail) -> str:
    """Return the text in its language block; nothing that people wrote can close the block or hide an address."""
    text = mail.text.strip()
    if mail.unsubscribe and mail.unsubscribe not in text:
        text += "\n\n" + UNSUBSCRIBE[mail.language].format(address=mail.unsubscribe)
    text = text.replace("[[", "[ [").replace("]]", "] ]").replace("((", "( (").replace("](", "] (")
    lines = ["---" if line == "--" else line for line in text.split("\n")]
    return "\n".join([f"[[{mail.language}]]", *lines, f"[[/{mail.language}]]"])


def name_reference(message_id: str) -> str:
    """Return the id in our Message-ID: GC Notify looks mail up by references that are UUIDs."""
    return message_id.strip("<>").partition("@")[0]


def read_notice(body: bytes) -> DeliveryNotice | None:
    """Return what a callback says of one mail; None for a check of our address, NoticeNotRead for anything else."""
    try:
        said = json.loads(body)
        if said.get("health_check"):
            return None
        return DeliveryNotice(
            number=f"{UUID(str(said['id']))} {said['status']}",
            reference=str(UUID(str(said["reference"]))),
            outcome=OUTCOMES[str(said["status"])],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoticeNotRead from error


def list_missing_settings() -> list[str]:
    """Return one sentence for each thing that GC Notify cannot work without."""
    faults = []
    if not _read("GC_NOTIFY_KEY"):
        faults.append("MAIL_CARRIER is gc_notify and GC_NOTIFY_KEY is not set: make a live key in GC Notify.")
    for name, what in (
        ("GC_NOTIFY_TEMPLATE", "the template with ((subject)) and ((body))"),
        ("GC_NOTIFY_REPLY_TO", "the address for replies"),
    ):
        value = _read(name)
        if (value and not _is_uuid(value)) or (not value and name == "GC_NOTIFY_TEMPLATE"):
            faults.append(f"MAIL_CARRIER is gc_notify and {name} is not the id (UUID) of {what}.")
    return faults


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _read(name: str) -> str:
    return os.environ.get(name, "").strip()


def _raise_failure(answer: httpx.Response) -> None:
    said, status = _messages_of(answer), answer.status_code
    if status in (401, 403):
        raise CarrierAway("authentication")
    if status == 429:
        raise CarrierAway("day_is_full" if "today" in said else "too_fast")
    if status == 413:
        raise PermanentFailure("too_large")
    if status == 400 and OURS_TO_MEND.search(said):
        raise CarrierAway("refused_to_us")
    if status == 400 and ONE_REFUSED.search(said):
        raise PermanentFailure("address", of_address=True)
    if status == 400:
        raise TemporaryFailure("status_400")
    raise CarrierAway(f"status_{status}")


def _messages_of(answer: httpx.Response) -> str:
    try:
        return " ".join(str(each["message"]) for each in answer.json()["errors"])
    except (ValueError, KeyError, TypeError):
        return ""
