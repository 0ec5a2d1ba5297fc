"""Verbs of the judging: judge, settle what differs, freeze."""

from typing import Any

from microacquisition.common.read_once import reading_once
from microacquisition.opportunities.evaluation import queries
from microacquisition.opportunities.evaluation.models import EvaluatorAssignment, Finding, Judgment, Label
from microacquisition.opportunities.funding.queries import write_target
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.evaluation import EvaluationFacts
from microacquisition.records.events import keep_text


def judge(situation: Situation, facts: EvaluationFacts) -> Outcome:
    """Keep the judgments typed for one application; the database refuses any after the freeze (MA005)."""
    assignment, label = _own_assignment(situation), situation.given["label"]
    for verdict in facts.typed:
        Judgment.objects.update_or_create(
            assignment=assignment,
            application_id=label.application_id,
            criterion=verdict.criterion,
            defaults={
                "met": verdict.met,
                "score_hundredths": verdict.score_hundredths,
                "reason": verdict.reason.strip(),
                "judged_at": situation.now,
            },
        )
    return _noted(situation, facts, label)


def reconcile(situation: Situation, facts: EvaluationFacts) -> Outcome:
    """Write the chair's findings where evaluators differ, for one application."""
    assignment, label = _own_assignment(situation), situation.given["label"]
    differing = queries.differing_keys(situation.on)
    for verdict in facts.typed:
        if (label.application_id, verdict.criterion) not in differing:
            continue
        Finding.objects.update_or_create(
            application_id=label.application_id,
            criterion=verdict.criterion,
            defaults={
                "met": verdict.met,
                "score_hundredths": verdict.score_hundredths,
                "reason": verdict.reason.strip(),
                "found_by_id": assignment.evaluator_id,
                "found_at": situation.now,
            },
        )
    return _noted(situation, facts, label)


def freeze_evaluation(situation: Situation, facts: EvaluationFacts) -> Outcome:
    """Write every finding down, exactly as two people signed them; nobody changes one afterwards."""
    opportunity = situation.on
    digest = queries.digest_findings(situation)
    settled = queries.settled_findings(opportunity)
    for (application, criterion), finding in settled.items():
        Finding.objects.update_or_create(
            application_id=application,
            criterion=criterion,
            defaults={
                "met": finding.met,
                "score_hundredths": finding.score_hundredths,
                "reason": finding.reason,
                "found_by_id": finding.found_by_id,
                "found_at": situation.now,
            },
        )
    passing = len(queries.passing_applications(opportunity))
    people = {person.pk: person for person in [*who_freezes(opportunity), *client_people(opportunity.team)]}
    return Outcome(
        to_state="EVALUATED",
        facts={"findings": len(settled), "passing": passing},
        digests={"findings": digest},
        letters=write_to(
            people.values(), "evaluation/evaluation_frozen", opportunity, link=file_address,
            values=lambda language: {"count": str(passing)},
        ),
        wake_at=[] if passing else [situation.now],
    )  # fmt: skip


def _own_assignment(situation: Situation) -> EvaluatorAssignment:
    assignment = queries.find_assignment(situation.on, situation.person)
    if assignment is None:
        raise LookupError("Only who evaluates judges.")
    return assignment


def _noted(situation: Situation, facts: EvaluationFacts, label: Label) -> Outcome:
    with reading_once():  # the act has written; from here it only counts
        left = len(queries.keys_to_judge(situation.on)) - len(queries.settled_findings(situation.on))
    event_facts: dict[str, Any] = {"criteria": len(facts.typed), "findings_missing": left}
    reasons = "\n".join(
        f"{each.criterion} {each.met if each.score_hundredths is None else each.score_hundredths} {each.reason}"
        for each in facts.typed
    )
    return Outcome(
        facts=event_facts,
        digests={"reasons": keep_text(reasons), "application": keep_text(label.application_id)},
        letters=[] if left or not facts.missing_findings else _say_ready(situation),
    )


def _say_ready(situation: Situation) -> list[Letter]:
    return write_to(
        who_freezes(situation.on), "evaluation/evaluation_ready", situation.on,
        link=address_of("freeze_evaluation"),
        values=lambda language: {"answer_by": write_target(situation, "freeze_evaluation", language)},
    )  # fmt: skip


def who_freezes(opportunity: Opportunity) -> list[User]:
    """Return the officers and advisors there, each once."""
    people = [
        person
        for role in (Role.OFFICER, Role.ADVISOR)
        for person in people_holding(role, opportunity.programme_code, opportunity.department_id)
    ]
    return list({person.pk: person for person in people}.values())
