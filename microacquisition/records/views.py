"""The published checkpoints: a list, and one file each, for anybody to keep a copy of."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from microacquisition.records.announcing import list_keys, write_keys
from microacquisition.records.checkpoints import write_file
from microacquisition.records.models import Checkpoint
from microacquisition.records.signing_key import public_key_hex
from microacquisition.site.access import ANYONE, access

ON_A_PAGE = 50


@access(get=ANYONE)
def list_checkpoints(request: HttpRequest, page: int = 1) -> HttpResponse:
    """List the checkpoints, newest first, with the key that signs; one address for both languages."""
    pages = Paginator(Checkpoint.objects.order_by("-pk"), ON_A_PAGE)
    if not 1 <= page <= pages.num_pages:
        raise Http404
    values: dict[str, Any] = {"page": pages.get_page(page), "key": public_key_hex(), "keys": list_keys()}
    return render(request, "records/pages/checkpoints.html", values)


@access(get=ANYONE)
def show_checkpoint(request: HttpRequest, digest: str) -> HttpResponse:
    """One checkpoint’s file, the same for ever."""
    checkpoint = get_object_or_404(Checkpoint, digest=digest)
    response = HttpResponse(write_file(checkpoint), content_type="application/json")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@access(get=ANYONE)
def show_keys(request: HttpRequest) -> HttpResponse:
    """The public keys with their dates, and each announcement of a new key, signed by the old one and the new one."""
    return HttpResponse(write_keys(), content_type="application/json")
