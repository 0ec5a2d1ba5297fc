"""What the public page of a draw shows: every input and every value in between, of long lists the two ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext_lazy as _

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.models import Commitment, DrawResult, Offer, RankedApplication
from microacquisition.process.selection.beacon import Beacon, beacon_in_force, fallback_beacon, find_beacon_of
from microacquisition.process.selection.commitments import write_draw
from microacquisition.process.selection.draw import Swap, draw_steps, insertion_step, order_digest, sort_ids
from microacquisition.process.selection.moments import moment_words
from microacquisition.process.selection.pulses import public_address
from microacquisition.site.clock import current_instant

END = 100  # of a long list, so many of its beginning and of its end are shown; the file has all
EVERY_LIST = 20  # up to so many entrants the list is shown after each swap

# What the check in the browser names, in its order.
PARTS = (
    ("algorithm", _("The method is MAD-1")),
    ("time", _("The list was published before the value")),
    ("commitment", _("Digest of the commitment")),
    ("entrants", _("Digest of the list")),
    ("count", _("Number of identifiers")),
    ("ids", _("The identifiers are those in the order")),
    ("value", _("The value is of the source and moment named in advance")),
    ("secret", _("Key")),
    ("seed", _("Seed")),
    ("words", _("Numbers drawn")),
    ("order", _("The order")),
    ("order_sha256", _("Digest of the order")),
)


@dataclass(frozen=True)
class Ends:
    """A list, or its beginning and its end; `number` is the place from which the end counts."""

    first: Sequence[Any]
    last: Sequence[Any]
    left_out: int
    number: int


def show_ends(rows: Sequence[Any]) -> Ends:
    """Return the whole list where it is short enough to read, else its two ends."""
    if len(rows) <= 2 * END:
        return Ends(rows, (), 0, 0)
    return Ends(rows[:END], rows[-END:], len(rows) - 2 * END, len(rows) - END + 1)


def publish_draw(commitment: Commitment) -> dict[str, Any]:
    """Return `draw.json`: a vector's keys and the words, as they were recorded; before the value the list alone."""
    body, result = queries.read_body(commitment), queries.result_of(commitment)
    if result is None:
        return {
            "ids": sort_ids(commitment.entrants),
            "commitment": body,
            "commitment_sha256": commitment.digest,
        }
    secret, before = bytes.fromhex(result.secret), None
    if commitment.purpose == "insertion":
        before = [each for each in result.order if each != commitment.entrants[0]]
    drawn = write_draw(body, result.value, commitment.entrants, secret=secret, before=before)
    return drawn | {"order": result.order, "order_sha256": order_digest(result.order), "seed": result.seed}


def describe_draw(opportunity: Opportunity, commitment: Commitment) -> dict[str, Any]:
    """Return what the page says of the commitment that stands."""
    result, body = queries.find_result(opportunity), queries.read_body(commitment)
    zone = opportunity.zone or opportunity.programme.zone
    ids = sort_ids(commitment.entrants)
    others = [_describe_other(each, zone) for each in queries.other_commitments(commitment)]
    return {
        "commitment": commitment,
        "body": body,
        "ids": show_ends(ids),
        "count": len(ids),
        "tie": commitment.purpose == "tie",
        "alone": len(ids) == 1,
        "practice": queries.is_practice_draw(commitment),
        "witnessed": body["mode"] == "witnessed",
        "moment": moment_words(body["beacon"], zone, utc=True),
        "round_address": _find_round(body["beacon"], result),
        "result": result,
        "order_sha256": order_digest(result.order) if result else "",
        "swaps": _describe_swaps(ids, result) if result else None,
        "every_list": len(ids) <= EVERY_LIST,
        "witnesses": list(result.witnesses.order_by("pk")) if result else [],
        "fallback": _find_fallback(commitment, body, result),
        "source": name_source(body["beacon"]),
        "order": _describe_order(opportunity, result) if result else None,
        "drawn_ids": set(ids),
        "added": any(each["inserts"] and each["result"] for each in others),
        "others": others,
        "parts": PARTS,
    }


