"""Evaluators named, applications opened, judged, settled, frozen, struck."""

from collections.abc import Callable
from typing import Any

from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation import clarifying
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.rules import evaluation as rules
from microacquisition.process.rules import evaluators as panel
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.process.rules.striking import supplier_was_heard
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.selection import ENDED
from tests.lifecycle.states import take
from tests.lifecycle.walking import ClockRow, Guard, Row
from tests.opportunities.evaluation.builders import seal_again

OFFICERS = "officer second_officer"
ALIKE = {"evaluation/likely_doubles": OFFICERS}  # both suppliers live at 1 Main Street


def choose(evaluator: str, chair: str = "") -> Callable[[Scene], dict[str, Any]]:
    """One evaluator and who presides."""
    return lambda scene: {
        "evaluators": [str(scene.people[evaluator].pk)], "chair": str(scene.people[chair or evaluator].pk)
    }  # fmt: skip


def type_verdicts(
    met: str = "yes", reason: str = "It says when, what and how."
) -> Callable[[Scene], dict[str, Any]]:
    """The same verdict on each criterion."""
    return lambda scene: {
        name: value
        for each in criteria_of(scene.opportunity)
        for name, value in ((f"met_{each.code}", met), (f"reason_{each.code}", reason))
    }


def settle(scene: Scene) -> dict[str, Any]:
    """The chair's verdict on the first application that differs."""
    label = next(
        each for each in _labels(scene, "evaluator") if each.application_id == scene.application_ids[0]
    )
    return {f"{label.label}-{name}": value for name, value in type_verdicts()(scene).items()}


def give_verdicts(
    *, reason: str = "It says so.", labelled: bool = True, first: bool = False, score: int | None = None
) -> Callable[[Scene], dict[str, Any]]:
    """Verdicts as the engine takes them."""

    def give(scene: Scene) -> dict[str, Any]:
        verdicts = tuple(
            TypedVerdict(each.code, True if score is None else None, reason, score)
            for each in criteria_of(scene.opportunity)
        )
        labels = [
            each
            for each in _labels(scene, "evaluator")
            if not first or each.application_id == scene.application_ids[0]
        ]
        return {"label": labels[0] if labelled else None, "verdicts": verdicts}

    return give


def _labels(scene: Scene, evaluator: str) -> list[Any]:
    assignment = find_assignment(scene.opportunity, scene.people[evaluator])
    assert assignment is not None
    return labels_of(assignment)


def strike_first(scene: Scene) -> dict[str, Any]:
    """The application of the first supplier, who was told and answered."""
    return {"application_id": scene.application_ids[0]}


def strike_ranked(scene: Scene) -> dict[str, Any]:
    """The only application in the order."""
    return {"application_id": scene.opportunity.order.get().application_id}


def strike_runner_up(scene: Scene) -> dict[str, Any]:
    """The application of whoever comes after the supplier who is asked."""
    place = ("supplier_1", "supplier_2").index(scene.name("runner_up"))
    return {"application_id": scene.application_ids[place]}


def choose_both(scene: Scene) -> dict[str, Any]:
    """Two evaluators, the first presides."""
    both = [str(scene.people[name].pk) for name in ("evaluator", "second_evaluator")]
    return {"evaluators": both, "chair": both[0]}


def replace_evaluator(reason: str) -> Callable[[Scene], dict[str, Any]]:
    """The second evaluator instead of the first, as the engine takes it."""
    return lambda scene: {
        "evaluators": [scene.people["second_evaluator"]], "chair": scene.people["second_evaluator"], "reason": reason
    }  # fmt: skip


def return_it(scene: Scene) -> None:
    """The advisor returned the evaluation, and nobody has answered."""
    take("return_evaluation", scene, "advisor", reason="Say why.")


def ask_supplier(scene: Scene) -> None:
    """The program asked a supplier what they meant."""
    application = Application.objects.get(pk=scene.application_ids[0])
    clarifying.ask_supplier(application, scene.people["officer"], "Which year was that?", "en")


def forget_applications(scene: Scene) -> None:
    """Nobody applied after all."""
    Opportunity.objects.update(applications_count=0)


def damage_a_seal(scene: Scene) -> None:
    """One application did not open with the others."""
    seal_again(scene.application_ids[0])


SEALED = Guard(rules.applications_are_open, state="assigned")
RETURNED = Guard(rules.no_return_is_open, before=return_it)
UNHEARD = Guard(supplier_was_heard, state="judged")

