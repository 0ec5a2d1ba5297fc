"""Reads the whole request before anything else: a slow, huge or cut body reaches no view, a mad address finds nothing."""

import threading
from collections.abc import Callable
from io import BytesIO

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from microacquisition.site.charsets import OTHER_CHARSET
from microacquisition.site.errors import (
    bad_request,
    body_cut_short,
    body_too_large,
    body_too_slow,
    page_not_found,
)

FORM_LIMIT = 256 * 1024
FILE_LIMIT = 10 * 1024 * 1024 + FORM_LIMIT
SECONDS_ALLOWED = 20.0


class BodyRefused(Exception):
    """The body is larger than allowed."""


class BodyLate(Exception):
    """The body took longer than allowed."""


class BodyCut(Exception):
    """The connection ended before the whole body was here."""


class BodyUnreadable(Exception):
    """The body is said to be in another character set than UTF-8."""


def read_whole_body(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Read the body (256 kB for forms, 10 MB with files, 20 seconds in all) or answer 413, 408 or 400."""
    answers = {
        BodyRefused: body_too_large, BodyLate: body_too_slow, BodyCut: body_cut_short, BodyUnreadable: bad_request,
    }  # fmt: skip

    def handle(request: HttpRequest) -> HttpResponse:
        # No address of ours holds it, and the database would refuse it.
        if "\x00" in request.path_info:
            return _protected(page_not_found(request))
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            try:
                _take_body(request)
            except tuple(answers) as refusal:
                return _protected(answers[type(refusal)](request))
        return get_response(request)

    return handle


def _take_body(request: HttpRequest) -> None:
    if OTHER_CHARSET in request.META:
        raise BodyUnreadable
    limit = FILE_LIMIT if request.content_type == "multipart/form-data" else FORM_LIMIT
    announced = request.headers.get("Content-Length", "0") or "0"
    if not announced.isdecimal() or int(announced) > limit:
        raise BodyRefused
    body = _read_in_time(request, int(announced))
    # Half a form would be taken for a whole one.
    if len(body) < int(announced):
        raise BodyCut
    # What HttpRequest.body does; done here because it refuses files over the limit for forms.
    request._body = body
    request._stream = BytesIO(body)


def _read_in_time(request: HttpRequest, size: int) -> bytes:
    """Return what came of the body; the thread that waits for a silent client ends with its connection."""
    pieces: list[bytes] = []

    def read() -> None:
        try:
            pieces.append(request.read(size))
        except UnreadablePostError:
            pieces.append(b"")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(SECONDS_ALLOWED)
    if not pieces:
        raise BodyLate
    return pieces[0]


def _protected(response: HttpResponse) -> HttpResponse:
    # This answer leaves before the middleware that sets the policy.
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'"
    )
    return response
