"""What anybody may take away: releases, records, the disclosure of contracts; and the page that lists it all."""

import hashlib
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from microacquisition.content.today import find_today
from microacquisition.reports.open_data import disclosure, packages
from microacquisition.reports.open_data.models import Release
from microacquisition.site.access import ANYONE, access

JSON, JSON_LINES = "application/json", "application/jsonl"
AT_A_TIME = 500


@access(get=ANYONE)
def show_open_data(request: HttpRequest) -> HttpResponse:
    """What there is, in which format, since when."""
    today = find_today()
    values = {
        "quarters": disclosure.list_quarters(today),
        "years": disclosure.list_years(today),
        "is_registered": packages.is_registered(),
        "prefix": settings.OCID_PREFIX,
    }
    return render(request, "reports/open_data/pages/open_data.html", values)


@access(get=ANYONE)
def download_releases(request: HttpRequest) -> HttpResponse:
    """Every release, one a line, in the order of their publication; read row by row, however many there are."""
    said = Release.objects.aggregate(count=Count("pk"), last=Max("pk"))
    last = said["last"] or 0
    return _answer(
        request,
        f"{said['count']}-{last}",
        lambda: StreamingHttpResponse(_read_lines(last), content_type=JSON_LINES),  # type: ignore[arg-type, return-value]
    )


def _read_lines(last: int) -> Iterator[bytes]:
    """Yield the releases up to the one that the ETag names, whatever is published meanwhile."""
    bodies = Release.objects.filter(pk__lte=last).order_by("pk").values_list("body", flat=True)
    for body in bodies.iterator(chunk_size=AT_A_TIME):
        yield body.encode() + b"\n"


@access(get=ANYONE)
def show_package(request: HttpRequest) -> HttpResponse:
    """Who publishes the releases, under which licence and prefix."""
    last = Release.objects.order_by("pk").last()
    return _answer_whole(request, packages.write_releases_package(last), JSON)


@access(get=ANYONE)
def show_record(request: HttpRequest, ocid: str) -> HttpResponse:
    """One purchase: its releases, and what they compile to."""
    record = packages.write_record(ocid)
    if record is None:
        raise Http404
    return _answer_whole(request, record, JSON)


@access(get=ANYONE)
def download_quarter(request: HttpRequest, period: str) -> HttpResponse:
    """The contracts above the threshold of one quarter, such as `2026-2027-Q3`."""
    if period not in disclosure.list_quarters(find_today()):
        raise Http404
    return _answer_whole(request, disclosure.write_quarter(period), disclosure.CSV_TYPE)


@access(get=ANYONE)
def download_year(request: HttpRequest, year: int) -> HttpResponse:
    """The sums of one calendar year: contracts at or under the threshold, payments by card."""
    if year not in disclosure.list_years(find_today()):
        raise Http404
    return _answer_whole(request, disclosure.write_year(year), disclosure.CSV_TYPE)


def _answer_whole(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    digest = hashlib.sha256(body).hexdigest()[:32]
    return _answer(request, digest, lambda: HttpResponse(body, content_type=content_type))


def _answer(request: HttpRequest, tag: str, write: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with what `write` returns, or 304 to whoever has it already."""
    etag = f'"{tag}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = write()
        answer["ETag"], answer["Cache-Control"] = etag, "no-cache"
    return answer
