"""Named reads of an evaluation: who evaluates, what each has judged, the findings as they would be frozen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from microacquisition.common.canonical import write_canonical
from microacquisition.common.read_once import read_once
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import (
    EvaluatorAssignment,
    Finding,
    Judgment,
    Label,
    ReturnedEvaluation,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation, list_live_signatures
from microacquisition.people.models import User
from microacquisition.people.queries import holds, teams_of
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.roles import Role

Key = tuple[str, str]  # application id, criterion code


@dataclass(frozen=True)
class Settled:
    """A finding as it stands or would be written at the freeze."""

    met: bool | None
    score_hundredths: int | None
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
    mine = opportunity.evaluator_assignments.filter(evaluator=user, ended_at=None)
    return mine.select_related("declaration").first()


def evaluates(user: User, situation: Situation) -> bool:
    """True where the person is asked to evaluate this opportunity, and may still: an ended role ends it at once."""
    opportunity = situation.opportunity
    if opportunity is None or find_assignment(opportunity, user) is None:
        return False
    return may_evaluate(user, opportunity)


def may_evaluate(user: User, opportunity: Opportunity) -> bool:
    """True for the evaluators there and for the client team."""
    is_evaluator = holds(user, Role.EVALUATOR, opportunity.programme_code, opportunity.department_id)
    return is_evaluator or any(team.pk == opportunity.team_id for team in teams_of(user))


def is_judged_now(opportunity: Opportunity) -> bool:
    """True while the applications are open and not frozen."""
    return opportunity.state == "CLOSED" and opportunity.applications_opened_at is not None


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
    given = _judgments_given(opportunity)
    judged = [{(row.application_id, row.criterion) for row in given.get(each.pk, [])} for each in assignments]
    return sum(len(keys - theirs) for theirs in judged)


@read_once
def _judgments_given(opportunity: Opportunity) -> dict[object, list[Judgment]]:
    """Return every judgment by the id of its evaluator's assignment."""
    given: dict[object, list[Judgment]] = {}
    rows = Judgment.objects.filter(assignment__opportunity=opportunity).select_related("assignment")
    for row in rows.order_by("pk"):
        given.setdefault(row.assignment_id, []).append(row)
    return given


def last_judged_at(opportunity: Opportunity) -> datetime | None:
    """Return when an evaluator last judged; None before anybody did."""
    rows = [row for given in _judgments_given(opportunity).values() for row in given]
    return max((row.judged_at for row in rows), default=None)


@read_once
def judgments_by_key(opportunity: Opportunity) -> dict[Key, list[Judgment]]:
    """Return the judgments that count, the chair's first, where every evaluator has judged."""
    assignments = live_assignments(opportunity)
    given, found = _judgments_given(opportunity), dict[Key, list[Judgment]]()
    for assignment in assignments:
        for judgment in given.get(assignment.pk, []):
            found.setdefault((judgment.application_id, judgment.criterion), []).append(judgment)
    return {key: rows for key, rows in found.items() if len(rows) == len(assignments)}


@read_once
def differing_keys(opportunity: Opportunity) -> list[Key]:
    """Return where evaluators differ, settled or not, in order."""
    judged = judgments_by_key(opportunity)
    return [key for key in keys_to_judge(opportunity) if len(_verdicts(judged.get(key, []))) > 1]


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
            settled[key] = Settled(row.met, row.score_hundredths, row.reason, row.found_by_id)
        elif len(_verdicts(rows)) == 1:
            agreed = rows[0]
            by = agreed.assignment.evaluator_id
            settled[key] = Settled(agreed.met, agreed.score_hundredths, agreed.reason, by)
    return settled


def _verdicts(rows: Iterable[Judgment]) -> set[tuple[bool | None, int | None]]:
    return {(each.met, each.score_hundredths) for each in rows}


@read_once
def findings_of(opportunity: Opportunity) -> QuerySet[Finding]:
    """Return the findings that are written down."""
    return Finding.objects.filter(application__opportunity=opportunity).order_by("application_id", "pk")


@read_once
def passing_applications(opportunity: Opportunity) -> list[str]:
    """Return the ids, sorted, of the applications that stand and met every criterion, or have a score for each."""
    criteria = {criterion.code for criterion in criteria_of(opportunity)}
    met = {(row.application_id, row.criterion) for row in findings_of(opportunity) if _counts(row)}
    standing = [application.pk for application in standing_applications(opportunity)] if criteria else []
    return sorted(key for key in standing if all((key, criterion) in met for criterion in criteria))


def _counts(row: Finding) -> bool:
    return bool(row.met) or row.score_hundredths is not None


def digest_findings(situation: Situation) -> str:
    """Return SHA-256, in hex, of every finding as it is about to be frozen; a return makes it another."""
    rows = [
        [application, criterion, _spell_verdict(finding), finding.reason]
        for (application, criterion), finding in sorted(settled_findings(situation.on).items())
    ]
    return digest_data(
        {
            "format": "MA-FINDINGS-2",
            "opportunity": str(situation.on.pk),
            "findings": rows,
            "returned": _count_returns(situation.on),
        }
    )


def _spell_verdict(finding: Settled) -> str:
    if finding.score_hundredths is not None:
        return f"{finding.score_hundredths} hundredths"
    return "met" if finding.met else "not met"


def digest_data(data: dict[str, object]) -> str:
    """Return SHA-256, in hex, of data as canonical JSON."""
    return hashlib.sha256(write_canonical(data).encode()).hexdigest()


def is_authorized(opportunity: Opportunity) -> bool:
    """True while both signatures to open are given and the closing is still to come."""
    waiting = list_live_signatures(opportunity, "open_applications")
    return opportunity.state == "OPEN" and len(waiting) == len(STEPS["open_applications"].who)


@read_once
def _count_returns(opportunity: Opportunity) -> int:
    return len(_list_returns(opportunity))


@read_once
def find_open_return(opportunity: Opportunity) -> ReturnedEvaluation | None:
    """Return what the advisor found lacking and nobody has answered yet."""
    return next((each for each in _list_returns(opportunity) if each.answered_at is None), None)


@read_once
def _list_returns(opportunity: Opportunity) -> list[ReturnedEvaluation]:
    return list(opportunity.returned_evaluations.order_by("pk"))
