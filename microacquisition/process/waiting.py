"""Which steps somebody is expected to take, and how soon."""

from microacquisition.process.lifecycle import STEPS
from microacquisition.process.programmes.base import Programme

# Possible, but nobody waits for them: a way back, a way out, a second thought, or the clock's own.
NOT_AWAITED = frozenset(
    {
        "request", "decline_request", "hold_request", "request_changes", "return_to_drafting", "refuse_funds",
        "return_reservation", "unpost", "open", "amend", "extend", "extend_by_rule", "close", "return_evaluation",
        "replace_draw", "insert_entrant", "strike", "strike_from_order", "decline_offer", "lapse",
        "say_cannot_deliver", "terminate_for_default", "terminate_for_convenience", "cancel", "cancel_after_closing",
        "withdraw_request", "post_again", "save", "submit", "change", "withdraw", "plan", "ask_for_revision",
        "extend_delivery", "accept_share", "give_up", "return_invoice", "withdraw_certification", "settle", "hold",
        "time_out", "fail", "refund",
    }
)  # fmt: skip
AWAITED = frozenset(STEPS) - NOT_AWAITED


def target_days(programme: Programme, step_code: str) -> int | None:
    """Return the target for a step in business days, or None where the program sets none."""
    return programme.target_days.get(step_code)
