"""The outbox: a mail is a row written in the transaction that causes it, and leaves from the worker."""

import hashlib
import hmac
import json
import logging
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import translate_url
from django.utils.module_loading import import_string
from django.utils.translation import override
from procrastinate.contrib.django import app

from microacquisition.common.sealing import unwrap, wrap
from microacquisition.common.words import Words
from microacquisition.correspondence.layout import FOOT, write_html_part, write_text_part
from microacquisition.correspondence.models import Kind, Message, State
from microacquisition.correspondence.texts import CONTROL, LINK_VALUE, MessageText, fill_text, load_text
from microacquisition.ports.mail import MailSender, OutgoingMail, PermanentFailure, TemporaryFailure
from microacquisition.site.clock import current_instant

logger = logging.getLogger(__name__)

DELIVER_JOB = "correspondence.deliver_message"
QUEUE = "mail"
SEAL_PURPOSE = "message"
PRIORITY = {Kind.SIGN_IN: 20, Kind.STEP: 10, Kind.LIST: 0}
BACK_OFF_MINUTES = (1, 2, 5, 15, 60, 240, 720, 1440)
# A sign-in code is worth nothing after a quarter of an hour.
SIGN_IN_TRIES = 4
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+")
OTHER_VERSION = {"en": ("fr", "Version française"), "fr": ("en", "English version")}
FROM_US = Words(
    en="Micro-Acquisition. Questions? Write to us at {address}.",
    fr="Micro-acquisition. Des questions? Écrivez-nous à {address}.",
)


class AddressRefused(ValueError):
    """An address or a name cannot stand in the header of a mail."""


@dataclass(frozen=True)
class Letter:
    """What is read by the recipient only."""

    to_email: str
    to_name: str
    subject: str
    body: str


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
    """Write one mail into the outbox and defer its delivery, both in the caller's transaction.

    `values` holds a text for each placeholder of the message (`recipient_name` is filled in here), and others only
    where `drops_unused`; `now` is the instant of the step that it tells of, where the caller has read it;
    `unsubscribe` is the web address that ends such mail with one click (RFC 8058), of list mail, never of a sealed one.
    A second call for the same event, recipient and template returns the first row. Raises TextRefused for values that
    do not fit, AddressRefused for an address or name that cannot stand in a header.
    """
    sender_address = reply_to or settings.MAIL_REPLY_TO
    _check_headers(to_email, to_name, sender_address)
    _check_unsubscribe(unsubscribe, sealed=sealed)
    recipient_key = _write_key(recipient_key or to_email.lower(), event_id, sealed)
    if event_id is not None and (row := _find_written(event_id, recipient_key, template)):
        return row
    now = now or current_instant()
    text = load_text(template, language, programme_code, now)
    if drops_unused:
        values = {name: value for name, value in values.items() if name in text.placeholders}
    subject, body = _write_texts(text, to_name or to_email, values)
    body += _write_foot(body, language, sender_address, values.get("link") or values.get("draw_link", ""))
    letter = Letter(to_email, to_name, subject, body)
    key = uuid.uuid4()
    with transaction.atomic(savepoint=False):
        row = Message.objects.create(
            id=key,
            event_id=event_id,
            recipient_key=recipient_key,
            template=template,
            opportunity_id=opportunity_id,
            kind=Kind(kind),
            language=language,
            message_id=f"<{key}@{urlsplit(settings.SITE_ADDRESS).hostname}>",
            reply_to=sender_address,
            unsubscribe=unsubscribe,
            next_try_at=now,
            created_at=now,
            **(_seal(letter) if sealed else vars(letter)),
        )
        job = app.configure_task(DELIVER_JOB, queue=QUEUE, priority=PRIORITY[Kind(row.kind)])
        job.defer(message_id=str(key))
    return row


def _check_headers(to_email: str, to_name: str, reply_to: str) -> None:
    if CONTROL.search(to_email + to_name + reply_to):
        raise AddressRefused("A header holds no line break.")
    if not ADDRESS.fullmatch(to_email) or not ADDRESS.fullmatch(reply_to):
        raise AddressRefused("Not one mail address.")


