"""Named reads of an evaluation: who evaluates, what each has judged, the findings as they would be frozen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from microacquisition.common.canonical import write_canonical
from microacquisition.common.read_once import read_once
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import (
    Clarification,
    EvaluatorAssignment,
    Finding,
    Judgment,
    Label,
    ReturnedEvaluation,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import User
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.rules.evaluation import EvaluationFacts, TypedVerdict

Key = tuple[str, str]  # application id, criterion code


@dataclass(frozen=True)
class Settled:
    """A finding as it stands or would be written at the freeze."""

    met: bool | None
    reason: str
    found_by_id: UUID


@read_once
def live_assignments(opportunity: Opportunity) -> list[EvaluatorAssignment]:
    """Return who evaluates now, the chair first."""
    rows = opportunity.evaluator_assignments.filter(ended_at=None)
    return list(rows.select_related("evaluator", "declaration").order_by("-chair", "evaluator__name", "pk"))


@read_once
def find_assignment(opportunity: Opportunity, user: User | None) -> EvaluatorAssignment | None:
    """Return the person's live assignment on this opportunity, or None."""
    if user is None or not user.is_authenticated:
        return None
    return opportunity.evaluator_assignments.filter(evaluator=user, ended_at=None).first()


def evaluates(user: User, situation: Situation) -> bool:
    """True where the person is asked to evaluate this opportunity now."""
    return situation.opportunity is not None and find_assignment(situation.opportunity, user) is not None


def has_declared(assignment: EvaluatorAssignment) -> bool:
    """True once the evaluator has declared no interest."""
    return hasattr(assignment, "declaration") and assignment.declaration.no_interest


@read_once
def standing_applications(opportunity: Opportunity) -> list[Application]:
    """Return the opened applications that were not struck, by id."""
    rows = Application.objects.filter(opportunity=opportunity, opened__isnull=False, strike=None)
    return list(rows.order_by("pk"))


def labels_of(assignment: EvaluatorAssignment) -> list[Label]:
    """Return what this evaluator calls the applications that stand, in their own order."""
    rows = assignment.labels.filter(application__strike=None)
    return list(rows.select_related("application__opened").order_by("place"))


def judgments_of(assignment: EvaluatorAssignment, application: Application) -> dict[str, Judgment]:
    """Return this evaluator's judgments of one application, by criterion."""
    rows = assignment.judgments.filter(application=application)
    return {judgment.criterion: judgment for judgment in rows}


@read_once
def keys_to_judge(opportunity: Opportunity) -> list[Key]:
    """Return every criterion of every application that stands."""
    codes = [criterion.code for criterion in criteria_of(opportunity)]
    return [(application.pk, code) for application in standing_applications(opportunity) for code in codes]


@read_once
def count_left(opportunity: Opportunity, assignment: EvaluatorAssignment | None = None) -> int:
    """Count what is still to be judged, by one evaluator or by all of them together."""
    keys = set(keys_to_judge(opportunity))
    assignments = [assignment] if assignment else live_assignments(opportunity)
    return sum(
        len(keys - set(each.judgments.values_list("application_id", "criterion"))) for each in assignments
    )


@read_once
def judgments_by_key(opportunity: Opportunity) -> dict[Key, list[Judgment]]:
    """Return the judgments that count, the chair's first, where every evaluator has judged."""
    assignments = live_assignments(opportunity)
    found: dict[Key, list[Judgment]] = {}
    for assignment in assignments:
        for judgment in assignment.judgments.all():
            found.setdefault((judgment.application_id, judgment.criterion), []).append(judgment)
    return {key: rows for key, rows in found.items() if len(rows) == len(assignments)}


@read_once
def differing_keys(opportunity: Opportunity) -> list[Key]:
    """Return where evaluators differ, settled or not, in order."""
    judged = judgments_by_key(opportunity)
    return [key for key in keys_to_judge(opportunity) if len({each.met for each in judged.get(key, [])}) > 1]


