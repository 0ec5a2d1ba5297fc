"""Asking for code, and the two answers."""

from typing import Any

from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.intake.models import EligibilityAnswer, IncomingPullRequest
from microacquisition.people.models import Department, Team
from microacquisition.process.rules import intake as rules
from microacquisition.process.rules.eligibility import QUESTIONS, Answer
from tests.builders import good_answers
from tests.lifecycle.prepared import Scene
from tests.lifecycle.walking import Guard, Row

OFFICERS = "officer second_officer"


def describe_need(scene: Scene) -> dict[str, Any]:
    """Everything that the one screen asks."""
    typed = {
        "team": f"{scene.cast.team.pk}:esdc", "title": "Building policies", "need": "A script that refuses.",
        "estimated_hours": "65",
    }  # fmt: skip
    for question in QUESTIONS:
        typed[question.code] = "yes" if question.good_answer else "no"
        if question.needs_explanation:
            typed[f"{question.code}_explanation"] = "Asked everybody in May."
    return typed


def ask(scene: Scene, **changed: Any) -> dict[str, Any]:
    """The same as the engine takes it."""
    return {
        "team": Team.objects.get(), "programme_code": "esdc", "title": "Policies", "need": "A script.",
        "answers": good_answers(), **changed,
    }  # fmt: skip


def leave_programme(scene: Scene) -> None:
    """The department buys through another program only."""
    Department.objects.update(programme_codes=["practice"])


def bring_pull_request(scene: Scene) -> None:
    """Somebody asked already for what this pull request brings."""
    row = IncomingPullRequest.objects.create(
        programme_code="esdc", repository="example/occasions", number=1, address="https://github.example/1",
        files={"posts/en/one.md": "", "posts/fr/un.md": ""},
    )  # fmt: skip
    given = ask(scene, pull_request=row)
    take_step("request", opportunity_id=None, user=scene.cast.author, language="en", given=given)


def answer_badly(scene: Scene) -> None:
    """The client answered that the result is no code."""
    EligibilityAnswer.objects.filter(question="code").update(value=False)


def forget_explanation(scene: Scene) -> None:
    """The client did not say why the work is standalone."""
    EligibilityAnswer.objects.filter(question="standalone").update(explanation="")


ROWS = (
    Row(
        "request", state="people", who="client", page="ask_for_code", typed=describe_need, leads_to="REQUESTED",
        mails={"intake/request_received": "client", "intake/request_to_read": OFFICERS},
        has_a_part="author", stranger_reads=200,  # the page says that they belong to no team
        guards=(
            Guard(
                rules.unanswered, typed={"code": ""},
                given=lambda scene: ask(scene, answers=good_answers(code=Answer(None))),
            ),
            Guard(
                rules.belongs_to_programme, before=leave_programme,
                given=lambda scene: ask(scene),
            ),
            Guard(
                rules.pull_request_is_free,
                before=bring_pull_request,
                by_page=False,  # whose address names the pull request
                given=lambda scene: ask(scene, pull_request=IncomingPullRequest.objects.get()),
            ),
        ),
    ),
    Row(
        "accept_request", state="requested", who="officer", page="request", leads_to="DRAFTING",
        mails={"intake/request_accepted": "client author"}, waits_for=OFFICERS, wrong_states="drafting, open",
        guards=(
            Guard(rules.ineligible_answers, before=answer_badly),
            Guard(rules.unanswered, before=forget_explanation),
        ),
    ),
    Row(
        "hold_request", state="requested", who="officer", page="hold_request", leads_to="REQUESTED",
        typed={"waits_until": "2027-01-15", "reason": "Five purchases are under way."},
        mails={"intake/request_held": "client author"}, wrong_states="drafting, open",
        guards=(
            Guard(rules.waiting_ends_ahead, typed={"waits_until": "2026-11-23"}),
            Guard(rules.waiting_ends_ahead, typed={"waits_until": "2027-12-01"}),
        ),
    ),
    Row(
        "decline_request", state="requested", who="officer", page="decline_request", leads_to="DECLINED",
        typed={"reason": "It is not code."}, mails={"intake/request_declined": "client author"},
        wrong_states="drafting, completed",
    ),
)  # fmt: skip
