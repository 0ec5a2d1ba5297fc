"""Writes the mails of one page of a list into the outbox, in few statements however many they are."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from microacquisition.correspondence.letter import Letter, write_foot, write_texts
from microacquisition.correspondence.models import Kind, Message
from microacquisition.correspondence.outbox import check_headers, check_unsubscribe, new_row
from microacquisition.correspondence.texts import MessageText, load_text


@dataclass(frozen=True)
class ListMail:
    """One mail of a list: where it goes, what it says, the address that ends such mail with one click.

    `key` names the recipient, once per event and message.
    """

    to_email: str
    language: str
    key: str
    values: Mapping[str, str]
    unsubscribe: str


def write_list_mail(
    template: str,
    mails: Sequence[ListMail],
    *,
    event_id: UUID,
    opportunity_id: UUID | None = None,
    programme_code: str = "",
    now: datetime,
) -> int:
    """Write those that are not written yet, in the caller's transaction; return how many. Raises as `send_message`.

    The worker's sweep delivers them; no job is deferred.
    """
    by_key = {digest_key(mail.key): mail for mail in mails}
    known = Message.objects.filter(event_id=event_id, template=template, recipient_key__in=by_key)
    written = set(known.values_list("recipient_key", flat=True))
    texts: dict[str, MessageText] = {}
    feet: dict[tuple[str, str], str] = {}
    rows = []
    for key, mail in by_key.items():
        if key in written:
            continue
        if mail.language not in texts:
            texts[mail.language] = load_text(template, mail.language, programme_code, now)
        rows.append(
            new_row(
                _write_letter(mail, texts[mail.language], feet),
                event_id=event_id,
                recipient_key=key,
                template=template,
                opportunity_id=opportunity_id,
                kind=Kind.LIST,
                language=mail.language,
                reply_to=settings.MAIL_REPLY_TO,
                unsubscribe=mail.unsubscribe,
                now=now,
            )
        )
    Message.objects.bulk_create(rows)
    return len(rows)


def digest_key(key: str) -> str:
    """Return what names a recipient in the rows of the outbox that are not sealed."""
    return hashlib.sha256(key.encode()).hexdigest()


def _write_letter(mail: ListMail, text: MessageText, feet: dict[tuple[str, str], str]) -> Letter:
    check_headers(mail.to_email, "", settings.MAIL_REPLY_TO)
    check_unsubscribe(mail.unsubscribe, sealed=False)
    subject, body = write_texts(text, "", mail.values)
    place = mail.language, mail.values["link"]
    if place not in feet:  # to find the address in the other language takes longer than all else
        feet[place] = write_foot(body, mail.language, settings.MAIL_REPLY_TO, mail.values["link"])
    return Letter(mail.to_email, "", subject, body + feet[place])
