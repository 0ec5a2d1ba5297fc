"""Requests are read as UTF-8: Python knows character sets that break one before any page of ours could answer it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

OTHER_CHARSET = "microacquisition.other_charset"
UTF8 = ("utf-8", "utf8")

Environment = dict[str, Any]
Application = Callable[[Environment, Any], Iterable[bytes]]

_charset = re.compile(r""";\s*charset\s*=\s*["']?([^"';]*)["']?""", re.IGNORECASE)


def hear_utf8_alone(application: Application) -> Application:
    """Wrap the WSGI application, so that no other character set is heard."""

    def handle(environment: Environment, start_response: Any) -> Iterable[bytes]:
        note_other_charset(environment)
        return application(environment, start_response)

    return handle


def note_other_charset(environment: Environment) -> None:
    """Take a character set other than UTF-8 out of CONTENT_TYPE and note that it was named: the body is then refused."""
    kind = environment.get("CONTENT_TYPE", "")
    if any(name.strip().lower() not in UTF8 for name in _charset.findall(kind)):
        environment["CONTENT_TYPE"] = _charset.sub("", kind)
        environment[OTHER_CHARSET] = True
