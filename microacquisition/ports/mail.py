"""What we ask of whoever carries our mail."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class OutgoingMail:
    """One mail, complete; `message_id` (with its angle brackets) is the same at every try."""

    message_id: str
    sender: str
    reply_to: str
    to_email: str
    to_name: str
    language: str
    subject: str
    text: str
    html: str
    unsubscribe: str = ""
    sealed: bool = False  # about an application: for its reader alone, also where mail is only shown
    tried_before: bool = False  # an earlier try may have reached the carrier without our knowing


@dataclass(frozen=True)
class Receipt:
    """The carrier took the mail; `reference` is its own name for it, where it has one."""

    reference: str = ""


class MailFailure(Exception):
    """The mail was not taken; `code` is short and holds no personal data."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TemporaryFailure(MailFailure):
    """Not now; worth another try."""


class CarrierAway(TemporaryFailure):
    """The carrier takes no mail at all now, whatever the mail: away, overloaded, our key refused, our day's limit used."""


class PermanentFailure(MailFailure):
    """Refused for good: no other try; `of_address` where mail to this address is refused, whatever the mail."""

    def __init__(self, code: str, *, of_address: bool = False) -> None:
        super().__init__(code)
        self.of_address = of_address


@dataclass(frozen=True)
class DeliveryNotice:
    """What a carrier says by itself of one mail: its own `number` for this, the id in our Message-ID, what became of it.

    `outcome` is delivered, returned (for good), complained, or undelivered (its own failure, or for now).
    """

    number: str
    reference: str
    outcome: str


class NoticeNotRead(ValueError):
    """What came is no notice of delivery as this carrier writes them."""


class MailSender(Protocol):
    """Carries mail; sending the same `message_id` twice must be harmless to the reader."""

    def send(self, mail: OutgoingMail) -> Receipt:
        """Hand over one mail; raises TemporaryFailure or PermanentFailure."""
        ...


@runtime_checkable
class BulkSender(Protocol):
    """Carries many mails to a list in one request."""

    def send_many(self, mails: list[OutgoingMail], reference: str) -> Receipt:
        """Hand over all of them or, raising as `send`, none that we know of."""
        ...
