"""Events of the platform stream: roles, staff sign-ins, exports, settings."""

from collections.abc import Mapping

from microacquisition.records.events import Doer, write_event
from microacquisition.records.models import PLATFORM_STREAM


def write_platform_event(
    code: str,
    *,
    actor: str,
    role: str = "",
    language: str = "en",
    subject: tuple[str, str],
    facts: Mapping[str, object] | None = None,
) -> None:
    """Append an event to the platform stream; the implementation of `ports.record`."""
    write_event(PLATFORM_STREAM, code, Doer(actor, role, language), subject, facts=facts)
