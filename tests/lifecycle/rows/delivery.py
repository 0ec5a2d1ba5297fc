"""The work: delivered, judged, extended, ended early."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from microacquisition.opportunities.delivery.queries import acceptance_criteria
from microacquisition.process.rules import delivery as rules
from microacquisition.process.rules.delivery import Verdict
from tests.lifecycle.prepared import Scene
from tests.lifecycle.walking import Guard, Riding, Row

CODE = {"repository": "https://github.com/example/policies", "commit": "9f2c1d7"}
TEAM = "client author"
REASON = {"reason": "My laptop was stolen."}


def judge(last: str) -> Callable[[Scene], dict[str, Any]]:
    """Every criterion met but the last, which is judged as said."""

    def type_verdicts(scene: Scene) -> dict[str, Any]:
        codes = [each.code for each in acceptance_criteria(scene.opportunity)]
        verdicts = {f"met_{code}": "met" for code in codes} | {f"met_{codes[-1]}": last}
        return verdicts | ({f"reason_{codes[-1]}": "The tests fail."} if last == "not_met" else {})

    return type_verdicts


def give_verdicts(*said: bool) -> Callable[[Scene], dict[str, Any]]:
    """Verdicts on as many criteria, as the engine takes them."""

    def give(scene: Scene) -> dict[str, Any]:
        codes = [each.code for each in acceptance_criteria(scene.opportunity)]
        return {"verdicts": {code: Verdict(met, "Why.") for code, met in zip(codes, said, strict=False)}}

    return give


def extend(days: int) -> Callable[[Scene], dict[str, Any]]:
    """The delivery date so many days later, agreed."""

    def type_date(scene: Scene) -> dict[str, Any]:
        due = scene.opportunity.delivery_at
        assert due is not None
        return {
            "due_at_date": (due + timedelta(days=days)).date().isoformat(),
            "due_at_time": "16:00",
            "supplier_agreed": "on",
        }

    return type_date


HALF_JUDGED = Guard(rules.every_criterion_is_judged, typed=judge(""), given=give_verdicts(True))
ACCEPTED = Guard(rules.work_is_open, state="accepted")

ROWS = (
    Row(
        "deliver", state="in work", who="winner", page="deliver", leads_to="DELIVERED", typed=CODE, has_a_part="client author",
        mails={"delivery/delivered": TEAM, "delivery/delivery_received": "winner"},
        waits_for="winner", wrong_states="delivered, accepted",
        guards=(Guard(rules.code_is_named, typed={"commit": ""}, given=lambda scene: {"repository": "ftp://x"}),),
    ),
    Row(
        "ask_for_revision", state="delivered", who="client", page="judge_delivery", leads_to="DUE",
        typed=judge("not_met"), mails={"delivery/revision_asked": "winner"}, wrong_states="in work, accepted",
        guards=(HALF_JUDGED, Guard(rules.a_criterion_is_not_met, by_page=False, given=give_verdicts(True, True))),
    ),
    Row(
        "accept", state="delivered", who="client", page="judge_delivery", leads_to="ACCEPTED", typed=judge("met"),
        mails={"delivery/accepted": "winner", "delivery/invoice_to_send": "winner"},
        waits_for="client author", wrong_states="in work, accepted",
        guards=(HALF_JUDGED, Guard(rules.every_criterion_is_met, by_page=False, given=give_verdicts(True, False))),
    ),
    Row(
        "extend_delivery", state="in work", who="officer", page="extend_delivery", leads_to="DUE", typed=extend(14),
        mails={"delivery/delivery_extended": "winner", "delivery/delivery_extended_client": TEAM},
        wrong_states="delivered, accepted",
        guards=(Guard(rules.moves_later_and_agreed, typed=extend(-1)),),
    ),
    Row(
        "say_cannot_deliver", state="in work", who="winner", page="say_cannot_deliver", leads_to="IN_WORK",
        typed=REASON, mails={"delivery/cannot_deliver": f"{TEAM} officer second_officer"}, guards=(ACCEPTED,),
    ),
    Row(
        "terminate_for_default", state="overdue", who="officer", page="terminate_for_default", leads_to="RANKED",
        typed={**REASON, "supplier_heard": "on"},
        mails={"delivery/terminated_for_default": "winner", "delivery/terminated_client": TEAM}, wrong_states="offered, completed",
        guards=(ACCEPTED, Guard(rules.supplier_is_in_default, state="in work")),
    ),
    Row(
        "terminate_for_default", state="last overdue", who="officer", page="terminate_for_default",
        leads_to="TERMINATED", typed={**REASON, "supplier_heard": "on"}, is_outcome=True,
        mails={
            "delivery/terminated_for_default": "winner", "delivery/terminated_client": TEAM,
            "reuse/reservation_to_release": "payment_officer",
        },
    ),
    Riding("give_up", on="terminate_for_default", leads_to="CANCELLED"),
    Row(
        "terminate_for_convenience", state="in work", who="officer", page="terminate_for_convenience",
        leads_to="IN_WORK", typed={**REASON, "percent": "40"},
        mails={"delivery/terminated_for_convenience": "winner", "delivery/terminated_client": TEAM}, wrong_states="offered, completed",
        guards=(
            ACCEPTED,
            Guard(rules.share_is_a_percentage, typed={"percent": "101"}, given=lambda scene: {**REASON, "percent": 101}),
        ),
    ),
    Riding("accept_share", on="terminate_for_convenience", leads_to="ACCEPTED"),
)  # fmt: skip
