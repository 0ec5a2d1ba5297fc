"""A program that scores: 0 to 100 for each criterion, the highest total first, exact ties drawn."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import Finding, Judgment
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, RankedApplication
from microacquisition.opportunities.selection.queries import order_left
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.process.rules.ranking import (
    RankFacts,
    every_application_is_scored,
    no_exact_tie,
    programme_scores,
    somebody_is_scored,
)
from microacquisition.process.selection.commitments import find_draw_faults
from microacquisition.records.models import Event
from tests.builders import People, make_people
from tests.opportunities.agreement.builders import sign
from tests.opportunities.evaluation.builders import (
    answer,
    freeze,
    make_evaluated,
    make_opened,
    make_scored,
    reload,
    score,
    take,
    tell,
)
from tests.quicknet import paste_round_named


@pytest.fixture
def scorers(committed_database: Any) -> People:
    """Everybody of Code With Us, with three suppliers."""
    return make_people("code_with_us", suppliers=3)


def ids_of(opportunity: Opportunity) -> list[str]:
    """Application ids, sorted."""
    return sorted(opportunity.applications.values_list("pk", flat=True))


def order_of(opportunity: Opportunity) -> list[str]:
    """The order as it is written."""
    return list(
        RankedApplication.objects.filter(opportunity=opportunity).values_list("application_id", flat=True)
    )


def steps_of(user: Any, opportunity: Opportunity) -> set[str]:
    """What waits for this person."""
    return {each.step.code for each in read_turns(opportunity, user).mine}


def test_the_highest_total_is_first_and_a_zero_counts(scorers: People, browser: Any) -> None:
    opportunity = make_scored(scorers, 0, 100_00, 87_50)
    first, second, third = ids_of(opportunity)
    assert steps_of(scorers.officer, opportunity) == {"rank"}
    page = browser(scorers.officer).get(f"/fr/dossiers/{opportunity.pk}/ordre/").content.decode()
    assert "87,50" in page and "0,00" in page and "Supplier" not in page
    assert browser(scorers.officer).post(f"/en/files/{opportunity.pk}/order/").status_code == 302
    opportunity = reload(opportunity)
    assert (opportunity.state, order_of(opportunity)) == ("RANKED", [second, third, first])
    assert Event.objects.filter(stream=opportunity.stream, code="rank").count() == 1
    assert Message.objects.filter(template="selection/ranked").count() == 3
    assert not Message.objects.filter(template="selection/in_reserve").exists()


def test_scores_and_ranks_are_told_once_somebody_signed(
    scorers: People, browser: Any, client: Client
) -> None:
    opportunity = take("rank", make_scored(scorers, 0, 100_00, 87_50), scorers.officer)
    loser, winner, _third = (opportunity.applications.get(pk=key) for key in ids_of(opportunity))
    opportunity = take("offer", opportunity, scorers.officer)
    own = f"/en/my-applications/{loser.pk}/result/"
    owner = loser.opened.supplier.owner
    before = browser(owner).get(own).content.decode()
    assert "no result yet" in before and "reserve" not in before and "0.00" not in before
    sign(opportunity, winner.opened.supplier.owner, payment_method="direct_deposit")
    after = browser(owner).get(own).content.decode()
    assert "0.00 / 100" in after and ">3<" in after and "scored higher" in after
    assert "0,00 / 100" in browser(owner).get(f"/fr/mes-candidatures/{loser.pk}/resultat/").content.decode()
    letter = Message.objects.get(template="selection/not_selected_lower_score", to_email=owner.email)
    assert "0.00 / 100" in letter.body and "rank: 3" in letter.body and "score 0.00: It says" in letter.body
    shown = client.get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    assert winner.opened.applicant_name in shown and "87.50" not in shown and loser.pk not in shown


def test_only_exact_ties_are_drawn(scorers: People, client: Client, browser: Any) -> None:
    opportunity = make_scored(scorers, 90_00, 90_01, 90_00)
    first, second, third = ids_of(opportunity)
    assert steps_of(scorers.officer, opportunity) == {"commit_draw"}
    with pytest.raises(Refused, match="2 applications have exactly the same score"):
        take("rank", opportunity, scorers.officer)
    assert reload(opportunity).state == "EVALUATED" and order_of(opportunity) == []
    page = browser(scorers.officer).get(f"/en/files/{opportunity.pk}/order/").content.decode()
    assert "exactly equal" in page and f"/en/files/{opportunity.pk}/draw/" in page
    page = browser(scorers.officer).get(f"/en/files/{opportunity.pk}/draw/").content.decode()
    assert "Exactly equal scores" in page and second not in page
    opportunity = take("commit_draw", opportunity, scorers.officer)
    commitment = Commitment.objects.get(opportunity=opportunity)
    assert (commitment.purpose, commitment.entrants) == ("tie", [first, third])
    assert Message.objects.filter(template="selection/tie_committed").count() == 3
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [commitment.beacon_at])
    opportunity = take("record_draw", opportunity, scorers.officer, value=paste_round_named())
    order = order_of(opportunity)
    assert opportunity.state == "RANKED" and order[0] == second and sorted(order[1:]) == [first, third]
    address = f"/en/opportunities/{opportunity.reference}/draw"
    published = json.loads(client.get(f"{address}.json").content)
    assert published["order"] == order[1:] and find_draw_faults(published) == []
    shown = client.get(f"{address}/").content.decode()
    assert "exactly the same score" in shown and second not in shown


def test_who_is_struck_after_the_list_keeps_their_place_and_is_passed_over(scorers: People) -> None:
    opportunity = make_scored(scorers, 10_00, 10_00, 5_00)
    first, second, third = ids_of(opportunity)
    opportunity = take("commit_draw", opportunity, scorers.officer)
    tell(opportunity, scorers, first)
    answer(first)
    for person in (scorers.officer, scorers.advisor):
        opportunity = take("strike", opportunity, person, application_id=first)
    commitment = Commitment.objects.get(opportunity=opportunity)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [commitment.beacon_at])
    opportunity = take("record_draw", opportunity, scorers.officer, value=paste_round_named())
    assert sorted(order_of(opportunity)[:2]) == [first, second] and order_of(opportunity)[2] == third
    assert RankedApplication.objects.get(application_id=first).passed_over_because == "struck"
    assert [row.application_id for row in order_left(opportunity)] == [second, third]


def test_nobody_ranks_out_of_turn(scorers: People) -> None:
    opportunity = make_opened(scorers, 2)
    with pytest.raises(Refused, match="being evaluated"):
        take("rank", opportunity, scorers.officer)
    score(opportunity, scorers.evaluator, dict(zip(ids_of(opportunity), (1, 2), strict=True)))
    opportunity = freeze(opportunity, scorers)
    for person in (scorers.advisor, scorers.client, scorers.evaluator, scorers.suppliers[0]):
        with pytest.raises(NotYours):
            take("rank", opportunity, person)
    with pytest.raises(Refused, match="nothing to draw"):
        take("commit_draw", opportunity, scorers.officer)
    assert reload(opportunity).state == "EVALUATED" and not Commitment.objects.exists()
    take("rank", opportunity, scorers.officer)
    with pytest.raises(Refused):
        take("rank", opportunity, scorers.officer)
    assert RankedApplication.objects.count() == 2


def test_a_program_that_draws_is_never_ranked_by_score(people: People) -> None:
    opportunity = make_evaluated(people)
    assert steps_of(people.officer, opportunity) == {"commit_draw"}
    with pytest.raises(Refused, match="drawn, not scored"):
        take("rank", opportunity, people.officer)
    assert reload(opportunity).state == "EVALUATED" and order_of(opportunity) == []


def test_each_guard_of_the_order_says_why() -> None:
    assert [
        rule(RankFacts(scores=True, standing=2))
        for rule in (programme_scores, somebody_is_scored, every_application_is_scored, no_exact_tie)
    ] == [[], [], [], []]
    assert "left" in somebody_is_scored(RankFacts(scores=True))[0].en
    assert "missing: 3" in every_application_is_scored(RankFacts(scores=True, standing=2, unscored=3))[0].en
    assert "exactement la même note" in no_exact_tie(RankFacts(scores=True, standing=2, tied=2))[0].fr


def test_a_verdict_is_the_programs_own_kind(scorers: People) -> None:
    opportunity = make_opened(scorers, 1)
    assignment = find_assignment(opportunity, scorers.evaluator)
    assert assignment is not None
    label, code = labels_of(assignment)[0], criteria_of(opportunity)[0].code
    for verdict in (TypedVerdict(code, True, "Good."), TypedVerdict(code, None, "Good.", 100_01)):
        with pytest.raises(Refused, match="from 0 to 100"):
            take("judge", opportunity, scorers.evaluator, label=label, verdicts=(verdict,))
    with pytest.raises(Refused, match="0 is one"):
        take(
            "judge",
            opportunity,
            scorers.evaluator,
            label=label,
            verdicts=(TypedVerdict(code, None, "Good."),),
        )
    assert not Judgment.objects.exists()
    for fault in ({}, {"met": True, "score_hundredths": 1}, {"score_hundredths": 100_01}):
        with pytest.raises(IntegrityError, match="judgment_has_one_verdict"), transaction.atomic():
            Judgment.objects.create(
                assignment=assignment, application=label.application, criterion=code, reason="R.", **fault
            )


def test_the_form_takes_scores_in_both_languages_and_keeps_what_was_typed(
    scorers: People, browser: Any
) -> None:
    opportunity = make_opened(scorers, 1)
    code, page = criteria_of(opportunity)[0].code, browser(scorers.evaluator)
    address = f"/fr/dossiers/{opportunity.pk}/evaluer/A/"
    for typed in ("101", "87,555", "bon"):
        sent = page.post(address, {f"score_{code}": typed, f"reason_{code}": "Clair."}).content.decode()
        assert "Entrez une note de 0 à 100" in sent and typed in sent and "Clair." in sent
    assert (
        "0 en est une"
        in page.post(address, {f"score_{code}": "", f"reason_{code}": "Clair."}).content.decode()
    )
    assert page.post(address, {f"score_{code}": "0", f"reason_{code}": ""}).status_code == 200
    assert not Judgment.objects.exists()
    assert page.post(address, {f"score_{code}": "0", f"reason_{code}": "Rien."}).status_code == 302
    assert Judgment.objects.get().score_hundredths == 0
    assert page.post(address, {f"score_{code}": "87,5", f"reason_{code}": "Clair."}).status_code == 302
    assert Judgment.objects.get().score_hundredths == 87_50
    assert 'value="87,50"' in page.get(address).content.decode()
    assert 'value="87.50"' in page.get(f"/en/files/{opportunity.pk}/evaluate/A/").content.decode()


def test_equal_scores_agree_and_the_chair_settles_the_others(scorers: People) -> None:
    opportunity = make_opened(scorers, 2, evaluators=[scorers.evaluator, scorers.author])
    first, second = ids_of(opportunity)
    score(opportunity, scorers.evaluator, {first: 0, second: 50_00})
    score(opportunity, scorers.author, {first: 0, second: 60_00})
    with pytest.raises(Refused, match="missing: 1"):
        take("freeze_evaluation", opportunity, scorers.officer)
    chair = find_assignment(opportunity, scorers.evaluator)
    assert chair is not None
    label, code = chair.labels.get(application_id=second), criteria_of(opportunity)[0].code
    verdicts = (TypedVerdict(code, None, "Between the two.", 55_00),)
    take("reconcile", opportunity, scorers.evaluator, label=label, verdicts=verdicts)
    opportunity = freeze(opportunity, scorers)
    found = dict(Finding.objects.values_list("application_id", "score_hundredths"))
    assert found == {first: 0, second: 55_00}