ROWS = (
    Row(
        "assign_evaluators", state="applied", who="officer", page="assign_evaluators", leads_to="OPEN",
        typed=choose("evaluator"), waits_for=OFFICERS, wrong_states="translated, evaluated",
        guards=(
            Guard(panel.somebody_evaluates, typed={"evaluators": []}, given=lambda scene: {"evaluators": []}),
            Guard(
                panel.evaluators_are_fit, typed=choose("advisor"),
                given=lambda scene: {"evaluators": [scene.people["advisor"]], "chair": scene.people["advisor"]},
            ),
            Guard(panel.change_after_opening_is_explained, state="opened", given=replace_evaluator("")),
            Guard(
                panel.nobody_is_added, state="opened",
                typed=lambda scene: {**choose_both(scene), "reason": "More eyes."},
            ),
            Guard(
                panel.who_judged_everything_stays, state="judged",
                typed=lambda scene: {**choose("second_evaluator")(scene), "reason": "Away."},
            ),
        ),
    ),
    Row(
        "open_applications", state="assigned", who="officer advisor", page="open_applications", leads_to="CLOSED",
        mails={"evaluation/to_evaluate": "evaluator", **ALIKE}, waits_for=f"{OFFICERS} advisor",
        wrong_states="translated, evaluated",
        guards=(
            Guard(rules.not_opened_yet, state="opened"),
            Guard(rules.not_authorized_yet, state="authorized"),
            Guard(rules.something_to_open, before=forget_applications),
            Guard(rules.evaluators_are_assigned, state="closed"),
        ),
    ),
    ClockRow(
        "open_applications", state="authorized", due=lambda scene: scene.opportunity.closes_at, leads_to="CLOSED",
        mails={
            "applications/closed_with_applications": f"{OFFICERS} client author",
            "evaluation/to_evaluate": "evaluator", "evaluation/opened_as_signed": "officer advisor", **ALIKE,
        },
    ),
    Row(
        "declare", state="opened", who="evaluator", page="declare", leads_to="CLOSED", typed={"no_interest": "yes"},
        waits_for="evaluator", wrong_states="evaluated",
        guards=(Guard(rules.awaits_a_declaration, state="declared"),),
    ),
    Row(
        "judge", state="half judged", who="evaluator", page="judge", leads_to="CLOSED", typed=type_verdicts(),
        mails={"evaluation/evaluation_ready": f"{OFFICERS} advisor"}, waits_for="evaluator", wrong_states="evaluated",
        guards=(
            Guard(rules.applications_are_open, state="assigned", by_page=False, given=give_verdicts(labelled=False)),
            Guard(rules.no_interest_declared, state="opened", by_page=False, given=give_verdicts(labelled=False)),
            Guard(rules.something_to_judge, state="judged", by_page=False, given=lambda scene: {}),
            Guard(rules.every_judgment_has_a_reason, typed=type_verdicts(reason=""), given=give_verdicts(reason="")),
            Guard(rules.verdicts_are_of_the_programme, by_page=False, given=give_verdicts(score=100)),
            Guard(rules.differing_judgments_stay, state="differing", by_page=False, given=give_verdicts(first=True)),
        ),
    ),
    Row(
        "reconcile", state="differing", who="evaluator", page="reconcile", leads_to="CLOSED", typed=settle,
        mails={"evaluation/evaluation_ready": f"{OFFICERS} advisor"},
        waits_for="evaluator", wrong_states="evaluated",
        guards=(
            Guard(rules.applications_are_open, state="assigned", by_page=False, given=give_verdicts(labelled=False)),
            Guard(rules.no_interest_declared, state="opened", by_page=False, given=give_verdicts(labelled=False)),
            Guard(rules.chair_decides, who="second_evaluator", by_page=False, given=give_verdicts()),
            Guard(rules.evaluators_differ, state="judged", by_page=False, given=give_verdicts()),
            Guard(
                rules.every_judgment_has_a_reason, by_page=False,
                given=give_verdicts(reason=""),
            ),
            Guard(rules.verdicts_are_of_the_programme, by_page=False, given=give_verdicts(score=100)),
        ),
    ),
    Row(
        "return_evaluation", state="judged", who="advisor", page="return_evaluation", leads_to="CLOSED",
        typed={"reason": "Say why, not only that."}, mails={"evaluation/evaluation_returned": "evaluator"}, wrong_states="applied, evaluated",
        guards=(SEALED, RETURNED),
    ),
    Row(
        "freeze_evaluation", state="judged", who="officer advisor", page="freeze_evaluation", leads_to="EVALUATED",
        mails={"evaluation/evaluation_frozen": f"{OFFICERS} advisor client author"},
        waits_for=f"{OFFICERS} advisor", wrong_states="applied, evaluated",
        guards=(
            SEALED, RETURNED,
            Guard(rules.every_seal_is_open, before=damage_a_seal),
            Guard(rules.everything_has_a_finding, state="half judged"),
            Guard(rules.suppliers_had_their_time, before=ask_supplier),
        ),
    ),
    Row(
        "strike", state="heard", who="officer advisor", page="strike", leads_to="CLOSED", typed=strike_first,
        mails={"evaluation/struck": "supplier_1"}, waits_for=f"{OFFICERS} advisor", wrong_states="in work",
        guards=(UNHEARD,),
    ),
    Row(
        "strike_from_order", state="heard in order", who="officer advisor", page="strike", leads_to="RANKED",
        typed=strike_first, mails={"evaluation/struck": "supplier_1"}, waits_for=f"{OFFICERS} advisor",
        wrong_states="in work", guards=(Guard(supplier_was_heard, state="ranked"),),
    ),
    Row(
        "strike_from_order", state="runner-up heard", who="officer advisor", page="strike", leads_to="OFFERED",
        typed=strike_runner_up, mails={"evaluation/struck": "runner_up"}, waits_for=f"{OFFICERS} advisor", is_outcome=True,
    ),
    Row(
        "strike_from_order", state="last heard", who="officer advisor", page="strike", leads_to="NO_AWARD",
        typed=strike_ranked, mails={**ENDED, "selection/no_award": "other_applicant", "evaluation/struck": "only_ranked"}, waits_for=f"{OFFICERS} advisor",
        is_outcome=True,
    ),
)  # fmt: skip
