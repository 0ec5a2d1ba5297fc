"""The evaluation's rows of the engine's table."""

from microacquisition.opportunities.evaluation import (
    actions,
    facts,
    judging,
    opening,
    panel,
    queries,
    returning,
    striking,
)
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.roles import Role
from microacquisition.process.rules import evaluation as rules
from microacquisition.process.rules import evaluators as panel_rules
from microacquisition.process.rules import striking as striking_rules

STEPS = {
    "assign_evaluators": StageStep(
        gather=panel.gather_assignment,
        form_rules=(
            panel_rules.somebody_evaluates,
            panel_rules.evaluators_are_fit,
            panel_rules.change_after_opening_is_explained,
            panel_rules.nobody_is_added,
            panel_rules.who_judged_everything_stays,
        ),
        act=panel.assign_evaluators,
        subjects=panel.awaits_evaluators,
        optional=panel.may_change_evaluators,
        until=panel.needed_at_closing,
        page="assign_evaluators",
    ),
    "open_applications": StageStep(
        gather=facts.gather_evaluation,
        rules=(
            rules.not_opened_yet,
            rules.not_authorized_yet,
            rules.something_to_open,
            rules.evaluators_are_assigned,
        ),
        signs=opening.digest_opening,
        waits=opening.waits_for_closing,
        act=opening.open_applications,
        subjects=opening.awaits_opening,
        optional=opening.may_be_authorized,
        due=opening.due_for_opening,
        outside=lambda opportunity: {},
        page="open_applications",
    ),
    "declare": StageStep(
        gather=facts.gather_evaluation,
        rules=(rules.awaits_a_declaration,),
        act=actions.declare,
        since=facts.opened_since,
        page="evaluate",
    ),
    "judge": StageStep(
        gather=facts.gather_evaluation,
        rules=(rules.applications_are_open, rules.no_interest_declared, rules.something_to_judge),
        form_rules=(
            rules.every_judgment_has_a_reason,
            rules.verdicts_are_of_the_programme,
            rules.differing_judgments_stay,
        ),
        act=judging.judge,
        since=facts.opened_since,
        page="evaluate",
    ),
    "reconcile": StageStep(
        gather=facts.gather_evaluation,
        rules=(
            rules.applications_are_open,
            rules.no_interest_declared,
            rules.chair_decides,
            rules.evaluators_differ,
        ),
        form_rules=(rules.every_judgment_has_a_reason, rules.verdicts_are_of_the_programme),
        act=judging.reconcile,
        since=facts.judged_since,
        page="reconcile",
    ),
    "return_evaluation": StageStep(
        gather=facts.gather_evaluation,
        rules=(rules.applications_are_open, rules.no_return_is_open),
        act=returning.return_evaluation,
        page="return_evaluation",
    ),
    "freeze_evaluation": StageStep(
        gather=facts.gather_evaluation,
        rules=(
            rules.applications_are_open,
            rules.every_seal_is_open,
            rules.everything_has_a_finding,
            rules.no_return_is_open,
            rules.suppliers_had_their_time,
        ),
        signs=queries.digest_findings,
        outside=lambda opportunity: {},
        act=judging.freeze_evaluation,
        since=facts.judged_since,
        page="freeze_evaluation",
    ),
    "strike": StageStep(
        gather=striking.gather_strike,
        form_rules=(striking_rules.supplier_was_heard,),
        signs=striking.digest_strike,
        act=striking.strike,
        subjects=striking.notices_to_decide,
        optional=striking.may_be_struck,
        since=striking.heard_since,
        outside=striking.give_notice_waiting,
        page="strike",
    ),
}

PARTS = {Role.EVALUATOR: queries.evaluates}
