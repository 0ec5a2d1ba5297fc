"""The public page of a draw and its `draw.json`: everything needed to compute the order again."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.models import Commitment, Offer, RankedApplication
from microacquisition.process.selection.commitments import write_draw
from microacquisition.process.selection.draw import draw_steps, sort_ids
from microacquisition.site.access import ANYONE, access

PAGES = "opportunities/selection/pages/"


@access(get=ANYONE)
def show_draw(request: HttpRequest, reference: str) -> HttpResponse:
    """What was committed, which value came, each swap, the order, what it proves."""
    opportunity, commitment = _find(request, reference)
    result, body = queries.find_result(opportunity), queries.read_body(commitment)
    order = RankedApplication.objects.filter(opportunity=opportunity)
    asked = {
        each.application_id: each
        for each in Offer.objects.filter(opportunity=opportunity).order_by("made_at")
    }
    return render(
        request,
        PAGES + "draw.html",
        {
            "opportunity": opportunity,
            "zone": opportunity.zone or opportunity.programme.zone,
            "commitment": commitment,
            "body": body,
            "ids": sort_ids(commitment.entrants),
            "alone": commitment.entrants_count == 1,
            "practice": queries.is_practice_draw(commitment),
            "result": result,
            "draw": _published(opportunity, commitment),
            "swaps": _describe_swaps(commitment, bytes.fromhex(result.seed)) if result else [],
            "order": [(row, asked.get(row.application_id)) for row in order],
        },
    )


@access(get=ANYONE)
def draw_json(request: HttpRequest, reference: str) -> HttpResponse:
    """The same bytes in both languages: a vector's keys once drawn, before that the list and the commitment."""
    text = json.dumps(_published(*_find(request, reference)), ensure_ascii=False, indent=1, sort_keys=True)
    return HttpResponse(text + "\n", content_type="application/json")


def _find(request: HttpRequest, reference: str) -> tuple[Opportunity, Commitment]:
    opportunity = get_object_or_404(Opportunity.objects.visible_to(request.user), reference=reference)  # type: ignore[arg-type]
    commitment = queries.find_commitment(opportunity)
    if commitment is None:
        raise Http404
    return opportunity, commitment


def _published(opportunity: Opportunity, commitment: Commitment) -> dict[str, Any]:
    body, result = queries.read_body(commitment), queries.find_result(opportunity)
    if result is None:
        ids = sort_ids(commitment.entrants)
        return {"ids": ids, "commitment": body, "commitment_sha256": commitment.digest}
    return dict(write_draw(body, result.value, commitment.entrants, secret=bytes.fromhex(result.secret)))


def _describe_swaps(commitment: Commitment, seed: bytes) -> list[dict[str, Any]]:
    listed, rows = sort_ids(commitment.entrants), []
    for swap in draw_steps(len(listed), seed):
        last, chosen = swap.places - 1, swap.chosen
        listed[last], listed[chosen] = listed[chosen], listed[last]
        rows.append(
            {
                "place": swap.places,
                "words": swap.words,
                "remainder": chosen,
                "with": chosen + 1,
                "itself": chosen == last,
                "after": list(listed),
            }
        )
    return rows
