"""Reads the whole request before anything else: a slow or huge body holds no connection, a mad address finds nothing."""

import time
from collections.abc import Callable
from io import BytesIO

from django.http import HttpRequest, HttpResponse

from microacquisition.site.errors import body_too_large, body_too_slow, page_not_found

FORM_LIMIT = 256 * 1024
FILE_LIMIT = 10 * 1024 * 1024 + FORM_LIMIT
SECONDS_ALLOWED = 20
PIECE = 64 * 1024


class BodyRefused(Exception):
    """The body is larger than allowed."""


class BodyLate(Exception):
    """The body took longer than allowed."""


def read_whole_body(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Read the body (256 kB for forms, 10 MB with files, 20 seconds in all) or answer 413 or 408."""

    def handle(request: HttpRequest) -> HttpResponse:
        # No address of ours holds it, and the database would refuse it.
        if "\x00" in request.path_info:
            return _protected(page_not_found(request))
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            try:
                _take_body(request)
            except BodyRefused:
                return _protected(body_too_large(request))
            except BodyLate:
                return _protected(body_too_slow(request))
        return get_response(request)

    return handle


def _take_body(request: HttpRequest) -> None:
    limit = FILE_LIMIT if request.content_type == "multipart/form-data" else FORM_LIMIT
    announced = request.headers.get("Content-Length", "0") or "0"
    if not announced.isdecimal() or int(announced) > limit:
        raise BodyRefused
    pieces: list[bytes] = []
    size, started = 0, time.monotonic()
    while piece := request.read(min(PIECE, limit + 1 - size)):
        size += len(piece)
        if size > limit:
            raise BodyRefused
        if time.monotonic() - started > SECONDS_ALLOWED:
            raise BodyLate
        pieces.append(piece)
    # What HttpRequest.body does; done here because it refuses files over the limit for forms.
    request._body = b"".join(pieces)
    request._stream = BytesIO(request._body)


def _protected(response: HttpResponse) -> HttpResponse:
    # This answer leaves before the middleware that sets the policy.
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'"
    )
    return response
