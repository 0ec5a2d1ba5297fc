"""Named reads of an evaluation: who evaluates, what each has judged, the findings as they would be frozen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from microacquisition.common.canonical import write_canonical
from microacquisition.common.read_once import read_once
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import (
    EvaluatorAssignment,
    Finding,
    Judgment,
    Label,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import User
from microacquisition.people.queries import holds, people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.evaluation import AssignmentFacts, EvaluationFacts, TypedVerdict

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


def people_to_choose_from(opportunity: Opportunity) -> list[User]:
    """Return who may evaluate: evaluators there and the client team, without those who open and freeze."""
    people = people_holding(Role.EVALUATOR, opportunity.programme_code, opportunity.department_id)
    team = opportunity.team.members.filter(ended_at=None, user__is_active=True).select_related("user")
    people += [member.user for member in team]
    unique = {person.pk: person for person in people if not _freezes(person, opportunity)}
    return sorted(unique.values(), key=lambda person: (person.name, person.email))


def _freezes(person: User, opportunity: Opportunity) -> bool:
    return any(
        holds(person, role, opportunity.programme_code, opportunity.department_id)
        for role in (Role.OFFICER, Role.ADVISOR)
    )


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
    """Return each finding: the chair's where evaluators differed, else what they agree on (the chair's reason)."""
    keys, judged = keys_to_judge(opportunity), judgments_by_key(opportunity)
    written = {(row.application_id, row.criterion): row for row in findings_of(opportunity)}
    settled = {}
    for key in keys:
        rows = judged.get(key, [])
        if key in written:
            row = written[key]
            settled[key] = Settled(row.met, row.reason, row.found_by_id)
        elif rows and len({each.met for each in rows}) == 1:
            settled[key] = Settled(rows[0].met, rows[0].reason, rows[0].assignment.evaluator_id)
    return settled


@read_once
def findings_of(opportunity: Opportunity) -> Iterable[Finding]:
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


def digest_opening(situation: Situation) -> str:
    """Return SHA-256, in hex, of what two people sign to open: which opportunity, how many, under which root."""
    opportunity = situation.on
    return _digest(
        {
            "format": "MA-OPENING-1",
            "opportunity": str(opportunity.pk),
            "count": opportunity.applications_count or 0,
            "root": opportunity.applications_root,
        }
    )


def digest_findings(situation: Situation) -> str:
    """Return SHA-256, in hex, of every finding as it is about to be frozen."""
    rows = [
        [application, criterion, "met" if finding.met else "not met", finding.reason]
        for (application, criterion), finding in sorted(settled_findings(situation.on).items())
    ]
    return _digest({"format": "MA-FINDINGS-1", "opportunity": str(situation.on.pk), "findings": rows})


def _digest(data: dict[str, object]) -> str:
    return hashlib.sha256(write_canonical(data).encode()).hexdigest()


def gather_assignment(situation: Situation) -> AssignmentFacts:
    """The facts of choosing the evaluators."""
    opportunity, given = situation.on, situation.given
    people, chair = list(given.get("evaluators", [])), given.get("chair")
    fit = {person.pk for person in people_to_choose_from(opportunity)} if people else set()
    return AssignmentFacts(
        opened=opportunity.applications_opened_at is not None,
        has_chair=any(each.chair for each in live_assignments(opportunity)),
        chosen=len(people),
        chair_among_them=chair in people,
        unfit=tuple(person.name for person in people if person.pk not in fit),
    )


def gather_evaluation(situation: Situation) -> EvaluationFacts:
    """The facts of the evaluation, of the person's own part where a person asks."""
    opportunity, user = situation.on, situation.user
    assignments, own = live_assignments(opportunity), find_assignment(opportunity, user)
    asked = [own] if own else assignments
    differing = differing_keys(opportunity)
    written = {(row.application_id, row.criterion) for row in findings_of(opportunity)}
    return EvaluationFacts(
        applications=opportunity.applications_count or 0,
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
