"""Hands the mail of the outbox to its carrier: sign-in mail first, then steps, then lists, within the carrier's limit."""

import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from microacquisition.correspondence.letter import compose_mail
from microacquisition.correspondence.models import Kind, Message, State
from microacquisition.correspondence.pace import find_carrier, note_failure, note_success, take_place
from microacquisition.correspondence.suppression import suppress_address
from microacquisition.ports.mail import (
    BulkSender,
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
MOST_AT_ONCE = 1000
OUTCOME = ("state", "tries", "sent_at", "last_error", "next_try_at")


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
    all_due = list_due()
    for kind in Kind:
        due = all_due.filter(kind=kind)
        # What was tried once goes alone: nobody knows which of a bulk was at fault.
        fresh = due.filter(tries=0)
        bulk = fresh.order_by()[: _most_at_once(kind)].count()
        if bulk > 1 or due.exists():
            wait = take_place(kind, max(bulk, 1))
            if wait > 0:
                return wait
            tried = (
                _hand_over_bulk(fresh, bulk) if bulk > 1 else _hand_over_first(due.order_by("next_try_at"))
            )
            # Other workers have all of this kind in hand: the place is lost, the next kind is not.
            if tried:
                return 0.0
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
        sealed = row.sealed is not None
        failure = _try_to_send(row)
        if row.kind == Kind.SIGN_IN and row.state != State.QUEUED:
            row.subject = row.body = ""
            row.sealed = None
        row.save(update_fields=[*OUTCOME, "subject", "body", "sealed"])
    _note(failure, sealed=sealed)
    return row


def _note(failure: MailFailure | None, *, sealed: bool) -> None:
    """Write down how the carrier is doing: in a transaction of its own, because all workers write that row."""
    if isinstance(failure, CarrierAway):
        note_failure(failure.code, sealed=sealed)
    elif failure is None:
        note_success(sealed=sealed)


def _most_at_once(kind: Kind) -> int:
    """Return how many mails of this kind are given to the carrier in one request; 0: each alone."""
    takes_bulk = kind == Kind.LIST and settings.MAIL_BULK > 1 and isinstance(_find_sender(), BulkSender)
    return min(settings.MAIL_BULK, MOST_AT_ONCE) if takes_bulk else 0


def _hand_over_bulk(rows: QuerySet[Message], most: int) -> list[Message]:
    """Hand over up to `most` mails to a list in one request; where it fails, each is tried alone later."""
    sender = _find_sender()
    assert isinstance(sender, BulkSender)
    with transaction.atomic():
        batch = list(rows.select_for_update(skip_locked=True).order_by("next_try_at")[:most])
        if not batch:
            return []
        for row in batch:
            row.tries += 1
        failure = _try(lambda: sender.send_many([compose_mail(row) for row in batch], str(batch[0].pk)))
        now = current_instant()
        for row in batch:
            if failure is None:
                row.state, row.sent_at, row.last_error = State.SENT, now, ""
            else:
                _put_off(row, failure)
        Message.objects.bulk_update(batch, OUTCOME)
    _note(failure, sealed=False)
    return batch


def _try_to_send(row: Message) -> MailFailure | None:
    """Send, and set the outcome on the row; return the failure, or None where the carrier took it."""
    failure = _try(lambda: _find_sender().send(compose_mail(row)))
    if failure is None:
        row.state, row.sent_at, row.last_error = State.SENT, current_instant(), ""
    elif isinstance(failure, PermanentFailure):
        row.state, row.last_error = State.FAILED, failure.code[:60]
        if failure.of_address and row.kind == Kind.LIST and row.to_email:
            suppress_address(row.to_email, "bounced")
    else:
        _put_off(row, failure)
    return failure


def _try(send: Callable[[], object]) -> MailFailure | None:
    """Return how sending failed; what nobody foresaw is worth another try, and holds up no other mail."""
    try:
        with transaction.atomic():
            send()
    except MailFailure as failure:
        return failure
    except Exception as error:
        logger.exception("Mail could not be sent.")
        return TemporaryFailure(type(error).__name__)
    return None


def _find_sender() -> MailSender:
    sender: MailSender = import_string(settings.MAIL_SENDER)()
    return sender


def _put_off(row: Message, failure: MailFailure) -> None:
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
    away_since = find_carrier().away_since
    return away_since is not None and away_since <= at
