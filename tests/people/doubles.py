"""Stands in for the mails and the record that people reach through ports."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SentMail:
    """A sign-in mail as asked for."""

    message: str
    email: str
    name: str
    language: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptEvent:
    """An event of the platform as asked for."""

    code: str
    actor: str
    subject: tuple[str, str]
    facts: Mapping[str, object] | None


SENT: list[SentMail] = []
EVENTS: list[KeptEvent] = []


def keep_sign_in_mail(
    message: str, *, email: str, name: str, language: str, values: Mapping[str, str]
) -> None:
    """Keep the mail."""
    SENT.append(SentMail(message, email, name, language, values))


def keep_platform_event(
    code: str, *, actor: str, role: str = "", language: str = "en", subject: tuple[str, str],
    facts: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """Keep the event."""
    EVENTS.append(KeptEvent(code, actor, subject, facts))
