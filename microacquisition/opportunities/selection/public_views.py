"""The public page of a draw and its `draw.json`: everything needed to compute the order again."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.models import Commitment, DrawResult, Offer, RankedApplication
from microacquisition.process.selection.beacon import fallback_time, find_beacon_of
from microacquisition.process.selection.commitments import write_draw
from microacquisition.process.selection.draw import draw_steps, sort_ids
from microacquisition.site.access import ANYONE, access
from microacquisition.site.clock import current_instant

PAGES = "opportunities/selection/pages/"


@access(get=ANYONE)
def show_draw(request: HttpRequest, reference: str) -> HttpResponse:
    """What was committed, which value came, each swap, the order, what it proves."""
    opportunity, commitment = _find(request, reference)
    result, body = queries.find_result(opportunity), queries.read_body(commitment)
    order = RankedApplication.objects.filter(opportunity=opportunity)
    if tie := commitment.purpose == "tie":  # scores of the others are nobody's but theirs
        order = order.filter(application_id__in=commitment.entrants)
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
            "tie": tie,
            "alone": commitment.entrants_count == 1,
            "practice": queries.is_practice_draw(commitment),
            "result": result,
            "draw": _published(commitment),
            "swaps": _describe_swaps(commitment, bytes.fromhex(result.seed)) if result else [],
            "others": [_describe_other(each) for each in queries.other_commitments(commitment)],
            "witnessed": body["mode"] == "witnessed",
            "witnesses": list(result.witnesses.order_by("pk")) if result else [],
            "not_revealed": _was_not_revealed(commitment, body, result),
            "order": [(row, asked.get(row.application_id)) for row in order],
        },
    )


@access(get=ANYONE)
def draw_json(request: HttpRequest, reference: str) -> HttpResponse:
    """The same bytes in both languages: a vector's keys once drawn, before that the list and the commitment."""
    _opportunity, commitment = _find(request, reference)
    text = json.dumps(_published(commitment), ensure_ascii=False, indent=1, sort_keys=True)
    return HttpResponse(text + "\n", content_type="application/json")


@access(get=ANYONE)
def other_draw_json(request: HttpRequest, reference: str, digest: str) -> HttpResponse:
    """A list that was replaced, or the drawing of the place of an application that was left out."""
    _opportunity, commitment = _find(request, reference)
    other = next((each for each in queries.other_commitments(commitment) if each.digest == digest), None)
    if other is None:
        raise Http404
    text = json.dumps(_published(other), ensure_ascii=False, indent=1, sort_keys=True)
    return HttpResponse(text + "\n", content_type="application/json")


def _find(request: HttpRequest, reference: str) -> tuple[Opportunity, Commitment]:
    opportunity = get_object_or_404(Opportunity.objects.visible_to(request.user), reference=reference)  # type: ignore[arg-type]
    commitment = queries.find_commitment(opportunity)
    if commitment is None:
        raise Http404
    return opportunity, commitment


def _published(commitment: Commitment) -> dict[str, Any]:
    body, result = queries.read_body(commitment), queries.result_of(commitment)
    if result is None:
        ids = sort_ids(commitment.entrants)
        return {"ids": ids, "commitment": body, "commitment_sha256": commitment.digest}
    secret, before = bytes.fromhex(result.secret), None
    if commitment.purpose == "insertion":
        before = [each for each in result.order if each not in commitment.entrants]
    return dict(write_draw(body, result.value, commitment.entrants, secret=secret, before=before))


def _describe_other(commitment: Commitment) -> dict[str, Any]:
    result = queries.result_of(commitment)
    return {
        "commitment": commitment,
        "inserts": commitment.entrants[0] if commitment.purpose == "insertion" else "",
        "ids": sort_ids(commitment.entrants),
        "place": result.order.index(commitment.entrants[0]) + 1 if result else None,
    }


def _was_not_revealed(commitment: Commitment, body: dict[str, Any], result: DrawResult | None) -> bool:
    """In witnessed mode: the value and the secret did not come within 24 hours, so that the fallback applies."""
    if body["mode"] != "witnessed" or commitment.entrants_count == 1:
        return False
    if result is None:
        return current_instant() >= fallback_time(body["beacon"])
    return find_beacon_of(body["beacon"], result.value) != body["beacon"]


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
