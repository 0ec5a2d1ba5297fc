"""Somebody who passed was left out: a new list before the value, a drawn place after it."""

from microacquisition.process.rules import drawing, redrawing
from tests.lifecycle.branches import correct
from tests.lifecycle.rows.selection import watched_alone
from tests.lifecycle.states import reach_draw
from tests.lifecycle.walking import Guard, Row
from tests.quicknet import paste_round_named

OFFICERS, APPLICANTS = "officer second_officer", "supplier_1 supplier_2"


NOBODY = Guard(
    redrawing.names_whom_and_why, typed={"reason": ""}, given=lambda scene: {**correct(scene), "reason": " "}
)


ROWS = (
    Row(
        "replace_draw", state="one left out", who="officer advisor", page="replace_draw", leads_to="DRAW_COMMITTED",
        typed=correct, second_typed={}, wrong_states="evaluated, ranked",
        mails={"selection/replacement_to_sign": "advisor", "selection/draw_replaced": f"{APPLICANTS} supplier_3"},
        guards=(
            Guard(redrawing.value_is_ahead, before=reach_draw),
            Guard(redrawing.somebody_was_left_out, state="draw committed"),
            NOBODY,
        ),
    ),
    Row(
        "insert_entrant", state="last ranked", who="officer advisor", page="insert_entrant", leads_to="RANKED",
        typed=correct, second_typed={}, wrong_states="one passed, completed",
        mails={"selection/insertion_to_sign": "advisor", "selection/entrant_to_insert": APPLICANTS},
        guards=(
            Guard(redrawing.order_was_drawn, state="ranked by score"),
            Guard(redrawing.nobody_is_being_inserted, state="being inserted"),
            Guard(redrawing.somebody_was_left_out, state="ranked"),
            NOBODY,
        ),
    ),
    Row(
        "record_insertion", state="place due", who="officer", page="record_insertion", leads_to="RANKED",
        typed=lambda scene: {"value": paste_round_named()}, waits_for=OFFICERS, wrong_states="one passed, completed",
        mails={"selection/entrant_inserted": APPLICANTS, "selection/in_reserve": "inserted"},
        guards=(
            Guard(drawing.beacon_time_is_reached, state="being inserted"),
            Guard(drawing.value_is_right, typed={"value": "tails"}, given=lambda scene: {"value": "tails"}),
            watched_alone("witnessed place due"),
        ),
    ),
)  # fmt: skip
