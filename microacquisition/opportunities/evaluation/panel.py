"""Who evaluates and who presides: chosen before the opening, replaced after it where somebody leaves or is silent."""

from collections.abc import Iterable
from datetime import datetime

from microacquisition.common.read_once import read_once
from microacquisition.opportunities.evaluation import queries
from microacquisition.opportunities.evaluation.actions import ask_to_evaluate, label_applications
from microacquisition.opportunities.evaluation.models import EvaluatorAssignment
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.people.models import User
from microacquisition.people.queries import holds, people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.evaluators import AssignmentFacts
from microacquisition.records.events import keep_text
from microacquisition.records.models import Event


def people_to_choose_from(opportunity: Opportunity) -> list[User]:
    """Return who may evaluate: evaluators there and the client team, without those who open and freeze, or who left it."""
    people = people_holding(Role.EVALUATOR, opportunity.programme_code, opportunity.department_id)
    team = opportunity.team.members.filter(ended_at=None, user__is_active=True).select_related("user")
    people += [member.user for member in team]
    left = set(
        opportunity.evaluator_assignments.filter(declaration__isnull=False)
        .exclude(ended_at=None)
        .values_list("evaluator_id", flat=True)
    )
    unique = {
        person.pk: person for person in people if person.pk not in left and not _freezes(person, opportunity)
    }
    return sorted(unique.values(), key=lambda person: (person.name, person.email))


def _freezes(person: User, opportunity: Opportunity) -> bool:
    return any(
        holds(person, role, opportunity.programme_code, opportunity.department_id)
        for role in (Role.OFFICER, Role.ADVISOR)
    )


def count_panel(opportunity: Opportunity) -> int:
    """Count who evaluated when the applications were opened; nobody is added to them afterwards."""
    opened = opportunity.applications_opened_at
    rows = opportunity.evaluator_assignments.filter(assigned_at__lte=opened).exclude(ended_at__lt=opened)
    return rows.count()


@read_once
def has_a_vacancy(opportunity: Opportunity) -> bool:
    """True where nobody presides, or somebody left after the officer last said who evaluates."""
    if not any(each.chair for each in queries.live_assignments(opportunity)):
        return True
    said = Event.objects.filter(stream=opportunity.stream, code="assign_evaluators").order_by("-seq").first()
    return said is not None and opportunity.evaluator_assignments.filter(ended_at__gt=said.at).exists()


def awaits_evaluators(opportunity: Opportunity) -> Iterable[Opportunity]:
    """The officer is waited for only where somebody is missing."""
    return [opportunity] if has_a_vacancy(opportunity) else []


def needed_at_closing(situation: Situation) -> datetime | None:
    """Return the closing instant while the opportunity is open: nothing waits for the evaluators before it."""
    return situation.on.closes_at if situation.state == "OPEN" else None


def may_change_evaluators(opportunity: Opportunity) -> Iterable[Opportunity]:
    """At any other time the officer may still change who evaluates."""
    return [] if has_a_vacancy(opportunity) else [opportunity]


def gather_assignment(situation: Situation) -> AssignmentFacts:
    """The facts of choosing the evaluators."""
    opportunity, given = situation.on, situation.given
    people, chair = list(given.get("evaluators", [])), given.get("chair")
    opened = opportunity.applications_opened_at is not None
    fit = {person.pk for person in people_to_choose_from(opportunity)} if people else set()
    left_out = [each for each in queries.live_assignments(opportunity) if each.evaluator not in people]
    return AssignmentFacts(
        opened=opened,
        chosen=len(people),
        panel=count_panel(opportunity) if opened else 0,
        chair_among_them=chair in people,
        unfit=tuple(person.name for person in people if person.pk not in fit),
        finished=tuple(
            each.evaluator.name for each in left_out if opened and not queries.count_left(opportunity, each)
        ),
        has_reason=bool(str(given.get("reason") or "").strip()),
    )


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
    reason = str(situation.given.get("reason") or "")
    return Outcome(
        facts={"evaluators": len(people), "ended": len(left_out)},
        digests={"reason": keep_text(reason)} if reason else {},
        letters=letters,
    )
