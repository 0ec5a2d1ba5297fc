"""Opened by the clock as signed beforehand; three evaluate, one leaves, they differ, the advisor returns it once."""

from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.evaluation.models import Finding
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.opportunity import Opportunity
from tests.builders import make_open
from tests.stories.actor import Actor, Typed
from tests.stories.applying import apply
from tests.stories.beginning import Cast, just_after, reload
from tests.stories.mails import check_mail
from tests.stories.page_forms import read_forms
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, WEAK, MoveClock


def test_three_evaluate_and_the_chair_settles_what_differs(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = make_open(cast.people)
    panel = [cast.evaluator, cast.author, cast.client]
    name_evaluators(cast, opportunity, panel)
    for supplier, answer in zip(cast.suppliers, [GOOD, WEAK], strict=False):
        apply(supplier, opportunity, answer)
    for person in (cast.officer, cast.advisor):
        person.fill("open_applications", opportunity_id=opportunity.pk)
    move_clock(just_after(reload(opportunity).closes_at))
    take_due_steps()
    opened = reload(opportunity)
    assert (opened.state, opened.applications_count) == ("CLOSED", 2) and opened.applications_opened_at
    check_mail("evaluation/opened_as_signed", cast.advisor.person, "se sont ouvertes d’elles-mêmes")

    for person in panel[:2]:
        declare_and_judge(person, opportunity)
    cast.client.fill(
        "declare", opportunity_id=opportunity.pk, typed={"no_interest": "no", "text": "Une cousine."}
    )
    check_mail("evaluation/evaluator_left", cast.officer.person, cast.client.person.name)
    assert "Assign the evaluators" in cast.officer.read("needs_me")
    other = Actor(cast.people.stranger)
    join_team(cast, other)
    name_evaluators(
        cast, opportunity, [cast.evaluator, cast.author, other], reason="An interest was declared."
    )
    declare_and_judge(other, opportunity, met=False)
    settle(cast.evaluator, opportunity)

    cast.officer.fill("freeze_evaluation", opportunity_id=opportunity.pk)
    cast.advisor.fill(
        "return_evaluation", opportunity_id=opportunity.pk, typed={"reason": "Citez la réponse."}
    )
    check_mail("evaluation/evaluation_returned", cast.author.person, "Citez la réponse.")
    assert "lapsed" in cast.officer.read("freeze_evaluation", opportunity_id=opportunity.pk)
    assert "Citez la réponse." in cast.evaluator.read("evaluate", opportunity_id=opportunity.pk)
    cast.evaluator.fill("answer_return", opportunity_id=opportunity.pk, typed={"answer": "It quotes now."})
    check_mail("evaluation/return_answered", cast.advisor.person, "It quotes now.")
    for person in (cast.officer, cast.advisor):
        person.fill("freeze_evaluation", opportunity_id=opportunity.pk)
    assert reload(opportunity).state == "EVALUATED"
    assert sorted(Finding.objects.values_list("met", "reason")) == [
        (False, "Not met."),
        (True, "It shows two years."),
    ]
    verify_record(opportunity)


def name_evaluators(cast: Cast, opportunity: Opportunity, panel: list[Actor], reason: str = "") -> None:
    """The first presides."""
    keys = [str(actor.person.pk) for actor in panel]
    typed: Typed = {"evaluators": keys, "chair": keys[0]} | ({"reason": reason} if reason else {})
    cast.officer.fill("assign_evaluators", opportunity_id=opportunity.pk, typed=typed)


def join_team(cast: Cast, actor: Actor) -> None:
    """Make somebody a member of the client team."""
    cast.people.team.members.create(user=actor.person, started_at=cast.people.team.members.first().started_at)


def declare_and_judge(actor: Actor, opportunity: Opportunity, met: bool | None = None) -> None:
    """Declare no interest, then judge each application by what is written, or all alike."""
    actor.fill("declare", opportunity_id=opportunity.pk, typed={"no_interest": "yes"})
    assignment = find_assignment(opportunity, actor.person)
    assert assignment is not None
    for label in labels_of(assignment):
        page = actor.read("judge", opportunity_id=opportunity.pk, label=label.label)
        good = GOOD in page if met is None else met
        actor.fill("judge", opportunity_id=opportunity.pk, label=label.label, typed=_judge(page, good))


def settle(chair: Actor, opportunity: Opportunity) -> None:
    """The chair finds what differs met."""
    page = chair.read("reconcile", opportunity_id=opportunity.pk)
    assert page.count('<section aria-labelledby="label-') == 1
    typed = _judge(page, True)
    typed = {name: "It shows two years." if "reason" in name else value for name, value in typed.items()}
    chair.fill("reconcile", opportunity_id=opportunity.pk, typed=typed)


def _judge(page: str, met: bool) -> Typed:
    names = next(form.names for form in read_forms(page).forms if any("met_" in name for name in form.names))
    verdicts: Typed = {name: "yes" if met else "no" for name in names if "met_" in name}
    return verdicts | {name: "Met." if met else "Not met." for name in names if "reason_" in name}
