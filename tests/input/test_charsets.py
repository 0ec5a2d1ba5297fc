"""What a request says of its own character set: UTF-8 is read, everything else is refused, and nothing breaks."""

import io
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from microacquisition.site.charsets import hear_utf8_alone

FORM = "application/x-www-form-urlencoded"
STRANGE = (
    "undefined",
    "rot13",
    "hex",
    "idna",
    "utf-16",
    "latin-1",
    "nothing",
    '"undefined"',
    "unicode_escape; charset=utf-8",
)


def ask(method: str, kind: str, body: bytes = b"email=ana%40example.org") -> tuple[str, bytes]:
    """Send it as the web server hands it over; return the status and the page."""
    said: list[str] = []

    def start_response(status: str, headers: Any, error: Any = None) -> Any:
        said.append(status)

    environment = {
        "REQUEST_METHOD": method, "PATH_INFO": "/en/sign-in/", "QUERY_STRING": "next=%ff", "SERVER_NAME": "testserver",
        "SERVER_PORT": "80", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(),
    }  # fmt: skip
    page = b"".join(hear_utf8_alone(get_wsgi_application())(environment, start_response))
    return said[0][:3], page


@pytest.mark.parametrize("charset", STRANGE)
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
def test_another_character_set_is_refused_in_words(database: None, kind: str, charset: str) -> None:
    status, page = ask("POST", f"{kind}; charset={charset}")
    assert status == "400" and b"We could not read this request" in page
    assert ask("GET", f"{kind}; CHARSET = {charset}", b"")[0] == "200"


@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=UTF-8", f'{FORM};charset="utf-8"'])
def test_utf_8_is_read_as_ever(database: None, kind: str) -> None:
    assert ask("POST", kind)[0] == "403", "read, and refused for want of the form's own key"
