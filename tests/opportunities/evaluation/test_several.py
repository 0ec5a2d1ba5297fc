"""Several evaluators: each alone, findings where they agree, the chair where they differ, replaced where they leave."""

import pytest

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import Finding, Judgment, ReturnedEvaluation
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.signatures import SignatureEnd
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.evaluation.builders import (
    MET,
    NOT_MET,
    assign,
    freeze,
    judge,
    make_opened,
    reload,
    take,
)


def codes(user: User, opportunity: Opportunity) -> set[str]:
    """What waits for this person."""
    return {each.step.code for each in read_turns(reload(opportunity), user).mine}


def label_of(opportunity: Opportunity, evaluator: User, key: str):  # type: ignore[no-untyped-def]
    """What this evaluator calls the application."""
    assignment = find_assignment(opportunity, evaluator)
    assert assignment is not None
    return next(each for each in labels_of(assignment) if each.application_id == key)


def make_differing(people: People) -> tuple[Opportunity, str]:
    """Judged by three: two agree on everything, the third finds the first application wanting."""
    opportunity = make_opened(people, evaluators=[people.evaluator, people.author, people.client])
    first = sorted(opportunity.applications.values_list("pk", flat=True))[0]
    judge(opportunity, people.evaluator)
    judge(opportunity, people.author)
    judge(opportunity, people.client, {first})
    return opportunity, first


def test_the_chair_settles_what_differs(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people, evaluators=[people.evaluator, people.author])
    ids = sorted(opportunity.applications.values_list("pk", flat=True))
    judge(opportunity, people.evaluator)
    judge(opportunity, people.author, {ids[0]})
    with pytest.raises(Refused, match="missing"):
        take("freeze_evaluation", opportunity, people.officer)
    code = criteria_of(opportunity)[0].code
    chair = find_assignment(opportunity, people.evaluator)
    assert chair is not None
    label = next(each for each in labels_of(chair) if each.application_id == ids[0])
    with pytest.raises(Refused):
        other = find_assignment(opportunity, people.author)
        assert other is not None
        theirs = next(each for each in labels_of(other) if each.application_id == ids[0])
        take("reconcile", opportunity, people.author, label=theirs, verdicts=(TypedVerdict(code, True, MET),))
    page = browser(people.evaluator)
    address = f"/en/files/{opportunity.pk}/evaluate/settle/"
    assert NOT_MET in page.get(address).content.decode()
    name = label.label
    sent = page.post(
        address, {"label": name, f"{name}-met_{code}": "no", f"{name}-reason_{code}": "No dates."}
    )
    assert sent.status_code == 302
    assert freeze(opportunity, people).state == "EVALUATED"
    found = {row.application_id: (row.met, row.reason) for row in Finding.objects.all()}
    assert found == {ids[0]: (False, "No dates."), ids[1]: (True, MET)}


def test_nobody_reads_another_judgment_and_only_the_chair_once_all_have_judged(
    people: People, browser
) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people, evaluators=[people.evaluator, people.author, people.client])
    judge(opportunity, people.author, set(opportunity.applications.values_list("pk", flat=True)))
    settle = f"/en/files/{opportunity.pk}/evaluate/settle/"
    pages = [
        browser(people.evaluator).get(settle).content.decode(),
        browser(people.evaluator).get(f"/en/files/{opportunity.pk}/evaluate/A/").content.decode(),
        browser(people.client).get(f"/fr/dossiers/{opportunity.pk}/evaluer/A/").content.decode(),
    ]
    assert not any(NOT_MET in page for page in pages)
    judge(opportunity, people.evaluator)
    judge(opportunity, people.client)
    assert NOT_MET in browser(people.evaluator).get(settle).content.decode()
    assert browser(people.author).get(settle).status_code == 404
    assert (
        NOT_MET
        not in browser(people.client).get(f"/fr/dossiers/{opportunity.pk}/evaluer/A/").content.decode()
    )


