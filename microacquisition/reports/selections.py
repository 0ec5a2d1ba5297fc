"""What was counted at closing and what was drawn, computed again from the rows they came from."""

from collections import defaultdict

from microacquisition.opportunities.models import ApplicationVersion, Commitment
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.draw_page import publish_draw
from microacquisition.process.selection.commitments import find_draw_faults
from microacquisition.process.selection.draw import order_digest
from microacquisition.process.selection.receipts import leaf_hash, merkle_root
from microacquisition.records.differences import COUNT_CHANGED, DRAW_CHANGED, DRAW_FOLLOWS_NOT, Differs


def verify_counts(named: set[str], stream: str = "") -> int:
    """Compute what was counted and bound at each closing again (spec/draw.md, P2); return how many; Differs.

    `named` holds every digest of the events read.
    """
    receipts = defaultdict(list)
    rows = ApplicationVersion.objects.order_by("application", "-number").distinct("application")
    closed = Opportunity.objects.exclude(applications_root="").order_by("pk")
    if stream:
        rows, closed = rows.filter(application__opportunity_id=stream), closed.filter(pk=stream)
    columns = ("application__opportunity_id", "application_id", "receipt", "state")
    for opportunity, key, receipt, state in rows.values_list(*columns):
        receipts[opportunity].append((key.encode(), leaf_hash(receipt), state))
    for each in closed:
        found = sorted(receipts[each.pk])
        root, sent = merkle_root([leaf for _key, leaf, _state in found]), "SUBMITTED"
        count = sum(state == sent for _key, _leaf, state in found)
        if (root, count) != (each.applications_root, each.applications_count) or root not in named:
            raise Differs(COUNT_CHANGED, reference=each.reference)
    return len(closed)


def verify_draws(named: set[str], stream: str = "") -> int:
    """Draw again from every published list and value; return how many draws; Differs."""
    drawn = Commitment.objects.exclude(result=None).select_related("opportunity", "result").order_by("pk")
    if stream:
        drawn = drawn.filter(opportunity__pk=stream)
    for commitment in drawn:
        reference = commitment.opportunity.reference
        if order_digest(commitment.result.order) not in named:
            raise Differs(DRAW_CHANGED, reference=reference)
        faults = find_draw_faults(publish_draw(commitment))
        if faults:
            raise Differs(DRAW_FOLLOWS_NOT, reference=reference, why=faults[0])
    return len(drawn)
