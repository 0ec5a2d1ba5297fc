"""Somebody who passed was left out: a new list before the value, a drawn place after it; both by two people."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.evaluation.models import Finding
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, DrawResult, RankedApplication
from microacquisition.opportunities.selection.queries import find_commitment, find_insertion, order_left
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.process.selection.commitments import find_draw_faults
from microacquisition.site.clock import current_instant
from tests.builders import People, make_people
from tests.opportunities.evaluation.builders import make_evaluated, reload, take
from tests.opportunities.selection.test_selection import make_supplier
from tests.quicknet import paste_round_named

Move = Callable[[timedelta | datetime], datetime]
REASON = "The second page of the answer shows the skill; it was overlooked."


@pytest.fixture
def three(committed_database: str, settings: Any) -> People:
    """Three suppliers, of whom the last is found not to meet the criterion."""
    return make_people(suppliers=3)


def make_committed(people: People) -> tuple[Opportunity, str]:
    """DRAW_COMMITTED with two of three applications; returns the id left out."""
    opportunity = take("commit_draw", make_evaluated(people, 3, failing=1), people.officer)
    return opportunity, Finding.objects.get(met=False).application_id


def make_drawn(people: People, move_clock: Move) -> tuple[Opportunity, str]:
    """RANKED with two of three applications; returns the id left out."""
    opportunity, left_out = make_committed(people)
    move_clock(Commitment.objects.get().beacon_at)
    return take("record_draw", opportunity, people.officer, value=paste_round_named()), left_out


def sign(code: str, opportunity: Opportunity, people: People, application: str) -> Opportunity:
    """Both sign the same correction."""
    for person in (people.officer, people.advisor):
        opportunity = take(code, opportunity, person, application_id=application, reason=REASON)
    return opportunity


def letters(template: str) -> int:
    """How many letters of this name wait."""
    return Message.objects.filter(template=f"selection/{template}").count()


def test_before_the_value_a_new_list_replaces_the_old_one_which_stays_visible(
    three: People, browser: Any, move_clock: Move
) -> None:
    opportunity, left_out = make_committed(three)
    old = Commitment.objects.get()
    address = f"/en/files/{opportunity.pk}/draw/replace/"
    assert address.encode() in browser(three.officer).get(f"/en/files/{opportunity.pk}/").content
    assert browser(three.suppliers[0]).get(address).status_code == 404
    wrong = browser(three.officer).post(address, {"application_id": left_out, "reason": ""})
    assert wrong.status_code == 200 and not opportunity.signatures.filter(step="replace_draw").exists()
    for person in (three.officer, three.advisor):
        assert Finding.objects.filter(met=False).count() == 1
        typed = {"application_id": left_out, "reason": REASON}
        page = browser(person)
        assert page.get(address).status_code == 200 and page.post(address, typed).status_code == 302
    new = find_commitment(opportunity)
    assert new is not None and (new.replaces_id, new.entrants_count) == (old.pk, 3)
    assert json.loads(new.body)["replaces"] == old.digest and left_out in new.entrants
    assert Finding.objects.get(application_id=left_out).reason == REASON
    assert letters("draw_replaced") == 3 and reload(opportunity).state == "DRAW_COMMITTED"
    for language, path in (("en", "opportunities"), ("fr", "occasions")):
        page = Client().get(
            f"/{language}/{path}/{opportunity.reference}/{'draw' if language == 'en' else 'tirage'}/"
        )
        assert old.digest.encode() in page.content and new.digest.encode() in page.content
    other = Client().get(f"/en/opportunities/{opportunity.reference}/draw/{old.digest}.json")
    assert json.loads(other.content)["commitment_sha256"] == old.digest
    move_clock(new.beacon_at)
    assert take("record_draw", opportunity, three.officer, value=paste_round_named()).state == "RANKED"
    assert RankedApplication.objects.count() == 3


def test_once_the_value_can_be_known_no_list_is_replaced(three: People, move_clock: Move) -> None:
    opportunity, left_out = make_committed(three)
    with pytest.raises(NotYours):
        take("replace_draw", opportunity, three.client, application_id=left_out, reason=REASON)
    for given in (
        {"application_id": "A-00000", "reason": REASON},
        {"application_id": left_out, "reason": " "},
    ):
        with pytest.raises(Refused):
            take("replace_draw", opportunity, three.officer, **given)
    old = Commitment.objects.get()
    move_clock(old.beacon_at)
    with pytest.raises(Refused, match="no longer be replaced"):
        take("replace_draw", opportunity, three.officer, application_id=left_out, reason=REASON)
    with pytest.raises(DatabaseError):
        Commitment.objects.create(
            opportunity=opportunity, purpose="award", body="{}", digest="0" * 64, entrants=["A-00000", "A-00001"],
            entrants_count=2, beacon_at=current_instant() + timedelta(days=1), replaces=old,
        )  # fmt: skip
    assert Commitment.objects.count() == 1 and Finding.objects.filter(met=False).count() == 1


def test_the_database_refuses_a_commitment_at_or_after_its_beacon(three: People, move_clock: Move) -> None:
    opportunity, left_out = make_drawn(three, move_clock)
    award = Commitment.objects.get()
    for purpose, entrants, order in (
        ("tie", ["A-00000", "A-00001"], None),
        ("insertion", [left_out], award),
    ):
        with pytest.raises(DatabaseError, match="committed_before_beacon"), transaction.atomic():
            Commitment.objects.create(
                opportunity=opportunity, purpose=purpose, body="{}", digest="0" * 64, entrants=entrants,
                entrants_count=len(entrants), beacon_at=current_instant(), replaces=order,
            )  # fmt: skip
    assert Commitment.objects.count() == 1


def test_after_the_value_a_place_is_drawn_and_the_others_keep_their_order(
    three: People, browser: Any, move_clock: Move
) -> None:
    opportunity, left_out = make_drawn(three, move_clock)
    before = [row.application_id for row in RankedApplication.objects.all()]
    opportunity = take("offer", opportunity, three.officer)
    opportunity = sign("insert_entrant", opportunity, three, left_out)
    insertion = find_insertion(opportunity)
    assert insertion is not None and letters("entrant_to_insert") == 3 and opportunity.state == "OFFERED"
    assert find_commitment(opportunity) == Commitment.objects.get(purpose="award")
    with pytest.raises(Refused, match="Another application"):
        take("insert_entrant", opportunity, three.officer, application_id=left_out, reason=REASON)
    with pytest.raises(Refused, match="not reached"):
        take("record_insertion", opportunity, three.officer, value=paste_round_named())
    with pytest.raises(DatabaseError):
        DrawResult.objects.create(commitment=insertion, value="x", secret="0" * 64, seed="0" * 64, order=[])
    move_clock(insertion.beacon_at)
    address = f"/en/files/{opportunity.pk}/draw/place/"
    assert address.encode() in browser(three.officer).get("/en/needs-me/").content
    assert browser(three.advisor).get(address).status_code == 404
    assert browser(three.officer).post(address, {"value": "dd"}).status_code == 200
    assert browser(three.officer).post(address, {"value": paste_round_named()}).status_code == 302
    after = [row.application_id for row in RankedApplication.objects.all()]
    assert sorted(after) == sorted([*before, left_out]) and [a for a in after if a != left_out] == before
    assert [row.place for row in RankedApplication.objects.all()] == [1, 2, 3]
    found = Client().get(f"/en/opportunities/{opportunity.reference}/draw/{insertion.digest}.json")
    published = json.loads(found.content)
    assert find_draw_faults(published) == [] and published["order"] == after
    assert published["before"] == before
    assert left_out.encode() in Client().get(f"/en/opportunities/{opportunity.reference}/draw/").content
    assert letters("entrant_inserted") == 3
    if after[0] == left_out:
        assert order_left(opportunity)[0].application_id == left_out
    with pytest.raises(DatabaseError):
        Finding.objects.filter(application_id=left_out).update(met=False)


def test_while_somebody_is_being_added_the_order_is_not_exhausted(three: People, move_clock: Move) -> None:
    opportunity, left_out = make_drawn(three, move_clock)
    opportunity = sign("insert_entrant", opportunity, three, left_out)
    for _ in range(2):
        opportunity = take("offer", opportunity, three.officer)
        asked = opportunity.offers.get(answer="").application.opened.supplier.owner
        opportunity = take("decline_offer", opportunity, asked)
    assert opportunity.state == "RANKED" and order_left(opportunity) == []
    with pytest.raises(Refused):
        take("end_without_award", opportunity, three.officer)
    insertion = find_insertion(opportunity)
    assert insertion is not None
    move_clock(insertion.beacon_at)
    opportunity = take("record_insertion", opportunity, three.officer, value=paste_round_named())
    assert [row.application_id for row in order_left(opportunity)] == [left_out]
    assert take("offer", opportunity, three.officer).state == "OFFERED"


def cancel(opportunity: Opportunity, people: People) -> None:
    """Two people cancel."""
    both = Bilingual("The need is gone.", "Le besoin n’existe plus.")
    for person in (people.officer, people.advisor):
        take("cancel_after_closing", opportunity, person, reason=both.en, reason_both=both)


def test_a_draw_that_was_cancelled_promises_nothing_and_stays_public(three: People, move_clock: Move) -> None:
    opportunity, left_out = make_drawn(three, move_clock)
    sign("insert_entrant", opportunity, three, left_out)
    cancel(opportunity, three)
    move_clock(timedelta(days=2))
    page = Client().get(f"/fr/occasions/{opportunity.reference}/tirage/").content.decode()
    assert "annulée avant que sa place soit tirée au sort" in page and left_out in page
    assert Message.objects.filter(template="posting/cancellation_to_sign").values_list(
        "to_email", flat=True
    ).get() == three.advisor.email  # fmt: skip


def test_a_list_that_was_cancelled_before_its_draw_stays_public(three: People) -> None:
    opportunity, _left_out = make_committed(three)
    cancel(opportunity, three)
    page = Client().get(f"/en/opportunities/{opportunity.reference}/draw/").content.decode()
    assert "Nothing was drawn" in page and Commitment.objects.get().digest in page
    assert "Chance decides" not in page


def test_nobody_was_left_out(three: People, browser: Any) -> None:
    make_supplier("Fourth")
    opportunity = take("commit_draw", make_evaluated(three, 3), three.officer)
    address = f"/en/files/{opportunity.pk}/draw/replace/"
    assert address.encode() not in browser(three.officer).get(f"/en/files/{opportunity.pk}/").content
    answer = browser(three.officer).post(address, {"application_id": "A-00000", "reason": REASON})
    assert answer.status_code == 409 and b"is in the draw" in answer.content
    assert not opportunity.signatures.filter(step="replace_draw").exists()