def test_where_they_differ_nobody_changes_their_own(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity, first = make_differing(people)
    for person in (people.evaluator, people.client):
        label = label_of(opportunity, person, first)
        verdict = TypedVerdict(criteria_of(opportunity)[0].code, person == people.client, "Now I see.")
        with pytest.raises(Refused, match="the chair settles"):
            take("judge", opportunity, person, label=label, verdicts=(verdict,))
    assert not Judgment.objects.filter(reason="Now I see.").exists()
    label = label_of(opportunity, people.client, first).label
    page = browser(people.client).get(f"/fr/dossiers/{opportunity.pk}/evaluer/{label}/").content.decode()
    assert "avec des avis différents" in page and "met_" not in page


def test_where_they_agree_the_finding_follows_though_the_chair_settled_before(people: People) -> None:
    opportunity, first = make_differing(people)
    label, code = label_of(opportunity, people.evaluator, first), criteria_of(opportunity)[0].code
    assert "reconcile" in codes(people.evaluator, opportunity) and "reconcile" not in codes(
        people.author, opportunity
    )
    verdicts = (TypedVerdict(code, False, "No dates."),)
    take("reconcile", opportunity, people.evaluator, label=label, verdicts=verdicts)
    assert "reconcile" not in codes(people.evaluator, opportunity)
    take("declare", opportunity, people.client, no_interest=False)
    freeze(opportunity, people)
    assert not Finding.objects.exclude(met=True).exists() and Finding.objects.count() == 2


def test_who_declares_an_interest_is_replaced_and_their_findings_do_not_count(people: People) -> None:
    opportunity, first = make_differing(people)
    label, code = label_of(opportunity, people.evaluator, first), criteria_of(opportunity)[0].code
    take(
        "reconcile", opportunity, people.evaluator, label=label, verdicts=(TypedVerdict(code, False, "No."),)
    )
    take("declare", opportunity, people.evaluator, no_interest=False, text="A cousin.")
    assert not Finding.objects.exists() and "assign_evaluators" in codes(people.officer, opportunity)
    told = Message.objects.filter(template="evaluation/evaluator_left").values_list("to_email", flat=True)
    assert set(told) == {people.officer.email, people.second_officer.email}
    with pytest.raises(Refused, match="cannot evaluate"):
        assign(opportunity, people, people.author, people.client, people.evaluator)
    assign(opportunity, people, people.author, people.client)
    assert "assign_evaluators" not in codes(people.officer, opportunity)
    assert "reconcile" in codes(people.author, opportunity)


def test_after_the_opening_people_are_replaced_for_a_reason_never_added(people: People) -> None:
    opportunity = make_opened(people, evaluators=[people.evaluator, people.author])
    judge(opportunity, people.evaluator)
    for panel, reason, why in (
        ((people.evaluator, people.client), "", "write why"),
        ((people.evaluator, people.author, people.client), "Busy.", "no more than that"),
        ((people.author, people.client), "Busy.", "has judged everything and stays"),
        ((people.evaluator, people.officer), "Busy.", "cannot evaluate"),
    ):
        with pytest.raises(Refused, match=why):
            assign(opportunity, people, *panel, reason=reason)
    assert {each.evaluator for each in opportunity.evaluator_assignments.filter(ended_at=None)} == {
        people.evaluator, people.author,
    }  # fmt: skip
    assert "assign_evaluators" in {
        each.step.code for each in read_turns(reload(opportunity), people.officer).possible
    }
    assign(opportunity, people, people.evaluator, people.client, reason="No answer for a week.")
    take("declare", opportunity, people.client, no_interest=True)
    judge(opportunity, people.client)
    assert freeze(opportunity, people).state == "EVALUATED"


def test_a_sleeping_chair_is_replaced(people: People) -> None:
    opportunity, first = make_differing(people)
    assign(opportunity, people, people.author, people.evaluator, people.client, reason="The chair is away.")
    assert find_assignment(opportunity, people.author).chair  # type: ignore[union-attr]
    code = criteria_of(opportunity)[0].code
    verdicts = (TypedVerdict(code, True, MET),)
    old, new = (label_of(opportunity, person, first) for person in (people.evaluator, people.author))
    with pytest.raises(Refused, match="chair settles"):
        take("reconcile", opportunity, people.evaluator, label=old, verdicts=verdicts)
    take("reconcile", opportunity, people.author, label=new, verdicts=verdicts)
    assert freeze(opportunity, people).state == "EVALUATED"


def test_a_return_voids_the_signatures_and_waits_for_the_chair(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people, evaluators=[people.evaluator, people.author])
    for person in (people.evaluator, people.author):
        judge(opportunity, person)
    take("freeze_evaluation", opportunity, people.officer)
    with pytest.raises(NotYours):
        take("return_evaluation", opportunity, people.officer, reason="x")
    take("return_evaluation", opportunity, people.advisor, reason="Quote the answer.")
    assert SignatureEnd.objects.filter(why="changed", signature__step="freeze_evaluation").count() == 1
    assert Message.objects.filter(template="evaluation/evaluation_returned").count() == 2
    for code, person in (("freeze_evaluation", people.officer), ("return_evaluation", people.advisor)):
        with pytest.raises(Refused, match="was returned"):
            take(code, opportunity, person, reason="Again.")
    assert "judge" in codes(people.evaluator, opportunity)
    home, address = f"/en/files/{opportunity.pk}/evaluate/", f"/en/files/{opportunity.pk}/evaluate/returned/"
    assert "Quote the answer." in browser(people.author).get(home).content.decode()
    assert browser(people.author).post(address, {"answer": "Done."}).status_code == 404
    empty = browser(people.evaluator).post(address, {"answer": ""})
    assert empty.status_code == 200 and ReturnedEvaluation.objects.get().answered_at is None
    assert browser(people.evaluator).post(address, {"answer": "Each reason quotes."}).status_code == 302
    assert browser(people.evaluator).post(address, {"answer": "Twice."}).status_code == 409
    assert Event.objects.filter(stream=opportunity.stream, code="answer_return").count() == 1
    assert "Each reason quotes." in Message.objects.filter(template="evaluation/return_answered")[0].body
    assert "Quote the answer." not in browser(people.author).get(home).content.decode()
    assert "judge" not in codes(people.evaluator, opportunity)
    assert freeze(opportunity, people).state == "EVALUATED"
