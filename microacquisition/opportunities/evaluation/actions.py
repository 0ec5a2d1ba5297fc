"""Verbs before the judging: label the applications for each evaluator, ask them to judge, declare."""

import secrets

from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.evaluation import queries
from microacquisition.opportunities.evaluation.models import Declaration, EvaluatorAssignment, Label
from microacquisition.opportunities.funding.queries import write_target
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.evaluation import EvaluationFacts
from microacquisition.records.events import keep_text

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def label_applications(assignment: EvaluatorAssignment, applications: list[Application]) -> None:
    """Give this evaluator a letter for each application, in an order that says nothing (spec/security.md, rule 3)."""
    shuffled = list(applications)
    secrets.SystemRandom().shuffle(shuffled)
    Label.objects.bulk_create(
        Label(assignment=assignment, application=application, label=name_label(place), place=place)
        for place, application in enumerate(shuffled, start=1)
    )


def name_label(place: int) -> str:
    """Return A for 1, B for 2, … Z, AA, AB."""
    name = ""
    while place:
        place, letter = divmod(place - 1, len(LETTERS))
        name = LETTERS[letter] + name
    return name


def declare(situation: Situation, facts: EvaluationFacts) -> Outcome:
    """Keep the declaration; an interest ends the assignment whenever it appears, with all that was judged or found."""
    assignment, given = queries.find_assignment(situation.on, situation.person), situation.given
    if assignment is None:
        raise LookupError("Only who evaluates declares.")
    no_interest, text = bool(given["no_interest"]), str(given.get("text") or "")
    if not hasattr(assignment, "declaration"):
        Declaration.objects.create(
            assignment=assignment, no_interest=no_interest, text=text, declared_at=situation.now
        )
    if not no_interest:
        EvaluatorAssignment.objects.filter(pk=assignment.pk).update(ended_at=situation.now, chair=False)
        queries.findings_of(situation.on).filter(found_by=situation.person).delete()
    return Outcome(
        facts={"no_interest": "yes" if no_interest else "no"},
        digests={"text": keep_text(text)} if text else {},
        letters=[] if no_interest else _say_somebody_left(situation),
    )


def _say_somebody_left(situation: Situation) -> list[Letter]:
    opportunity, name = situation.on, situation.person.name
    officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    return write_to(
        officers, "evaluation/evaluator_left", opportunity, link=address_of("assign_evaluators"),
        values=lambda language: {"evaluator_name": name},
    )  # fmt: skip


def ask_to_evaluate(situation: Situation, people: list[User]) -> list[Letter]:
    """Return the letters that ask people to declare and to judge."""
    opportunity: Opportunity = situation.on
    return write_to(
        people, "evaluation/to_evaluate", opportunity, link=address_of("evaluate"),
        values=lambda language: {
            "count": str(opportunity.applications_count or 0),
            "answer_by": write_target(situation, "judge", language),
        },
    )  # fmt: skip
