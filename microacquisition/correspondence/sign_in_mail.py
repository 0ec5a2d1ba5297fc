"""Mails about signing in: first in the queue, their text erased once sent; people asks for them through its port."""

from collections.abc import Mapping

from microacquisition.correspondence.models import Kind, Message
from microacquisition.correspondence.outbox import send_message


def send_sign_in_mail(
    message: str, *, email: str, name: str, language: str, values: Mapping[str, str]
) -> Message:
    """Write the mail `people/<message>` into the outbox; raises as `send_message` does."""
    return send_message(
        f"people/{message}",
        to_email=email,
        to_name=name,
        language=language,
        values=values,
        kind=Kind.SIGN_IN,
    )
