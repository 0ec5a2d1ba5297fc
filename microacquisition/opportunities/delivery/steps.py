"""Delivery's rows of the engine's table."""

from microacquisition.opportunities.delivery import (
    actions,
    deciding,
    disputes,
    extensions,
    item_waits,
    items,
    notices,
    queries,
    termination,
)
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import delivery as rules
from microacquisition.process.rules import disputes as dispute_rules
from microacquisition.process.rules import extensions as extension_rules
from microacquisition.process.rules import termination as ending

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
        until=lambda situation: situation.subject.due_at,
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
        gather=extensions.gather_answer,
        rules=(extension_rules.other_side_proposed,),
        form_rules=(extension_rules.date_is_what_was_shown, extension_rules.date_is_later),
        act=extensions.extend_delivery,
        lock=queries.lock_deliverable,
        subjects=queries.deliverables_in("DUE"),
        since=extensions.proposed_since,
        turn=extensions.who_answers,
        page="answer_extension",
    ),
    "propose_extension": StageStep(
        gather=extensions.gather_proposal,
        rules=(extension_rules.work_is_due, extension_rules.no_own_proposal),
        form_rules=(extension_rules.date_is_later,),
        act=extensions.propose_extension,
        page="propose_extension",
    ),
    "decline_extension": StageStep(
        gather=extensions.gather_answer,
        rules=(extension_rules.work_is_due, extension_rules.other_side_proposed),
        act=extensions.decline_extension,
    ),
    "decide_on_work": StageStep(
        gather=deciding.gather_decision,
        rules=(ending.something_to_decide,),
        act=deciding.decide_on_work,
        since=deciding.decision_awaited_since,
        page="decide_on_work",
    ),
    "hand_over_item": StageStep(
        gather=items.gather_hand_over,
        rules=(rules.items_stand,),
        form_rules=(rules.item_can_be_handed_over,),
        act=items.hand_over_item,
        since=item_waits.owed_since,
        turn=item_waits.who_owes,
        page="hand_over_item",
    ),
    "confirm_item": StageStep(
        gather=items.gather_confirm,
        rules=(rules.items_stand,),
        form_rules=(rules.item_can_be_confirmed,),
        act=items.confirm_item,
        since=item_waits.handed_over_since,
        page="answer_item",
    ),
    "report_late_item": StageStep(
        gather=items.gather_report,
        rules=(rules.items_stand,),
        form_rules=(rules.item_can_be_reported,),
        act=items.report_late_item,
        page="answer_item",
    ),
    "say_cannot_deliver": StageStep(
        gather=queries.gather_termination,
        rules=(ending.work_is_open,),
        act=termination.say_cannot_deliver,
        page="say_cannot_deliver",
    ),
    "terminate_for_default": StageStep(
        gather=queries.gather_termination,
        rules=(ending.work_is_open, ending.supplier_is_in_default, ending.notice_ran_out),
        act=termination.terminate_for_default,
        page="terminate_for_default",
    ),
    "give_default_notice": StageStep(
        gather=queries.gather_termination,
        rules=(ending.work_is_open, ending.supplier_is_in_default, ending.no_notice_stands),
        form_rules=(ending.there_is_time_to_cure,),
        act=notices.give_default_notice,
        page="give_default_notice",
    ),
    "announce_convenience": StageStep(
        gather=queries.gather_termination,
        rules=(ending.work_is_open, ending.no_share_is_announced),
        form_rules=(ending.share_is_a_percentage,),
        act=notices.announce_convenience,
        page="announce_convenience",
    ),
    "answer_convenience": StageStep(
        gather=queries.gather_termination,
        rules=(ending.work_is_open, ending.share_waits_for_answer),
        act=notices.answer_convenience,
        since=queries.share_announced_since,
        page="answer_convenience",
    ),
    "terminate_for_convenience": StageStep(
        gather=queries.gather_termination,
        rules=(ending.work_is_open, ending.supplier_is_heard),
        form_rules=(ending.share_is_a_percentage, ending.share_is_not_less_than_announced),
        act=termination.terminate_for_convenience,
        page="terminate_for_convenience",
    ),
    "open_dispute": StageStep(
        gather=disputes.gather_opening,
        rules=(dispute_rules.an_agreement_to_dispute, dispute_rules.none_is_open),
        act=disputes.open_dispute,
        page="open_dispute",
    ),
    "answer_dispute": StageStep(
        gather=disputes.gather_dispute,
        rules=(dispute_rules.other_side_waits,),
        act=disputes.answer_dispute,
        since=disputes.open_since,
        turn=disputes.who_answers,
        page="answer_dispute",
    ),
    "resolve_dispute": StageStep(
        gather=disputes.gather_dispute,
        rules=(dispute_rules.both_sides_were_heard, dispute_rules.somebody_else_resolves),
        act=disputes.resolve_dispute,
        since=disputes.open_since,
        page="resolve_dispute",
    ),
    "accept_share": StageStep(
        gather=queries.gather_termination,
        act=termination.accept_share,
        lock=queries.lock_deliverable,
    ),
    "give_up": StageStep(
        gather=queries.gather_termination, act=termination.give_up, lock=queries.lock_deliverable
    ),
}
