"""Answers that say whether they changed: whoever has one already is told so, and gets nothing twice."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date


def answer_unless_known(
    request: HttpRequest, body: bytes, content_type: str, changed: datetime | None
) -> HttpResponse:
    """Answer with the body, or 304 to whoever has it already; `changed` is None where nobody can tell."""
    etag, at = f'"{hashlib.sha256(body).hexdigest()[:32]}"', int(changed.timestamp()) if changed else None
    answer = HttpResponse(
        body, content_type=content_type, headers={"ETag": etag, "Cache-Control": "no-cache"}
    )
    if at is not None:
        answer["Last-Modified"] = http_date(at)
    known = get_conditional_response(request, etag=etag, last_modified=at, response=answer)
    return known or answer
