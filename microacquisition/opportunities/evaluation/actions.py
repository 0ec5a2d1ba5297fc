"""Verbs before the judging: assign the evaluators, label the applications for each, declare."""

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
from microacquisition.process.rules.evaluation import AssignmentFacts, EvaluationFacts
from microacquisition.records.events import keep_text

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def assign_evaluators(situation: Situation, facts: AssignmentFacts) -> Outcome:
    """Keep who evaluates and who presides; those left out are ended, and what they judged no longer counts."""
    opportunity, people, chair = situation.on, situation.given["evaluators"], situation.given["chair"]
    live = {each.evaluator_id: each for each in queries.live_assignments(opportunity)}
    opportunity.evaluator_assignments.filter(ended_at=None).update(chair=False)
    left_out = [each.pk for key, each in live.items() if key not in {person.pk for person in people}]
    EvaluatorAssignment.objects.filter(pk__in=left_out).update(ended_at=situation.now)
    letters: list[Letter] = []
    for person in people:
        assignment = live.get(person.pk) or EvaluatorAssignment.objects.create(
            opportunity=opportunity, evaluator=person, assigned_at=situation.now
        )
        EvaluatorAssignment.objects.filter(pk=assignment.pk).update(chair=person == chair)
        if opportunity.applications_opened_at is not None and person.pk not in live:
            label_applications(assignment, queries.standing_applications(opportunity))
            letters += ask_to_evaluate(situation, [person])
    return Outcome(facts={"evaluators": len(people), "ended": len(left_out)}, letters=letters)


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
    """Keep the declaration; an interest ends the assignment, whenever it appears."""
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
    return Outcome(
        facts={"no_interest": "yes" if no_interest else "no"},
        digests={"text": keep_text(text)} if text else {},
    )


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
