"""The facts of an evaluation: what its rules look at, of the person's own part where a person asks."""

from collections.abc import Iterable
from datetime import datetime

from microacquisition.common.read_once import read_once
from microacquisition.opportunities.applications.queries import criteria_of, list_damaged
from microacquisition.opportunities.evaluation.models import (
    Clarification,
    EvaluatorAssignment,
    Judgment,
    Label,
)
from microacquisition.opportunities.evaluation.queries import (
    Key,
    count_left,
    differing_keys,
    find_assignment,
    find_open_return,
    findings_of,
    has_declared,
    is_authorized,
    judgments_of,
    keys_to_judge,
    labels_of,
    last_judged_at,
    live_assignments,
    settled_findings,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation
from microacquisition.process.programmes.base import CriteriaKind
from microacquisition.process.rules.evaluation import EvaluationFacts, TypedVerdict


def gather_evaluation(situation: Situation) -> EvaluationFacts:
    """The facts of the evaluation, of the person's own part where a person asks."""
    opportunity, user = situation.on, situation.user
    assignments, own = live_assignments(opportunity), find_assignment(opportunity, user)
    asked = [own] if own else assignments
    differing = differing_keys(opportunity)
    written = {(row.application_id, row.criterion) for row in findings_of(opportunity)}
    return EvaluationFacts(
        applications=opportunity.applications_count or 0,
        closed=opportunity.state != "OPEN",
        authorized=is_authorized(opportunity),
        opened=opportunity.applications_opened_at is not None,
        evaluators=len(assignments),
        has_chair=any(each.chair for each in assignments),
        undeclared=any(not has_declared(each) for each in asked),
        to_judge=count_left(opportunity, own),
        undecided=len([key for key in differing if key not in written]),
        differing=len(differing),
        missing_findings=len(keys_to_judge(opportunity)) - len(settled_findings(opportunity)),
        is_chair=own is None or own.chair,
        knows_application=_knows(situation, own),
        typed=tuple(typed_verdicts(situation)),
        new_interest=situation.given.get("no_interest") is False,
        contested=_count_contested(situation, own, differing),
        returned=find_open_return(opportunity) is not None,
        unanswered=_count_unanswered(opportunity, situation.now),
        damaged=len(list_damaged(opportunity)),
        scored=situation.programme.criteria is CriteriaKind.SCORED,
    )


def opened_since(situation: Situation) -> datetime | None:
    """Return since when evaluators are waited for: the opening of the applications."""
    return situation.on.applications_opened_at


def judged_since(situation: Situation) -> datetime | None:
    """Return since when what follows the judgments is waited for: the last of them."""
    return last_judged_at(situation.on) or situation.on.applications_opened_at


@read_once
def _count_unanswered(opportunity: Opportunity, now: datetime) -> int:
    rows = Clarification.objects.filter(application__opportunity=opportunity, answered_at=None)
    return rows.filter(answer_by__gt=now).count()


def _count_contested(situation: Situation, own: EvaluatorAssignment | None, differing: list[Key]) -> int:
    """How many judgments were typed anew where evaluators already differ."""
    label: Label | None = situation.given.get("label")
    if own is None or label is None:
        return 0
    kept = judgments_of(own, label.application)
    return sum(
        (label.application_id, typed.criterion) in differing
        and not _is_as_before(kept[typed.criterion], typed)
        for typed in typed_verdicts(situation)
    )


def _is_as_before(kept: Judgment, typed: TypedVerdict) -> bool:
    before = (kept.met, kept.score_hundredths, kept.reason)
    return before == (typed.met, typed.score_hundredths, typed.reason.strip())


def typed_verdicts(situation: Situation) -> list[TypedVerdict]:
    """Return what was typed, criteria left empty aside."""
    typed: Iterable[TypedVerdict] = situation.given.get("verdicts", ())
    return [verdict for verdict in typed if verdict.judges or verdict.reason.strip()]


def _knows(situation: Situation, own: EvaluatorAssignment | None) -> bool:
    label: Label | None = situation.given.get("label")
    if label is None:
        return "verdicts" not in situation.given
    codes = {criterion.code for criterion in criteria_of(situation.on)}
    known = {verdict.criterion for verdict in typed_verdicts(situation)} <= codes
    return own is not None and label.assignment_id == own.pk and known and label in labels_of(own)
