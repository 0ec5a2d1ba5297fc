"""Mails about signing in, asked for by people and sent by correspondence (class `sign_in`, first in the queue).

`settings.SIGN_IN_MAIL` names `send_sign_in_mail(message, *, email, name, language, values)`. The messages and
their values: `sign_in_code` and `mail_change_code` {code, minutes}; `mail_changed` (to the old address),
`sign_in_link_made`, `second_factor_changed`, `second_factor_reset`, `delegation_recorded`, `delegation_ended` {}.
"""

from collections.abc import Mapping

from django.conf import settings
from django.utils.module_loading import import_string

CODE_MINUTES = 15


def send_sign_in_code(email: str, language: str, code: str, *, name: str = "") -> None:
    """Send the code that signs somebody in, in the caller's transaction; whether an account exists shows nowhere."""
    _send("sign_in_code", email, language, name, {"code": code, "minutes": str(CODE_MINUTES)})


def send_mail_change_code(email: str, language: str, code: str, *, name: str = "") -> None:
    """Send to a new address the code that makes it the person's address."""
    _send("mail_change_code", email, language, name, {"code": code, "minutes": str(CODE_MINUTES)})


def send_mail_changed(email: str, language: str, *, name: str = "") -> None:
    """Tell the old address that it signs nobody in any more."""
    _send("mail_changed", email, language, name, {})


def send_sign_in_link_made(email: str, language: str, *, name: str = "") -> None:
    """Tell a person that a sign-in link was made for them at the console."""
    _send("sign_in_link_made", email, language, name, {})


def send_second_factor_changed(email: str, language: str, *, name: str = "") -> None:
    """Tell a person that a second factor was added, removed or replaced."""
    _send("second_factor_changed", email, language, name, {})


def send_second_factor_reset(email: str, language: str, *, name: str = "") -> None:
    """Tell a person that an administrator reset their second factor and ended their sessions."""
    _send("second_factor_reset", email, language, name, {})


def send_delegation_recorded(email: str, language: str, *, name: str = "") -> None:
    """Tell a person that a delegation names them, to sign or as stand-in."""
    _send("delegation_recorded", email, language, name, {})


def send_delegation_ended(email: str, language: str, *, name: str = "") -> None:
    """Tell a person that their delegation was ended by hand."""
    _send("delegation_ended", email, language, name, {})


def _send(message: str, email: str, language: str, name: str, values: Mapping[str, str]) -> None:
    send = import_string(settings.SIGN_IN_MAIL)
    send(message, email=email, name=name, language=language, values=values)
