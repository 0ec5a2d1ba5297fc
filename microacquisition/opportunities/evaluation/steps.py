"""The evaluation's rows of the engine's table."""

from collections.abc import Callable, Iterable

from microacquisition.opportunities.evaluation import actions, judging, queries, striking
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.roles import Role
from microacquisition.process.rules import evaluation as rules
from microacquisition.process.rules import striking as striking_rules


def _where(waits: Callable[[Opportunity], bool]) -> Callable[[Opportunity], Iterable[Opportunity]]:
    """The step is waited for only where `waits` says so."""
    return lambda opportunity: [opportunity] if waits(opportunity) else []


def _lacks_a_chair(opportunity: Opportunity) -> bool:
    return not any(each.chair for each in queries.live_assignments(opportunity))


def _with_opened_applications(opportunity: Opportunity) -> list[Opportunity]:
    return [opportunity] if opportunity.applications_opened_at is not None else []


STEPS = {
    "assign_evaluators": StageStep(
        gather=queries.gather_assignment,
        rules=(rules.may_still_be_assigned,),
        form_rules=(rules.somebody_evaluates, rules.evaluators_are_fit),
        act=actions.assign_evaluators,
        subjects=_where(_lacks_a_chair),
        page="assign_evaluators",
    ),
    "open_applications": StageStep(
        gather=queries.gather_evaluation,
        rules=(rules.not_opened_yet, rules.something_to_open, rules.evaluators_are_assigned),
        signs=queries.digest_opening,
        outside=lambda opportunity: {},
        act=actions.open_applications,
        page="open_applications",
    ),
    "declare": StageStep(
        gather=queries.gather_evaluation,
        rules=(rules.awaits_a_declaration,),
        act=actions.declare,
        page="evaluate",
    ),
    "judge": StageStep(
        gather=queries.gather_evaluation,
        rules=(rules.applications_are_open, rules.no_interest_declared, rules.something_to_judge),
        form_rules=(rules.every_judgment_has_a_reason,),
        act=judging.judge,
        page="evaluate",
    ),
    "reconcile": StageStep(
        gather=queries.gather_evaluation,
        rules=(
            rules.applications_are_open,
            rules.no_interest_declared,
            rules.chair_decides,
            rules.evaluators_differ,
        ),
        form_rules=(rules.every_judgment_has_a_reason,),
        act=judging.reconcile,
        page="reconcile",
    ),
    "return_evaluation": StageStep(
        gather=queries.gather_evaluation,
        rules=(rules.applications_are_open,),
        act=judging.return_evaluation,
        page="return_evaluation",
    ),
    "freeze_evaluation": StageStep(
        gather=queries.gather_evaluation,
        rules=(rules.applications_are_open, rules.everything_has_a_finding),
        signs=queries.digest_findings,
        outside=lambda opportunity: {},
        act=judging.freeze_evaluation,
        page="freeze_evaluation",
    ),
    "strike": StageStep(
        gather=striking.gather_strike,
        form_rules=(striking_rules.is_whole_strike,),
        signs=striking.digest_strike,
        act=striking.strike,
        subjects=_with_opened_applications,
        page="strike",
    ),
}

PARTS = {Role.EVALUATOR: queries.evaluates}
