"""The published checkpoints: a list, and one file each, for anybody to keep a copy of."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

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


def list_keys() -> list[tuple[str, str]]:
    """Return each key that ever signed with the instant of its first checkpoint, oldest first."""
    firsts = Checkpoint.objects.values("key").annotate(since=Min("at")).order_by("since")
    return [(row["key"], row["since"]) for row in firsts]
