"""The draw, the offer in order, declining, lapsing, nobody left."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.zones import local_time
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.evaluation.models import Finding
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, DrawResult, Offer, RankedApplication
from microacquisition.opportunities.selection.queries import find_commitment, order_left, read_beacon
from microacquisition.opportunities.selection.regrets import write_regrets
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.selection.commitments import find_draw_faults
from tests.builders import People, make_people
from tests.opportunities.evaluation.builders import (
    apply,
    make_closed,
    make_evaluated,
    make_offered,
    make_open,
    make_ranked,
    reload,
    take,
)
from tests.quicknet import paste_round, paste_round_named, sign_round

Move = Callable[[timedelta | datetime], datetime]


def letters(template: str) -> int:
    """How many letters of this name wait."""
    return Message.objects.filter(template=template).count()


def asked_person(opportunity: Opportunity) -> User:
    """Who is asked now."""
    offer = Offer.objects.get(opportunity=opportunity, answer="")
    owner: User = offer.application.opened.supplier.owner
    return owner


def test_the_list_is_published_and_the_order_follows_from_the_value(people: People, client: Client) -> None:
    opportunity = take("commit_draw", make_evaluated(people), people.officer)
    address = f"/en/opportunities/{opportunity.reference}/draw/"
    before = client.get(address)
    assert before.status_code == 200 and b"The draw is set" in before.content
    assert letters("selection/draw_committed") == 2 and opportunity.state == "DRAW_COMMITTED"


def test_anybody_computes_the_same_order_from_the_published_file(people: People, client: Client) -> None:
    opportunity = make_ranked(people)
    english = client.get(f"/en/opportunities/{opportunity.reference}/draw.json").content
    french = client.get(f"/fr/occasions/{opportunity.reference}/draw.json").content
    published = json.loads(english)
    assert english == french and find_draw_faults(published) == []
    assert published["order"] == [row.application_id for row in opportunity.order.all()]
    shown = client.get(f"/fr/occasions/{opportunity.reference}/tirage/").content.decode()
    assert published["seed"] in shown and published["order_sha256"] in shown and published["value"] in shown
    for user in people.suppliers:
        assert user.name not in shown and user.name not in english.decode()
    assert letters("selection/draw_result") == 1 and letters("selection/in_reserve") == 1


def test_a_value_of_another_round_or_misspelt_is_refused(
    people: People, move_clock: Move, browser: Any
) -> None:
    opportunity = take("commit_draw", make_evaluated(people), people.officer)
    commitment = find_commitment(opportunity)
    assert commitment is not None
    with pytest.raises(Refused, match="not reached"):
        take("record_draw", opportunity, people.officer, value=paste_round_named())
    move_clock(commitment.beacon_at)
    forged = paste_round_named().replace(sign_round(read_beacon(commitment)["round"]).signature, "5f" * 48)
    for wrong in (
        "",
        "5f" * 32,
        "drand-quicknet:7:" + "5f" * 32,
        paste_round(7),
        sign_round(7).signature,
        forged,
    ):
        with pytest.raises(Refused):
            take("record_draw", opportunity, people.officer, value=wrong)
    page = browser(people.officer)
    address = f"/en/files/{opportunity.pk}/draw/value/"
    sent = page.post(address, {"value": "not a value"})
    assert (
        sent.status_code == 200
        and b"96 digits and letters" in sent.content
        and b"not a value" in sent.content
    )
    assert reload(opportunity).state == "DRAW_COMMITTED" and not DrawResult.objects.exists()
    assert page.post(address, {"value": paste_round_named()}).status_code == 302
    assert reload(opportunity).state == "RANKED"


def test_the_database_refuses_a_result_before_its_time_and_a_second_commitment(people: People) -> None:
    opportunity = take("commit_draw", make_evaluated(people), people.officer)
    commitment = find_commitment(opportunity)
    assert commitment is not None
    with pytest.raises(DatabaseError):
        DrawResult.objects.create(commitment=commitment, value="x", secret="0" * 64, seed="0" * 64, order=[])
    with pytest.raises(DatabaseError):
        Commitment.objects.create(
            opportunity=opportunity, purpose="award", body="{}", digest="0" * 64, entrants=["A-00000", "A-00001"],
            entrants_count=2, beacon_at=commitment.beacon_at,
        )  # fmt: skip
    assert Commitment.objects.count() == 1 and not DrawResult.objects.exists()


def test_a_draw_may_be_set_later_never_earlier(people: People, move_clock: Move) -> None:
    opportunity = make_evaluated(people)
    now = move_clock(timedelta(0))
    with pytest.raises(Refused, match="later"):
        take("commit_draw", opportunity, people.officer, day=local_time(now, "America/Toronto").date())
    assert not Commitment.objects.exists()
    later = local_time(now, "America/Toronto").date() + timedelta(days=10)
    take("commit_draw", opportunity, people.officer, day=later)
    moment = local_time(Commitment.objects.get().beacon_at, "America/Toronto")
    assert (moment.date(), moment.hour) == (later, 12)


def test_one_entrant_is_ordered_at_once(people: People, client: Client) -> None:
    opportunity = take("commit_draw", make_evaluated(people, applications=2, failing=1), people.officer)
    assert opportunity.state == "RANKED" and opportunity.order.count() == 1
    assert letters("selection/draw_not_needed") == 2 and not letters("selection/draw_result")
    page = client.get(f"/en/opportunities/{opportunity.reference}/draw/").content
    assert b"nothing to draw" in page
    assert (
        find_draw_faults(
            json.loads(client.get(f"/en/opportunities/{opportunity.reference}/draw.json").content)
        )
        == []
    )


def test_a_practice_draw_is_recorded_by_the_clock_and_says_that_it_proves_nothing(
    committed_database: str, move_clock: Move, browser: Any
) -> None:
    people = make_people("practice")
    opportunity = make_evaluated(people)
    take("commit_draw", opportunity, people.officer)
    assert take_due_steps() == 0
    move_clock(timedelta(seconds=12))
    assert take_due_steps() == 1 and reload(opportunity).state == "RANKED"
    address = f"/en/opportunities/{opportunity.reference}/draw/"
    assert b"proves nothing" in browser(people.stranger).get(address).content
    assert Client().get(address).status_code == 404


def test_the_first_in_order_is_asked_with_as_many_days_as_published(people: People) -> None:
    opportunity = make_ranked(people)
    first = order_left(opportunity)[0]
    opportunity = take("offer", opportunity, people.officer)
    offer = Offer.objects.get()
    assert opportunity.state == "OFFERED" and offer.application_id == first.application_id
    assert opportunity.delivery_at is not None and opportunity.statement.selection_on is not None
    published = (
        local_time(opportunity.delivery_at, opportunity.zone).date() - opportunity.statement.selection_on
    )
    promised = (
        local_time(offer.delivery_at, opportunity.zone).date()
        - local_time(offer.answer_by, opportunity.zone).date()
    )
    assert promised >= published and letters("selection/selected") == 1
    with pytest.raises(Refused):
        take("offer", opportunity, people.officer)


def test_a_supplier_declines_and_the_next_is_asked_until_nobody_is_left(people: People, browser: Any) -> None:
    opportunity = make_offered(people)
    first = asked_person(opportunity)
    other = next(user for user in people.suppliers if user != first)
    address = f"/en/my-work/{opportunity.pk}/decline/"
    assert browser(other).get(address).status_code == 404
    with pytest.raises(NotYours):
        take("decline_offer", opportunity, other)
    assert browser(first).post(address, {"reason": "No time."}).status_code == 302
    assert reload(opportunity).state == "RANKED" and letters("selection/offer_declined_noted") == 2
    days = []
    for offer in Offer.objects.order_by("made_at"):
        days.append(offer.delivery_at - offer.answer_by)
    opportunity = take("offer", opportunity, people.officer)
    assert asked_person(opportunity) == other
    second = Offer.objects.get(answer="")
    assert (second.delivery_at - second.answer_by).days >= days[0].days - 1
    opportunity = take("decline_offer", opportunity, other)
    assert opportunity.state == "NO_AWARD" and letters("selection/no_award") == 2
    assert {row.passed_over_because for row in RankedApplication.objects.all()} == {"declined"}


def test_silence_lapses_by_the_clock(people: People, move_clock: Move) -> None:
    opportunity = make_offered(people)
    first = asked_person(opportunity)
    assert take_due_steps() == 0
    move_clock(Offer.objects.get().answer_by)
    with pytest.raises(Refused):
        take("decline_offer", opportunity, first)
    assert take_due_steps() == 1 and reload(opportunity).state == "RANKED"
    assert letters("selection/offer_lapsed") == 2 and letters("selection/offer_lapsed_supplier") == 1


def test_nobody_applied_ends_without_award(people: People) -> None:
    opportunity = make_closed(people, applications=0)
    assert opportunity.state == "NO_AWARD" and letters("selection/no_award_client") == 2
    assert not letters("selection/no_award")


def test_nobody_passed_ends_without_award_by_the_clock(people: People) -> None:
    opportunity = make_evaluated(people, applications=2, failing=2)
    with pytest.raises(Refused, match="No application met every criterion"):
        take("commit_draw", opportunity, people.officer)
    assert take_due_steps() == 1 and reload(opportunity).state == "NO_AWARD"
    letter = Message.objects.filter(template="selection/no_award").first()
    assert letter is not None and "It does not say when." in letter.body


def test_it_does_not_end_without_award_while_somebody_is_left(people: People) -> None:
    opportunity = make_ranked(people)
    with pytest.raises(Refused, match="still be selected"):
        take("end_without_award", opportunity, people.officer)
    assert reload(opportunity).state == "RANKED"


def test_regrets_name_the_winner_and_hold_reasons_or_rank(people: People) -> None:
    people.suppliers.append(make_supplier("Third"))
    opportunity = make_offered(people, applications=3, failing=1)
    written = write_regrets(opportunity, "Ben Singh")
    by_name = {letter.template: letter.values("en") for letter in written}
    assert set(by_name) == {"selection/not_selected_criterion", "selection/not_selected_not_drawn"}
    failed = by_name["selection/not_selected_criterion"]
    assert (
        "Criterion 1, not met: It does not say when." in failed["reasons"]
        and failed["winner_name"] == "Ben Singh"
    )
    assert by_name["selection/not_selected_not_drawn"]["rank"] == "2"


def test_an_applicant_reads_their_own_result_only(people: People, browser: Any) -> None:
    opportunity = make_offered(people, applications=2, failing=1)
    failed = Finding.objects.get(met=False).application
    owner = failed.opened.supplier.owner
    page = browser(owner).get(f"/en/my-applications/{failed.pk}/result/")
    assert page.status_code == 200 and b"It does not say when." in page.content
    other = next(user for user in people.suppliers if user != owner)
    assert browser(other).get(f"/en/my-applications/{failed.pk}/result/").status_code == 404
    assert reload(opportunity).state == "OFFERED"


def test_cancelled_while_open_applicants_are_told_and_stay_sealed(people: People) -> None:
    opportunity = make_open(people)
    apply(opportunity, people.suppliers[0])
    reason = Bilingual("The need is gone.", "Le besoin a disparu.")
    take("cancel", opportunity, people.officer, reason_both=reason)
    letter = Message.objects.get(template="posting/cancelled_sealed")
    assert letter.sealed is not None and letter.to_email == "" and letter.body == ""


def make_supplier(name: str) -> User:
    """One more supplier."""
    return User.objects.create_user(f"{name.lower()}@example.ca", name=name, language="fr")


@pytest.mark.parametrize(
    "address",
    ["draw/", "draw/value/", "offer/", "no-award/", "evaluation/", "evaluators/", "open-applications/"],
)
def test_pages_of_the_office_open_for_the_officer_alone(people: People, browser: Any, address: str) -> None:
    opportunity = make_evaluated(people)
    assert browser(people.officer).get(f"/en/files/{opportunity.pk}/{address}").status_code == 200
    assert browser(people.suppliers[0]).get(f"/en/files/{opportunity.pk}/{address}").status_code == 404
