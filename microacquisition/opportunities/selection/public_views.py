"""The public page of a draw, its `draw.json`, the method and the file to check it with."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.draw_page import describe_draw, publish_draw
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.process.selection.pulses import QUICKNET_CHAIN, QUICKNET_KEY
from microacquisition.site.access import ANYONE, access

PAGES = "opportunities/selection/pages/"


@access(get=ANYONE)
def show_draw(request: HttpRequest, reference: str) -> HttpResponse:
    """What was committed, which value came, each step, the order; what it proves and what not."""
    opportunity, commitment = _find(request, reference)
    zone = opportunity.zone or opportunity.programme.zone
    context = {"opportunity": opportunity, "zone": zone, **describe_draw(opportunity, commitment)}
    return render(request, PAGES + "draw.html", context)


@access(get=ANYONE)
def draw_json(request: HttpRequest, reference: str) -> HttpResponse:
    """The same bytes in both languages: a vector's keys once drawn, before that the list and the commitment."""
    return _write_json(publish_draw(_find(request, reference)[1]))


@access(get=ANYONE)
def other_draw_json(request: HttpRequest, reference: str, digest: str) -> HttpResponse:
    """A list that was replaced, or the drawing of the place of an application that was left out."""
    _opportunity, commitment = _find(request, reference)
    other = next((each for each in queries.other_commitments(commitment) if each.digest == digest), None)
    if other is None:
        raise Http404
    return _write_json(publish_draw(other))


@access(get=ANYONE)
def show_method(request: HttpRequest) -> HttpResponse:
    """How every draw is made and how anybody checks it, published before anybody applies."""
    return render(request, PAGES + "method.html", {"chain": QUICKNET_CHAIN, "key": QUICKNET_KEY})


@access(get=ANYONE)
def download_verifier(request: HttpRequest) -> HttpResponse:
    """The one Python file with which anybody checks a draw, and their receipt, without this site."""
    text = (settings.ROOT / "docs" / "verify_draw.py").read_text(encoding="utf-8")
    headers = {"Content-Disposition": 'attachment; filename="verify_draw.py"'}
    return HttpResponse(text, content_type="text/x-python; charset=utf-8", headers=headers)


def _find(request: HttpRequest, reference: str) -> tuple[Opportunity, Commitment]:
    opportunity = get_object_or_404(Opportunity.objects.visible_to(request.user), reference=reference)  # type: ignore[arg-type]
    commitment = queries.find_commitment(opportunity)
    if commitment is None:
        raise Http404
    return opportunity, commitment


def _write_json(published: dict[str, Any]) -> HttpResponse:
    text = json.dumps(published, ensure_ascii=False, indent=1, sort_keys=True)
    return HttpResponse(text + "\n", content_type="application/json")
