"""What the recipient of a mail reads: written from a text, sealed where it must be, read again to be sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import override

from microacquisition.common.sealing import unwrap, wrap
from microacquisition.common.words import Words
from microacquisition.correspondence.layout import FOOT, write_html_part, write_text_part
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.texts import MessageText, fill_text
from microacquisition.ports.mail import OutgoingMail

SEAL_PURPOSE = "message"
OTHER_VERSION = {"en": ("fr", "Version française"), "fr": ("en", "English version")}
FROM_US = Words(
    en="Micro-Acquisition. Questions? Write to us at {address}.",
    fr="Micro-acquisition. Des questions? Écrivez-nous à {address}.",
)


@dataclass(frozen=True)
class Letter:
    """What is read by the recipient only."""

    to_email: str
    to_name: str
    subject: str
    body: str


def write_texts(text: MessageText, name: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Return (subject, body) of a mail to `name`; TextRefused as `fill_text`."""
    known = {"recipient_name": name} if "recipient_name" in text.placeholders else {}
    return fill_text(text, {**known, **values})


def write_foot(body: str, language: str, address: str, link: str, other_link: str = "") -> str:
    """Return whose mail this is and where it is in the other language, to stand below "why you get this".

    Whoever knows the page's address in the other language gives it as `other_link`: to find it takes milliseconds.
    """
    foot = "\n\n" if FOOT in body else "\n" + FOOT
    foot += FROM_US.in_language(language).format(address=address)
    other, label = OTHER_VERSION[language]
    with override(language):
        translated = other_link or translate_url(link, other)
    if translated != link:
        foot += f"\n\n[{label}]({translated})"
    return foot


def seal_letter(letter: Letter) -> dict[str, bytes]:
    """Return the column of a sealed row: the letter under the outside key."""
    return {"sealed": wrap(settings.OUTSIDE_KEY, SEAL_PURPOSE, json.dumps(vars(letter)).encode())}


def read_letter(message: Message) -> Letter:
    """Return what the recipient reads; a sealed row is opened with the outside key."""
    if message.sealed is None:
        return Letter(message.to_email, message.to_name, message.subject, message.body)
    return Letter(**json.loads(unwrap(settings.OUTSIDE_KEY, SEAL_PURPOSE, bytes(message.sealed))))


def compose_mail(row: Message) -> OutgoingMail:
    """Return the mail of a row as its carrier takes it."""
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
        tried_before=row.tries > 1,
    )