@read_once
def settled_findings(opportunity: Opportunity) -> dict[Key, Settled]:
    """Return each finding: the chair's where evaluators differ, else what they agree on (the chair's reason)."""
    keys, judged = keys_to_judge(opportunity), judgments_by_key(opportunity)
    written = {(row.application_id, row.criterion): row for row in findings_of(opportunity)}
    counting = written if opportunity.state != "CLOSED" else differing_keys(opportunity)
    settled = {}
    for key in keys:
        rows = judged.get(key, [])
        if key in written and key in counting:
            row = written[key]
            settled[key] = Settled(row.met, row.reason, row.found_by_id)
        elif rows and len({each.met for each in rows}) == 1:
            settled[key] = Settled(rows[0].met, rows[0].reason, rows[0].assignment.evaluator_id)
    return settled


@read_once
def findings_of(opportunity: Opportunity) -> QuerySet[Finding]:
    """Return the findings that are written down."""
    return Finding.objects.filter(application__opportunity=opportunity).order_by("application_id", "pk")


@read_once
def passing_applications(opportunity: Opportunity) -> list[str]:
    """Return the ids, sorted, of the applications that stand and met every criterion."""
    criteria = {criterion.code for criterion in criteria_of(opportunity)}
    passing = []
    for application in standing_applications(opportunity):
        met = {row.criterion for row in application.findings.all() if row.met}
        if criteria and criteria <= met:
            passing.append(application.pk)
    return sorted(passing)


def digest_findings(situation: Situation) -> str:
    """Return SHA-256, in hex, of every finding as it is about to be frozen; a return makes it another."""
    rows = [
        [application, criterion, "met" if finding.met else "not met", finding.reason]
        for (application, criterion), finding in sorted(settled_findings(situation.on).items())
    ]
    return digest_data(
        {
            "format": "MA-FINDINGS-2",
            "opportunity": str(situation.on.pk),
            "findings": rows,
            "returned": situation.on.returned_evaluations.count(),
        }
    )


def digest_data(data: dict[str, object]) -> str:
    """Return SHA-256, in hex, of data as canonical JSON."""
    return hashlib.sha256(write_canonical(data).encode()).hexdigest()


def is_authorized(opportunity: Opportunity) -> bool:
    """True while both signatures to open are given and the closing is still to come."""
    waiting = opportunity.signatures.filter(step="open_applications", end__isnull=True)
    return opportunity.state == "OPEN" and waiting.count() == len(STEPS["open_applications"].who)


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
        unanswered=Clarification.objects.filter(
            application__opportunity=opportunity, answered_at=None, answer_by__gt=situation.now
        ).count(),
    )


def find_open_return(opportunity: Opportunity) -> ReturnedEvaluation | None:
    """Return what the advisor found lacking and nobody has answered yet."""
    return opportunity.returned_evaluations.filter(answered_at=None).first()


def _count_contested(situation: Situation, own: EvaluatorAssignment | None, differing: list[Key]) -> int:
    """How many judgments were typed anew where evaluators already differ."""
    label: Label | None = situation.given.get("label")
    if own is None or label is None:
        return 0
    kept = judgments_of(own, label.application)
    return sum(
        (label.application_id, typed.criterion) in differing
        and (kept[typed.criterion].met, kept[typed.criterion].reason) != (typed.met, typed.reason.strip())
        for typed in typed_verdicts(situation)
    )


def typed_verdicts(situation: Situation) -> list[TypedVerdict]:
    """Return what was typed, criteria left empty aside."""
    typed: Iterable[TypedVerdict] = situation.given.get("verdicts", ())
    return [verdict for verdict in typed if verdict.met is not None or verdict.reason.strip()]


def _knows(situation: Situation, own: EvaluatorAssignment | None) -> bool:
    label: Label | None = situation.given.get("label")
    if label is None:
        return "verdicts" not in situation.given
    codes = {criterion.code for criterion in criteria_of(situation.on)}
    known = {verdict.criterion for verdict in typed_verdicts(situation)} <= codes
    return own is not None and label.assignment_id == own.pk and known and label in labels_of(own)
