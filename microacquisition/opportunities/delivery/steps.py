"""Delivery's rows of the engine's table."""

from microacquisition.opportunities.delivery import actions, queries, termination
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import delivery as rules

STEPS = {
    "plan": StageStep(
        gather=queries.gather_plan, act=actions.plan_deliverable, lock=queries.lock_deliverable
    ),
    "deliver": StageStep(
        gather=queries.gather_delivery,
        form_rules=(rules.code_is_named,),
        act=actions.deliver,
        lock=queries.lock_deliverable,
        subjects=queries.deliverables_in("DUE"),
        page="deliver",
    ),
    "ask_for_revision": StageStep(
        gather=queries.gather_assessment,
        form_rules=(rules.every_criterion_is_judged, rules.a_criterion_is_not_met),
        act=actions.ask_for_revision,
        lock=queries.lock_deliverable,
        subjects=queries.deliverables_in("DELIVERED"),
    ),
    "accept": StageStep(
        gather=queries.gather_assessment,
        form_rules=(rules.every_criterion_is_judged, rules.every_criterion_is_met),
        act=actions.accept,
        lock=queries.lock_deliverable,
        subjects=queries.deliverables_in("DELIVERED"),
        page="judge_delivery",
    ),
    "extend_delivery": StageStep(
        gather=queries.gather_extension,
        form_rules=(rules.moves_later_and_agreed,),
        act=actions.extend_delivery,
        lock=queries.lock_deliverable,
        subjects=queries.deliverables_in("DUE"),
        page="extend_delivery",
    ),
    "say_cannot_deliver": StageStep(
        gather=queries.gather_termination,
        rules=(rules.work_is_open,),
        act=termination.say_cannot_deliver,
        page="say_cannot_deliver",
    ),
    "terminate_for_default": StageStep(
        gather=queries.gather_termination,
        rules=(rules.work_is_open, rules.supplier_is_in_default),
        act=termination.terminate_for_default,
        page="terminate_for_default",
    ),
    "terminate_for_convenience": StageStep(
        gather=queries.gather_termination,
        rules=(rules.work_is_open,),
        form_rules=(rules.share_is_a_percentage,),
        act=termination.terminate_for_convenience,
        page="terminate_for_convenience",
    ),
    "accept_share": StageStep(
        gather=queries.gather_termination,
        form_rules=(rules.share_is_a_percentage,),
        act=termination.accept_share,
        lock=queries.lock_deliverable,
    ),
    "give_up": StageStep(
        gather=queries.gather_termination, act=termination.give_up, lock=queries.lock_deliverable
    ),
}