def _check_unsubscribe(address: str, *, sealed: bool) -> None:
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


def _write_texts(text: MessageText, name: str, values: Mapping[str, str]) -> tuple[str, str]:
    known = {"recipient_name": name} if "recipient_name" in text.placeholders else {}
    return fill_text(text, {**known, **values})


def _write_foot(body: str, language: str, address: str, link: str) -> str:
    """Return whose mail this is and where it is in the other language, to stand below "why you get this"."""
    foot = "\n\n" if FOOT in body else "\n" + FOOT
    foot += FROM_US.in_language(language).format(address=address)
    other, label = OTHER_VERSION[language]
    with override(language):
        translated = translate_url(link, other)
    if translated != link:
        foot += f"\n\n[{label}]({translated})"
    return foot


def _seal(letter: Letter) -> dict[str, bytes]:
    return {"sealed": wrap(settings.OUTSIDE_KEY, SEAL_PURPOSE, json.dumps(vars(letter)).encode())}


def read_letter(message: Message) -> Letter:
    """Return what the recipient reads; a sealed row is opened with the outside key."""
    if message.sealed is None:
        return Letter(message.to_email, message.to_name, message.subject, message.body)
    return Letter(**json.loads(unwrap(settings.OUTSIDE_KEY, SEAL_PURPOSE, bytes(message.sealed))))


def deliver_message(message_id: uuid.UUID) -> Message | None:
    """Try once to hand over one mail; None where it is gone, not due, or in other hands.

    Safe to call at any time and from several workers: the row stays locked until the outcome is written.
    """
    with transaction.atomic():
        row = _waiting().select_for_update(skip_locked=True).filter(pk=message_id).first()
        if row is None:
            return None
        row.tries += 1
        _try_to_send(row)
        if row.kind == Kind.SIGN_IN and row.state != State.QUEUED:
            row.subject = row.body = ""
            row.sealed = None
        row.save()
    return row


def _try_to_send(row: Message) -> None:
    """Send, and set the outcome on the row."""
    try:
        with transaction.atomic():
            _find_sender().send(_compose(row))
    except TemporaryFailure as failure:
        _put_off(row, failure.code)
    except PermanentFailure as failure:
        row.state, row.last_error = State.FAILED, failure.code[:60]
    except Exception as error:  # one broken mail must not hold up the others
        logger.exception("Mail %s could not be sent.", row.pk)
        _put_off(row, type(error).__name__)
    else:
        row.state, row.sent_at, row.last_error = State.SENT, current_instant(), ""


def deliver_due(limit: int = 100) -> int:
    """Try every waiting mail whose time has come, sign-in first; return how many were tried."""
    order = Case(
        *(When(kind=kind, then=Value(-priority)) for kind, priority in PRIORITY.items()),
        output_field=IntegerField(),
    )
    keys = _waiting().order_by(order, "next_try_at").values_list("pk", flat=True)[:limit]
    return sum(deliver_message(key) is not None for key in list(keys))


def _waiting() -> QuerySet[Message]:
    return Message.objects.filter(state=State.QUEUED, next_try_at__lte=current_instant())


def _find_sender() -> MailSender:
    sender: MailSender = import_string(settings.MAIL_SENDER)()
    return sender


def _compose(row: Message) -> OutgoingMail:
    letter = read_letter(row)
    return OutgoingMail(
        message_id=row.message_id,
        sender=settings.MAIL_FROM,
        reply_to=row.reply_to,
        to_email=letter.to_email,
        to_name=letter.to_name,
        language=row.language,
        subject=letter.subject,
        text=write_text_part(letter.body, row.language),
        html=write_html_part(letter.subject, letter.body, row.language),
        unsubscribe=row.unsubscribe,
        sealed=row.sealed is not None,
    )


def _put_off(row: Message, code: str) -> None:
    """Set the next try, or give up after the last one."""
    row.last_error = code[:60]
    last = SIGN_IN_TRIES if row.kind == Kind.SIGN_IN else len(BACK_OFF_MINUTES)
    if row.tries > last:
        row.state = State.FAILED
        return
    row.next_try_at = current_instant() + timedelta(minutes=BACK_OFF_MINUTES[row.tries - 1])
