"""The work: delivered, judged, extended, ended early."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from microacquisition.opportunities.delivery.queries import acceptance_criteria
from microacquisition.process.rules import delivery as rules
from microacquisition.process.rules import extensions
from microacquisition.process.rules import termination as ending
from microacquisition.process.rules.delivery import Verdict
from microacquisition.site.clock import current_instant
from tests.lifecycle.prepared import Scene
from tests.lifecycle.states import take
from tests.lifecycle.walking import Guard, Riding, Row
from tests.opportunities.agreement.builders import due, move_clock_to

CODE = {"repository": "https://github.com/example/policies", "commit": "9f2c1d7"}
TEAM, OFFICERS = "client author", "officer second_officer"
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
        at = due(scene.opportunity).due_at
        return {
            "due_at_date": (at + timedelta(days=days)).date().isoformat(),
            "due_at_time": "16:00",
            "reason": "The sandbox came late.",
        }

    return type_date


HALF_JUDGED = Guard(rules.every_criterion_is_judged, typed=judge(""), given=give_verdicts(True))
ACCEPTED = Guard(ending.work_is_open, state="accepted")


def cure_within(days: int) -> Callable[[Scene], dict[str, Any]]:
    """So many days to deliver after all."""

    def type_date(scene: Scene) -> dict[str, Any]:
        until = (current_instant() + timedelta(days=days)).date().isoformat()
        return {**REASON, "cure_by_date": until, "cure_by_time": "16:00"}

    return type_date


def give_notice(scene: Scene) -> None:
    """A notice stands already."""
    until = current_instant() + timedelta(days=10)
    take("give_default_notice", scene, "officer", reason="Nothing came.", cure_by=until)


def reach_proposed_date(scene: Scene) -> None:
    """The proposed date has passed meanwhile."""
    move_clock_to(due(scene.opportunity).due_at + timedelta(days=15))


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
        "propose_extension", state="in work", who="winner", page="propose_extension", leads_to="IN_WORK",
        typed=extend(14), has_a_part=OFFICERS, mails={"delivery/extension_asked": OFFICERS}, wrong_states="completed",
        guards=(
            Guard(extensions.work_is_due, state="delivered"),
            Guard(extensions.no_own_proposal, state="extension proposed"),
            Guard(extensions.date_is_later, typed=extend(-1)),
        ),
    ),
    Row(
        "extend_delivery", state="extension proposed", who="officer", page="answer_extension", leads_to="DUE",
        button="agree", has_a_part="winner", waits_for=OFFICERS,
        mails={"delivery/delivery_extended": "winner", "delivery/delivery_extended_client": f"{TEAM} {OFFICERS}"}, wrong_states="delivered, accepted",
        guards=(
            Guard(extensions.other_side_proposed, state="in work"),
            Guard(extensions.date_is_what_was_shown, typed={"shown_due_at": "2026-01-01T00:00:00+00:00"}),
            Guard(extensions.date_is_later, before=reach_proposed_date),
        ),
    ),
    Row(
        "decline_extension", state="extension proposed", who="officer", page="answer_extension", leads_to="IN_WORK",
        typed={"reason": "The budget year ends."}, button="decline", has_a_part="winner",
        mails={"delivery/extension_declined": "winner"}, wrong_states="offered",
        guards=(
            Guard(extensions.work_is_due, by_page=False, state="delivered", given=lambda scene: {}),
            Guard(extensions.other_side_proposed, by_page=False, state="in work", given=lambda scene: {}),
        ),
    ),
    Row(
        "give_default_notice", state="overdue", who="officer", page="give_default_notice", leads_to="IN_WORK",
        typed=cure_within(6), mails={"delivery/default_notice": "winner", "delivery/default_notice_client": TEAM}, wrong_states="offered",
        guards=(
            ACCEPTED,
            Guard(ending.supplier_is_in_default, state="in work"),
            Guard(ending.no_notice_stands, before=give_notice),
            Guard(ending.there_is_time_to_cure, typed=cure_within(1)),
        ),
    ),
    Row(
        "announce_convenience", state="in work", who="officer", page="announce_convenience", leads_to="IN_WORK",
        typed={**REASON, "percent": "40"}, mails={"delivery/convenience_announced": "winner"}, wrong_states="offered",
        guards=(
            ACCEPTED,
            Guard(ending.no_share_is_announced, state="share announced"),
            Guard(ending.share_is_a_percentage, typed={"percent": "101"}, given=lambda scene: {**REASON, "percent": 101}),
        ),
    ),
    Row(
        "answer_convenience", state="share announced", who="winner", page="answer_convenience", leads_to="IN_WORK",
        typed={"agrees": "yes"}, waits_for="winner", mails={"delivery/convenience_answered": OFFICERS},
        wrong_states="completed",
        guards=(ACCEPTED, Guard(ending.share_waits_for_answer, state="share heard")),
    ),
    Row(
        "say_cannot_deliver", state="in work", who="winner", page="say_cannot_deliver", leads_to="IN_WORK",
        typed=REASON, mails={"delivery/cannot_deliver": f"{TEAM} officer second_officer"}, guards=(ACCEPTED,),
        wrong_states="completed",
    ),
    Row(
        "terminate_for_default", state="notice ran out", who="officer", page="terminate_for_default", leads_to="RANKED",
        typed={**REASON, "supplier_heard": "on"},
        mails={"delivery/terminated_for_default": "winner", "delivery/terminated_client": TEAM}, wrong_states="offered, completed",
        guards=(ACCEPTED, Guard(ending.supplier_is_in_default, state="in work"), Guard(ending.notice_ran_out, state="overdue")),
    ),
    Row(
        "terminate_for_default", state="last notice ran out", who="officer", page="terminate_for_default",
        leads_to="TERMINATED", typed={**REASON, "supplier_heard": "on"}, is_outcome=True,
        mails={
            "delivery/terminated_for_default": "winner", "delivery/terminated_client": TEAM,
            "reuse/reservation_to_release": "payment_officer",
        },
    ),
    Riding("give_up", on="terminate_for_default", leads_to="CANCELLED"),
    Row(
        "terminate_for_convenience", state="share heard", who="officer", page="terminate_for_convenience",
        leads_to="IN_WORK", typed={**REASON, "percent": "40"},
        mails={"delivery/terminated_for_convenience": "winner", "delivery/terminated_client": TEAM}, wrong_states="offered, completed",
        guards=(
            ACCEPTED,
            Guard(ending.supplier_is_heard, state="share announced"),
            Guard(ending.share_is_not_less_than_announced, typed={"percent": "10"}),
            Guard(ending.share_is_a_percentage, typed={"percent": "101"}, given=lambda scene: {**REASON, "percent": 101}),
        ),
    ),
    Riding("accept_share", on="terminate_for_convenience", leads_to="ACCEPTED"),
    Row(
        "extend_delivery", state="extension offered", who="winner", page="answer_extension", leads_to="DUE",
        button="agree", has_a_part=OFFICERS, waits_for="winner", is_outcome=True, called="by_the_supplier",
        mails={"delivery/delivery_extended": "winner", "delivery/delivery_extended_client": f"{TEAM} {OFFICERS}"},
    ),
)  # fmt: skip
