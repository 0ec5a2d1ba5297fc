"""Hands the mail of the outbox to its carrier: sign-in mail first, then steps, then lists, within the carrier's limit."""

import logging
import time
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from microacquisition.correspondence.letter import compose_mail
from microacquisition.correspondence.models import Kind, Message, State
from microacquisition.correspondence.pace import find_carrier, note_failure, note_success, take_place
from microacquisition.ports.mail import (
    CarrierAway,
    MailFailure,
    MailSender,
    PermanentFailure,
    TemporaryFailure,
)
from microacquisition.site.clock import current_instant

logger = logging.getLogger(__name__)

BACK_OFF_MINUTES = (1, 2, 5, 15, 60, 240, 720, 1440)
# A sign-in code is worth nothing after a quarter of an hour.
SIGN_IN_TRIES = 4
# A carrier that took nothing for so long is away; mail that it would not take waits for it, and is not given up.
AWAY_AFTER = timedelta(minutes=30)
AWAY_MINUTES = 60


def deliver_message(message_id: uuid.UUID) -> Message | None:
    """Try once to hand over one mail; None where it is gone, not due, must wait its turn, or is in other hands.

    Safe to call at any time and from several workers: the row stays locked until the outcome is written.
    """
    kind = list_due().filter(pk=message_id).values_list("kind", flat=True).first()
    if kind is None or take_place(kind) > 0:
        return None
    return _hand_over_first(list_due().filter(pk=message_id))


def deliver_next() -> float | None:
    """Try the next mail that is due; return the seconds to wait before the one after it, None where none is due."""
    for kind in Kind:
        due = list_due().filter(kind=kind)
        if due.exists():
            wait = take_place(kind)
            if wait <= 0:
                _hand_over_first(due.order_by("next_try_at"))
            return wait
    return None


def deliver_due(limit: int = 100) -> int:
    """Try every mail whose time has come and whose turn it is; return how many times something was due."""
    for tried in range(limit):
        wait = deliver_next()
        if wait is None or wait > 0:
            return tried
    return limit


def deliver_for(seconds: float) -> float | None:
    """Try what is due for so many seconds; return the seconds to wait until going on, None where nothing is due."""
    end = time.monotonic() + seconds
    while True:
        wait, left = deliver_next(), end - time.monotonic()
        if wait is None or wait >= left or left <= 0:
            return wait
        time.sleep(wait)


def list_due() -> QuerySet[Message]:
    """Return every mail that waits and whose time has come."""
    return Message.objects.filter(state=State.QUEUED, next_try_at__lte=current_instant())


def _hand_over_first(rows: QuerySet[Message]) -> Message | None:
    """Lock the first of `rows` that nobody else has in hand, try to send it, and write down the outcome."""
    with transaction.atomic():
        row = rows.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.tries += 1
        failure = _try_to_send(row)
        if row.kind == Kind.SIGN_IN and row.state != State.QUEUED:
            row.subject = row.body = ""
            row.sealed = None
        row.save()
    # Its own transaction: all workers write the carrier's row.
    if isinstance(failure, CarrierAway):
        note_failure(failure.code)
    elif failure is None:
        note_success()
    return row


def _try_to_send(row: Message) -> MailFailure | None:
    """Send, and set the outcome on the row; return the failure, or None where the carrier took it."""
    failure: MailFailure
    try:
        with transaction.atomic():
            _find_sender().send(compose_mail(row))
    except PermanentFailure as caught:
        row.state, row.last_error = State.FAILED, caught.code[:60]
        return caught
    except TemporaryFailure as caught:
        failure = caught
    except Exception as error:  # one broken mail must not hold up the others
        logger.exception("Mail %s could not be sent.", row.pk)
        failure = TemporaryFailure(type(error).__name__)
    else:
        row.state, row.sent_at, row.last_error = State.SENT, current_instant(), ""
        return None
    _put_off(row, failure)
    return failure


def _find_sender() -> MailSender:
    sender: MailSender = import_string(settings.MAIL_SENDER)()
    return sender


def _put_off(row: Message, failure: TemporaryFailure) -> None:
    """Set the next try, or give up after the last one; not while the carrier takes nothing from anybody."""
    now = current_instant()
    row.last_error = failure.code[:60]
    last = SIGN_IN_TRIES if row.kind == Kind.SIGN_IN else len(BACK_OFF_MINUTES)
    if row.tries <= last:
        row.next_try_at = now + timedelta(minutes=BACK_OFF_MINUTES[row.tries - 1])
    elif row.kind != Kind.SIGN_IN and isinstance(failure, CarrierAway) and _was_away(now - AWAY_AFTER):
        row.next_try_at = now + timedelta(minutes=AWAY_MINUTES)
    else:
        row.state = State.FAILED


def _was_away(at: datetime) -> bool:
    failing_since = find_carrier().failing_since
    return failing_since is not None and failing_since <= at
