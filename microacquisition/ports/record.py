"""Writes events of the platform for apps that stand below the record (roles, sign-ins, settings)."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.module_loading import import_string


def write_platform_event(
    code: str,
    *,
    actor: str,
    role: str = "",
    language: str = "en",
    subject: tuple[str, str],
    facts: Mapping[str, object] | None = None,
) -> None:
    """Append an event to the platform stream, in the caller's transaction.

    `actor` is a person's id or `console`; `facts` hold codes, ids and instants, never names or free text.
    """
    write = import_string(settings.PLATFORM_RECORD)
    write(code, actor=actor, role=role, language=language, subject=subject, facts=facts)
