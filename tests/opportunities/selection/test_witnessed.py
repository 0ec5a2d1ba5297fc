"""A draw before witnesses: its secret is published as a digest first and revealed with the value; the fallback is a rule."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from microacquisition.common.sealing import new_draw_secret
from microacquisition.common.zones import local_time
from microacquisition.correspondence.models import Message
from microacquisition.opportunities import opportunity as rows
from microacquisition.opportunities.file.queries import describe_standing
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, DrawResult, Witness
from microacquisition.opportunities.situation import Refused
from microacquisition.process.programmes.base import DrawMode
from microacquisition.process.programmes.esdc.rules_2026_11 import RULES
from microacquisition.process.selection.beacon import beacon_time, fallback_beacon, fallback_time
from microacquisition.process.selection.commitments import find_draw_faults
from microacquisition.process.selection.draw import ZERO
from microacquisition.records.models import Event
from tests.builders import People, make_people, make_posted
from tests.opportunities.evaluation.builders import make_evaluated, reload, take

Move = Callable[[timedelta | datetime], datetime]
NUMBERS = "3 11 19 27 33 48"


@pytest.fixture(params=["lotto-6-49", "dice-d6"])
def people(
    request: pytest.FixtureRequest, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> People:
    """People of a program that draws before witnesses."""
    rules = replace(RULES, code="witnessed", draw_mode=DrawMode.WITNESSED, witnessed_source=request.param)
    versions = [*rows.PROGRAMMES._versions, rules]
    monkeypatch.setattr(rows.PROGRAMMES, "_versions", versions)
    return make_people("witnessed")


def make_committed(people: People) -> tuple[Opportunity, Commitment]:
    """DRAW_COMMITTED with the secret that posting made."""
    opportunity = make_evaluated(people)
    wrapped, digest = new_draw_secret(django_settings.OUTSIDE_KEY)
    Opportunity.objects.filter(pk=opportunity.pk).update(
        wrapped_draw_secret=wrapped, draw_secret_sha256=digest
    )
    return take("commit_draw", opportunity, people.officer), Commitment.objects.get()


def minutes(value: str, day: str) -> dict[str, str]:
    """What the officer enters."""
    return {
        "value": value, "witness_1": "Ana Roy", "position_1": "Audit, ESDC", "witness_2": "Lee Ho",
        "position_2": "Finance, ESDC", "signed_on": day,
    }  # fmt: skip


def value_of(commitment: Commitment) -> str:
    """Six numbers, or twenty throws."""
    return NUMBERS if "lotto" in commitment.body else "12345612345612345612"


def test_two_witnesses_are_named_and_the_secret_is_revealed(
    people: People, browser: Any, move_clock: Move
) -> None:
    opportunity, commitment = make_committed(people)
    body = json.loads(commitment.body)
    assert (body["mode"], body["secret_sha256"]) == ("witnessed", reload(opportunity).draw_secret_sha256)
    # In the evening there, the next day in UTC.
    late = move_clock((commitment.beacon_at + timedelta(days=2)).replace(hour=1, minute=30))
    day = local_time(late, opportunity.programme.zone).date().isoformat()
    page, address = browser(people.officer), f"/en/files/{opportunity.pk}/draw/value/"
    value = value_of(commitment)
    assert b"First witness" in page.get(address).content
    wrong: list[dict[str, str]] = [
        {"witness_1": ""}, {"witness_2": "ana  roy"}, {"value": "1 2 3"}, {"signed_on": "2099-01-01"},
        {"signed_on": late.date().isoformat()},
    ]  # fmt: skip
    for changed in wrong:
        assert page.post(address, minutes(value, day) | changed).status_code == 200
    mine = page.post(address, minutes(value, day) | {"witness_1": people.officer.name})
    assert mine.status_code == 409 and not DrawResult.objects.exists() and not Witness.objects.exists()
    assert page.post(address, minutes(value, day)).status_code == 302
    result = DrawResult.objects.get()
    assert hashlib.sha256(bytes.fromhex(result.secret)).hexdigest() == body["secret_sha256"]
    shown = Client().get(f"/fr/occasions/{opportunity.reference}/tirage/").content.decode()
    assert "Ana Roy" in shown and "Lee Ho" in shown and result.secret in shown
    published = json.loads(Client().get(f"/en/opportunities/{opportunity.reference}/draw.json").content)
    assert find_draw_faults(published) == [] and reload(opportunity).state == "RANKED"


def test_its_moment_is_a_day_and_how_the_value_is_had_never_a_midnight(
    people: People, browser: Any, move_clock: Move
) -> None:
    opportunity, commitment = make_committed(people)
    reference, kind = opportunity.reference, json.loads(commitment.body)["beacon"]["kind"]
    how = {
        "lotto-6-49": ", by the Lotto 6/49 of that day",
        "dice-d6": ", by dice thrown before two witnesses",
    }
    shown = [
        Client().get(f"/en/opportunities/{reference}/draw/").content.decode(),
        Client().get(f"/en/opportunities/{reference}/").content.decode(),
        browser(people.officer).get("/en/needs-me/").content.decode(),
        describe_standing(opportunity).en,
    ]
    for text in shown:
        assert how[kind] in text and "12:00\u00a0am" not in text
    letter = Message.objects.filter(template="selection/draw_committed").first()
    assert letter is not None and how[kind] in letter.body and "12:00" not in letter.body
    french = Client().get(f"/fr/occasions/{reference}/tirage/").content.decode()
    assert "Lotto 6/49 de ce jour" in french or "aux dés lancés devant deux témoins" in french


def test_after_a_day_without_a_value_the_rule_names_the_next_date_and_zeros(
    people: People, browser: Any, move_clock: Move
) -> None:
    opportunity, commitment = make_committed(people)
    beacon = json.loads(commitment.body)["beacon"]
    following = fallback_beacon(beacon)
    assert following is not None
    move_clock(fallback_time(beacon))
    value = value_of(commitment)
    first = f"{beacon['kind']}:{beacon['date']}:3.11.19.27.33.48."
    if beacon_time(following) > fallback_time(beacon):
        with pytest.raises(Refused, match="not reached"):
            take("record_draw", opportunity, people.officer, **minutes(value, "2026-11-21"))
    now = move_clock(max(beacon_time(following), fallback_time(beacon)) + timedelta(hours=1))
    assert (
        b"not revealed within 24 hours"
        in Client().get(f"/en/opportunities/{opportunity.reference}/draw/").content
    )
    given: dict[str, Any] = minutes(first, "") | {"signed_on": now.date()}
    with pytest.raises(Refused):
        take("record_draw", opportunity, people.officer, **given)
    take("record_draw", opportunity, people.officer, **(given | {"value": value}))
    result = DrawResult.objects.get()
    assert result.secret == ZERO.hex() and f":{following['date']}:" in result.value
    published = json.loads(Client().get(f"/en/opportunities/{opportunity.reference}/draw.json").content)
    assert find_draw_faults(published) == []


def test_a_lottery_is_set_for_a_day_it_is_drawn(people: People) -> None:
    opportunity = make_evaluated(people)
    with pytest.raises(Refused, match="does not draw in this way"):
        take("commit_draw", opportunity, people.officer)
    wrapped, digest = new_draw_secret(django_settings.OUTSIDE_KEY)
    Opportunity.objects.filter(pk=opportunity.pk).update(
        wrapped_draw_secret=wrapped, draw_secret_sha256=digest
    )
    monday = date(2027, 6, 7)
    if people.programme_code and "lotto" in opportunity.programme.witnessed_source:
        with pytest.raises(Refused, match="Wednesdays and Saturdays"):
            take("commit_draw", opportunity, people.officer, day=monday)
        assert not Commitment.objects.exists()
        monday += timedelta(days=2)
    take("commit_draw", opportunity, people.officer, day=monday)
    assert json.loads(Commitment.objects.get().body)["beacon"]["date"] == monday.isoformat()


def test_posting_publishes_the_digest_of_the_secret(people: People) -> None:
    opportunity = make_posted(people)
    digest = opportunity.draw_secret_sha256
    assert len(digest) == 64 and opportunity.wrapped_draw_secret is not None
    assert digest in Event.objects.get(code="post").body
    assert digest in Client().get(f"/en/opportunities/{opportunity.reference}/").content.decode()
