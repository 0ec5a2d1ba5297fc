"""No line of the log carries the token of an address: not the message, not its arguments, not a traceback."""

import logging
import secrets

import pytest
from django.conf import settings
from django.test import Client

from microacquisition.site.log_lines import RedactingFormatter, redact_tokens


def written(record: logging.LogRecord) -> str:
    """Return the line as the site's own settings write it."""
    line = settings.LOGGING["formatters"]["line"]
    return RedactingFormatter(line["format"], style=line["style"]).format(record)


@pytest.mark.parametrize(
    ("name", "language"), [(n, lang) for n in ("shared_preview", "use_link") for lang in ("en", "fr")]
)
def test_a_token_in_an_address_never_reaches_the_log(
    database: None, caplog: pytest.LogCaptureFixture, name: str, language: str
) -> None:
    token = secrets.token_urlsafe(32)
    address = {
        ("shared_preview", "en"): f"/en/preview/{token}/",
        ("shared_preview", "fr"): f"/fr/apercu/{token}/",
        ("use_link", "en"): f"/en/sign-in/link/{token}/",
        ("use_link", "fr"): f"/fr/connexion/lien/{token}/",
    }[name, language]
    logger = logging.getLogger("django")
    logger.addHandler(caplog.handler)
    try:
        Client(raise_request_exception=False).get(address)
    finally:
        logger.removeHandler(caplog.handler)
    assert caplog.records, "the answer to a dead link is logged"
    lines = [written(record) for record in caplog.records]
    assert not [line for line in lines if token in line] and "[redacted]" in lines[0]


def test_a_traceback_and_an_access_line_are_redacted_too() -> None:
    token = secrets.token_urlsafe(32)
    try:
        raise LookupError(f"/en/preview/{token}/")
    except LookupError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord(
        "granian.access", logging.ERROR, "", 0, "GET %s", (f"/en/preview/{token}/",), info
    )
    assert token not in written(record)


def test_identifiers_of_rows_stay_readable() -> None:
    line = "POST /en/files/0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11/complete/ 409, /static/site/look.6f1c2b.css"
    assert redact_tokens(line) == line


def test_every_handler_of_the_settings_redacts() -> None:
    config = settings.LOGGING
    assert {handler["formatter"] for handler in config["handlers"].values()} == {"line"}
    assert config["formatters"]["line"]["()"].endswith("RedactingFormatter")
    assert "granian.access" in config["loggers"] and "django.server" in config["loggers"]