def _find_round(beacon: dict[str, Any], result: DrawResult | None) -> str:
    """Return where the round is published that was used, or will be; empty for any other source."""
    if "round" not in beacon:
        return ""
    used = find_beacon_of(beacon, result.value) if result and result.value else beacon
    return public_address(int(str(used["round"])))


def _find_fallback(commitment: Commitment, body: dict[str, Any], result: DrawResult | None) -> str:
    """Name the source that took the place of one whose value did not come within 24 hours; empty while that counts."""
    beacon, alone = body["beacon"], commitment.entrants_count == 1 and commitment.purpose != "insertion"
    following = fallback_beacon(beacon)
    if alone or following is None or (result is None and commitment.opportunity.state == "CANCELLED"):
        return ""
    in_force = (
        beacon_in_force(beacon, current_instant()) if result is None else find_beacon_of(beacon, result.value)
    )
    return "" if in_force == beacon else name_source(following)


def name_source(beacon: Beacon) -> str:
    """Return the source and the round or date, as the commitment spells them."""
    return " ".join(str(part) for part in beacon.values())


def _describe_order(opportunity: Opportunity, result: DrawResult) -> Ends:
    """The order as it stands; of a tie those who were drawn: the scores of the others are nobody's but theirs."""
    last = queries.last_order(opportunity) or result
    ends = show_ends(list(enumerate(last.order, start=1)))
    shown = [key for _place, key in (*ends.first, *ends.last)]
    rows = RankedApplication.objects.filter(opportunity=opportunity, application_id__in=shown)
    ranked = {row.application_id: row for row in rows}
    asked = set(
        Offer.objects.filter(opportunity=opportunity, application_id__in=shown).values_list(
            "application_id", flat=True
        )
    )
    first, last_rows = (
        [(key, ranked.get(key), key in asked) for _place, key in part] for part in (ends.first, ends.last)
    )
    return Ends(first, last_rows, ends.left_out, ends.number)


def _describe_swaps(ids: list[str], result: DrawResult) -> Ends:
    steps, listed = draw_steps(len(ids), bytes.fromhex(result.seed)), list(ids)
    after = []
    for places, chosen, _words in steps if len(ids) <= EVERY_LIST else ():
        listed[places - 1], listed[chosen] = listed[chosen], listed[places - 1]
        after.append(" ".join(listed))
    ends = show_ends(list(zip_longest(steps, after, fillvalue="")))
    first, last = ([_describe_swap(*row) for row in part] for part in (ends.first, ends.last))
    return Ends(first, last, ends.left_out, ends.number)


def _describe_swap(step: Swap, after: str = "") -> dict[str, Any]:
    *thrown, word = step.words
    return {
        "place": step.places, "thrown": thrown, "word": word, "remainder": step.chosen, "with": step.chosen + 1,
        "itself": step.chosen == step.places - 1, "after": after,
    }  # fmt: skip


def _describe_other(commitment: Commitment, zone: str) -> dict[str, Any]:
    """A list that was replaced, or the drawing of the place of an application that was left out."""
    result, body = queries.result_of(commitment), queries.read_body(commitment)
    inserts = commitment.purpose == "insertion"
    described: dict[str, Any] = {
        "commitment": commitment,
        "body": body,
        "inserts": commitment.entrants[0] if inserts else "",
        "ids": show_ends(sort_ids(commitment.entrants)),
        "moment": moment_words(body["beacon"], zone, utc=True),
        "round_address": _find_round(body["beacon"], result),
        "result": result,
        "fallback": inserts and _find_fallback(commitment, body, result),
        "source": name_source(body["beacon"]),
        "witnesses": list(result.witnesses.order_by("pk")) if result else [],
    }
    if result and inserts:
        count = len(result.order) - 1
        described |= _describe_swap(insertion_step(count, bytes.fromhex(result.seed))) | {"count": count}
    return described
