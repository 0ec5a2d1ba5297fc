"""Evaluation and selection, through the pages: opened by two, judged without names, frozen by two, drawn, offered."""

import re
from collections.abc import Callable
from datetime import datetime

from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment
from tests.quicknet import paste_round_named
from tests.stories.actor import Typed
from tests.stories.applying import apply, let_the_clock_close
from tests.stories.beginning import Cast, just_after, reload
from tests.stories.page_forms import read_forms

MoveClock = Callable[[datetime], datetime]
GOOD = "I wrote scripts of this kind for two years and kept their tests green."
WEAK = "I am keen to learn."


def apply_and_close(
    cast: Cast, opportunity: Opportunity, move_clock: MoveClock, answers: list[str]
) -> Opportunity:
    """One supplier an answer; then the closing instant comes."""
    evaluator = str(cast.people.evaluator.pk)
    typed: Typed = {"evaluators": [evaluator], "chair": evaluator}
    cast.officer.fill("assign_evaluators", opportunity_id=opportunity.pk, typed=typed)
    for supplier, answer in zip(cast.suppliers, answers, strict=False):
        apply(supplier, opportunity, answer)
    move_clock(just_after(reload(opportunity).closes_at))
    closed = let_the_clock_close(opportunity)
    assert (closed.state, closed.applications_count) == ("CLOSED", len(answers))
    return closed


def open_and_judge(cast: Cast, opportunity: Opportunity) -> None:
    """Two people open; the evaluator declares, then judges by what is written; two people freeze."""
    for person in (cast.officer, cast.advisor):
        person.fill("open_applications", opportunity_id=opportunity.pk)
    cast.evaluator.fill("declare", opportunity_id=opportunity.pk, typed={"no_interest": "yes"})
    for label in read_labels(cast, opportunity):
        judge(cast, opportunity, label)
    for person in (cast.officer, cast.advisor):
        person.fill("freeze_evaluation", opportunity_id=opportunity.pk)
    assert reload(opportunity).state == "EVALUATED"


def read_labels(cast: Cast, opportunity: Opportunity) -> list[str]:
    """Return the labels of the applications on the evaluator's page."""
    page = cast.evaluator.read("evaluate", opportunity_id=opportunity.pk)
    start = cast.evaluator.address("evaluate", opportunity_id=opportunity.pk)
    found = re.findall(re.escape(start) + r"([^/\"]+)/\"", page)
    return [label for label in dict.fromkeys(found) if label not in ("declare", "settle")]


def judge(cast: Cast, opportunity: Opportunity, label: str) -> None:
    """Met where the answer shows the skill."""
    page = cast.evaluator.read("judge", opportunity_id=opportunity.pk, label=label)
    names = next(
        form.names for form in read_forms(page).forms if any(n.startswith("met_") for n in form.names)
    )
    met = GOOD in page
    typed: Typed = {name: "yes" if met else "no" for name in names if name.startswith("met_")}
    typed |= {
        name: "Shows two years of scripts." if met else "No skill is shown."
        for name in names
        if name.startswith("reason_")
    }
    cast.evaluator.fill("judge", opportunity_id=opportunity.pk, label=label, typed=typed)


def draw(cast: Cast, opportunity: Opportunity, move_clock: MoveClock) -> Opportunity:
    """The list is published; at the beacon's time the officer types in the value anybody can check."""
    cast.officer.fill("commit_draw", opportunity_id=opportunity.pk)
    committed = reload(opportunity)
    if committed.state == "RANKED":
        return committed
    move_clock(just_after(Commitment.objects.get(opportunity=opportunity).beacon_at))
    take_due_steps()
    if reload(opportunity).state == "DRAW_COMMITTED":
        cast.officer.fill("record_draw", opportunity_id=opportunity.pk, typed={"value": paste_round_named()})
    return reload(opportunity)


def offer(cast: Cast, opportunity: Opportunity) -> Opportunity:
    """The officer asks the next in order."""
    cast.officer.fill("offer", opportunity_id=opportunity.pk)
    offered = reload(opportunity)
    assert offered.state == "OFFERED"
    return offered
