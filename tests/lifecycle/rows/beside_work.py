"""In work: what the client team hands over, whether it came, and the officer’s word on work in trouble."""

from collections.abc import Callable
from datetime import date
from typing import Any

from microacquisition.opportunities.statement.models import ClientItem
from microacquisition.process.rules import delivery as rules
from microacquisition.process.rules import termination as ending
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.delivery import OFFICERS, TEAM
from tests.lifecycle.walking import Guard, Row

UNKNOWN = {"item": "0"}
MOVED = {"delivery/item_late": "winner", "delivery/item_late_client": TEAM}


def name_item(**typed: str) -> Callable[[Scene], dict[str, Any]]:
    """The only item of the statement, and what else is typed."""
    return lambda scene: {"item": str(ClientItem.objects.get().pk), **typed}


def hand_over_later(scene: Scene) -> dict[str, Any]:
    """A day that has not come, as the engine takes it."""
    return {**name_item()(scene), "handed_over_on": date(2999, 1, 1)}


ROWS = (
    Row(
        "hand_over_item", state="item late", who="client", page="hand_over_item", leads_to="IN_WORK", typed=name_item(),
        mails={"delivery/item_handed_over": "winner", **MOVED}, waits_for=TEAM, wrong_states="offered, completed",
        guards=(
            Guard(rules.items_stand, state="accepted"),
            Guard(rules.item_can_be_handed_over, typed={"handed_over_on": "2999-01-01"}, given=hand_over_later),
        ),
    ),
    # No message: the client team reads it in the file, and nothing is to be done about good news.
    Row(
        "confirm_item", state="item handed over", who="winner", page="answer_item", leads_to="IN_WORK",
        typed=name_item(answer="received"), waits_for="winner", wrong_states="completed",
        guards=(
            Guard(rules.items_stand, state="in work", given=name_item()),
            Guard(rules.item_can_be_confirmed, typed=UNKNOWN, given=lambda scene: UNKNOWN),
        ),
    ),
    # Nobody waits for it: the clock counts the days all the same once it is handed over.
    Row(
        "report_late_item", state="item late", who="winner", page="answer_item", leads_to="IN_WORK",
        typed=name_item(answer="missing"),
        mails={"delivery/item_missing": f"{TEAM} {OFFICERS}", **MOVED},
        wrong_states="completed",
        guards=(
            Guard(rules.items_stand, state="in work", given=name_item()),
            Guard(rules.item_can_be_reported, typed=UNKNOWN, given=lambda scene: UNKNOWN),
        ),
    ),
    Row(
        "decide_on_work", state="overdue", who="officer", page="decide_on_work", leads_to="IN_WORK",
        typed={"reason": "The date stands: it comes on Friday."},
        mails={"delivery/work_goes_on": "winner", "delivery/work_goes_on_client": TEAM}, waits_for=OFFICERS,
        wrong_states="offered, completed", guards=(Guard(ending.something_to_decide, state="in work"),),
    ),
)  # fmt: skip
