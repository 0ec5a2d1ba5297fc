"""A dispute: opened by one side, answered by the other, resolved by the program officer."""

from microacquisition.opportunities.delivery.models import Dispute
from microacquisition.process.rules import disputes as rules
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.delivery import OFFICERS, TEAM
from tests.lifecycle.walking import Guard, Row


def let_officer_answer(scene: Scene) -> None:
    """The officer had answered, for the client team."""
    Dispute.objects.update(answered_by=scene.people["officer"])


ROWS = (
    # Nobody waits for a dispute.
    Row(
        "open_dispute", state="in work", who="winner", page="open_dispute", leads_to="IN_WORK",
        typed={"reason": "The criterion is not in the statement."},
        mails={"delivery/dispute_to_answer": TEAM, "delivery/dispute_opened": OFFICERS}, wrong_states="completed",
        guards=(
            Guard(rules.an_agreement_to_dispute, state="offered", who="client"),
            Guard(rules.none_is_open, state="dispute open"),
        ),
    ),
    Row(
        "answer_dispute", state="dispute open", who="client", page="answer_dispute", leads_to="IN_WORK",
        typed={"reason": "It stands on page two."}, has_a_part="winner",
        mails={"delivery/dispute_answered": "winner", "delivery/dispute_to_resolve": OFFICERS}, waits_for=TEAM,
        wrong_states="completed",
        guards=(
            Guard(rules.other_side_waits, who="winner"),
            Guard(rules.other_side_waits, state="dispute answered"),
        ),
    ),
    Row(
        "resolve_dispute", state="dispute answered", who="officer", page="resolve_dispute", leads_to="IN_WORK",
        typed={"reason": "Both agree to page two."}, mails={"delivery/dispute_resolved": f"{TEAM} winner"},
        waits_for=OFFICERS, wrong_states="translated, completed",
        guards=(
            Guard(rules.both_sides_were_heard, state="dispute open"),
            Guard(rules.somebody_else_resolves, before=let_officer_answer),
        ),
    ),
    # The same from the other side.
    Row(
        "open_dispute", state="in work", who="author", page="open_dispute", leads_to="IN_WORK", has_a_part="winner",
        typed={"reason": "Nothing was written in the open."},
        mails={"delivery/dispute_to_answer": "winner", "delivery/dispute_opened": OFFICERS}, is_outcome=True,
        called="by_the_client",
    ),
    Row(
        "answer_dispute", state="dispute of the client", who="winner", page="answer_dispute", leads_to="IN_WORK",
        typed={"reason": "It is since today."}, has_a_part="client author", waits_for="winner",
        mails={"delivery/dispute_answered": TEAM, "delivery/dispute_to_resolve": OFFICERS}, is_outcome=True,
        called="by_the_supplier",
    ),
)  # fmt: skip
