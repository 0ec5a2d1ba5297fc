"""The outbox: a mail is a row written in the transaction that causes it, and leaves from the worker."""

import hashlib
import hmac
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from microacquisition.correspondence.letter import Letter, read_letter, seal_letter, write_foot, write_texts
from microacquisition.correspondence.models import Kind, Message
from microacquisition.correspondence.texts import CONTROL, LINK_VALUE, load_text
from microacquisition.site.clock import current_instant

__all__ = ["AddressRefused", "Letter", "read_letter", "send_message"]

DELIVER_JOB = "correspondence.deliver_message"
QUEUE = "mail"
# Mail to a list has no job of its own: the sweep takes it, however much there is.
PRIORITY = {Kind.SIGN_IN: 20, Kind.STEP: 10}
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+")


class AddressRefused(ValueError):
    """An address or a name cannot stand in the header of a mail."""


def send_message(
    template: str,
    *,
    to_email: str,
    to_name: str,
    language: str,
    values: Mapping[str, str],
    event_id: uuid.UUID | None = None,
    recipient_key: str | None = None,
    sealed: bool = False,
    opportunity_id: uuid.UUID | None = None,
    reply_to: str | None = None,
    kind: str = Kind.STEP,
    programme_code: str = "",
    drops_unused: bool = False,
    unsubscribe: str = "",
    now: datetime | None = None,
) -> Message:
    """Write one mail into the outbox and, but for mail to a list, defer its delivery, in the caller's transaction.

    `values` holds a text for each placeholder of the message (`recipient_name` is filled in here), and others only
    where `drops_unused`; `now` is the instant of the step that it tells of, where the caller has read it;
    `unsubscribe` is the web address that ends such mail with one click (RFC 8058), of list mail, never of a sealed one.
    A second call for the same event, recipient and template returns the first row. Raises TextRefused for values that
    do not fit, AddressRefused for an address or name that cannot stand in a header.
    """
    sender_address = reply_to or settings.MAIL_REPLY_TO
    check_headers(to_email, to_name, sender_address)
    check_unsubscribe(unsubscribe, sealed=sealed)
    recipient_key = _write_key(recipient_key or to_email.lower(), event_id, sealed)
    if event_id is not None and (row := _find_written(event_id, recipient_key, template)):
        return row
    now = now or current_instant()
    text = load_text(template, language, programme_code, now)
    link, other_link = values.get("link") or values.get("draw_link", ""), values.get("other_link", "")
    if drops_unused:
        values = {name: value for name, value in values.items() if name in text.placeholders}
    subject, body = write_texts(text, to_name or to_email, values)
    body += write_foot(body, language, sender_address, link, other_link)
    letter = Letter(to_email, to_name, subject, body)
    with transaction.atomic(savepoint=False):
        row = new_row(
            letter,
            event_id=event_id,
            recipient_key=recipient_key,
            template=template,
            opportunity_id=opportunity_id,
            kind=Kind(kind),
            language=language,
            reply_to=sender_address,
            unsubscribe=unsubscribe,
            sealed=sealed,
            now=now,
        )
        row.save(force_insert=True)
        if priority := PRIORITY.get(Kind(kind)):
            app.configure_task(DELIVER_JOB, queue=QUEUE, priority=priority).defer(message_id=str(row.pk))
    return row


def new_row(letter: Letter, *, sealed: bool = False, now: datetime, **columns: Any) -> Message:
    """Return the row of a mail, under an id and a Message-ID of its own, not saved yet."""
    key = uuid.uuid4()
    return Message(
        id=key,
        message_id=f"<{key}@{urlsplit(settings.SITE_ADDRESS).hostname}>",
        next_try_at=now,
        created_at=now,
        **columns,
        **(seal_letter(letter) if sealed else vars(letter)),
    )


def check_headers(to_email: str, to_name: str, reply_to: str) -> None:
    """Raise AddressRefused for what cannot stand in the header of a mail."""
    if CONTROL.search(to_email + to_name + reply_to):
        raise AddressRefused("A header holds no line break.")
    if not ADDRESS.fullmatch(to_email) or not ADDRESS.fullmatch(reply_to):
        raise AddressRefused("Not one mail address.")


def check_unsubscribe(address: str, *, sealed: bool) -> None:
    """Raise AddressRefused for a way out that is no web address, or that would tell who got a sealed mail."""
    if address and (sealed or not LINK_VALUE.fullmatch(address)):
        raise AddressRefused("Mail is ended at one web address, and sealed mail at none.")


def _write_key(key: str, event_id: uuid.UUID | None, sealed: bool) -> str:
    """Return what names the recipient in the row; of a sealed one it tells nothing without the outside key."""
    if not sealed:
        return hashlib.sha256(key.encode()).hexdigest()
    scope = uuid.uuid4().hex if event_id is None else str(event_id)
    return hmac.new(settings.OUTSIDE_KEY, f"mail\n{scope}\n{key}".encode(), "sha256").hexdigest()


def _find_written(event_id: uuid.UUID, recipient_key: str, template: str) -> Message | None:
    return Message.objects.filter(event_id=event_id, recipient_key=recipient_key, template=template).first()
