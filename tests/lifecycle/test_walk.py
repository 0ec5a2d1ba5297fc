"""Every row of the five tables, walked through the pages: taken by its people, refused to everybody else."""

import html as markup
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from microacquisition.opportunities.applications.actions import take_application_step
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.payment.providing import attend_payments
from microacquisition.opportunities.situation import Refused
from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.lifecycle import NEW, STEPS, Thing
from microacquisition.process.rules.engine import already_signed
from microacquisition.process.waiting import AWAITED_ONCE_SIGNED
from microacquisition.site.clock import current_instant
from tests.lifecycle.every_state import STATES
from tests.lifecycle.prepared import Library, Scene, undone
from tests.lifecycle.refusals import Refusals
from tests.lifecycle.rows import CLOCK_ROWS, PROVIDER_ROWS, RIDING, ROWS
from tests.lifecycle.things import Left, Watch, find_thing, state_of
from tests.lifecycle.walking import (
    ClockRow,
    Guard,
    ProviderRow,
    Row,
    Sending,
    fill_in,
    find_way,
    has_in_list,
    has_in_queue,
    nothing,
    read_landing,
    said_on,
    say,
    send,
    strangers_to,
)
from tests.opportunities.agreement.builders import move_clock_to
from tests.opportunities.payment import paypal_double
from tests.opportunities.payment.paypal_double import PayPalDouble
from tests.stories.bad_pages import list_problems, weigh_database

BY_NAME = {row.name: row for row in ROWS}
WHOLE_ROWS = {row.code: row for row in ROWS if not row.is_outcome}
CLOCK_BY_NAME = {row.name: row for row in CLOCK_ROWS}
SIGNED_TWICE = [code for code in WHOLE_ROWS if len(STEPS[code].who) > 1]
WRONG_STATES = [(row.code, state) for row in ROWS for state in row.wrong_states.split(", ") if state]
GUARDS = {
    f"{row.code}-{guard.rule.__name__}-{number}": (row, guard)
    for row in ROWS
    for number, guard in enumerate(row.guards, start=1)
}
# In the order of the states, so that each is led to once.
PLACES = list(STATES)
WRONG_STATES.sort(key=lambda pair: PLACES.index(pair[1]))
IN_ORDER = sorted(GUARDS, key=lambda name: PLACES.index(GUARDS[name][1].state or GUARDS[name][0].state))


@pytest.mark.parametrize("name", BY_NAME)
def test_the_step_is_taken_through_the_pages(library: Library, name: str) -> None:
    row = BY_NAME[name]
    scene = library.open(row.state)
    with undone():
        takers = [scene.name(who) for who in row.who.split()]
        waiting = [scene.name(who) for who in row.waits_for.split()]
        for who in set(waiting) - {takers[0]}:
            assert has_in_queue(scene, row, who), f"{name} does not wait for {who}"
        landing = _read_landing_once(library, row, takers[0])
        assert not waiting or has_in_list(scene, row, takers[0], landing, row.language)
        links = library.kept.setdefault(("links", row.state), {})
        assert find_way(scene, takers[0], row.page, row.language, landing, links)
        watch = Watch()
        for place, who in enumerate(takers):
            assert not watch.look().of(row.code), f"{name} was taken before {who} signed"
            if place and row.code in AWAITED_ONCE_SIGNED:
                assert has_in_queue(scene, row, who)
                assert has_in_list(scene, row, who, read_landing(scene, who, row.language), row.language)
            answer = send(scene, who, fill_in(scene, row, who, row.language, second=place > 0))
            assert answer.status_code == 302, f"{name} by {who}: {answer.status_code} {said_on(answer)}"
        _check_what_is_left(scene, row, takers, watch.look())
        if waiting:
            assert row.code not in {each.step.code for each in read_turns(scene.opportunity).waiting}
            landing = read_landing(scene, takers[0], row.language)
            assert not has_in_list(scene, row, takers[0], landing, row.language)


@pytest.mark.parametrize(
    ("who", "page"),
    [("client", "open_dispute"), ("author", "hand_over_item"), ("officer", "propose_extension")],
)
def test_what_nobody_waits_for_is_found_from_the_other_side_too(
    library: Library, who: str, page: str
) -> None:
    scene = library.open("in work")
    language = scene.people[who].language
    assert find_way(scene, who, page, language, read_landing(scene, who, language), {})


def _read_landing_once(library: Library, row: Row, who: str) -> str:
    """Return the page on which this person begins, in a state that nobody changes."""
    place = ("landing", row.state, who, row.language)
    if place not in library.kept:
        library.kept[place] = read_landing(library.scenes[row.state], who, row.language)
    landing: str = library.kept[place]
    return landing


def _check_what_is_left(scene: Scene, row: Row, takers: list[str], left: Left) -> None:
    step, doer = STEPS[row.code], scene.people[takers[-1]]
    if step.thing is Thing.OPPORTUNITY and NEW in step.from_states and left.events:
        scene = Scene(**{**vars(scene), "opportunity_id": left.events[0].stream})
    assert state_of(step.thing, scene.opportunity, doer) == row.leads_to
    if row.leaves == "event":
        event = left.of(row.code)
        assert event is not None, f"no event {row.code}: {[each.code for each in left.events]}"
        assert str(doer.pk) in event.body
        signed = len(takers) if TABLE.steps[row.code].signs else 0
        assert [each.code for each in left.events].count("sign") == signed
    else:
        assert (left.events, left.receipts) == ([], {"receipt": 1, "draft": 0}[row.leaves])
    assert left.mails == _addresses(scene, row.mails)


def _fill_in_once(library: Library, scene: Scene, row: Row) -> Sending:
    """Return the form as the right person would send it, in the language of refusals; a draft it keeps is undone."""
    if row.code not in library.kept:
        with undone():
            library.kept[row.code] = fill_in(scene, row, row.who.split()[0], row.other_language)
    sending: Sending = library.kept[row.code]
    return sending


def _weigh(library: Library, state: str) -> dict[str, Any]:
    """Return the weight of a state that nobody changes."""
    if state not in library.kept:
        library.kept[state] = weigh_database()
    weight: dict[str, Any] = library.kept[state]
    return weight


@pytest.mark.parametrize("code", WHOLE_ROWS)
def test_whoever_has_no_part_finds_nothing_and_changes_nothing(library: Library, code: str) -> None:
    row = WHOLE_ROWS[code]
    scene = library.open(row.state)
    sending = _fill_in_once(library, scene, row)
    before = _weigh(library, row.state)
    for who in strangers_to(scene, row):
        answer = send(scene, who, sending.again())
        if who == "anonymous":
            assert answer.status_code == 302 and "/?next=" in answer["Location"], (
                f"{who}: {answer.status_code}"
            )
        else:
            assert answer.status_code == row.stranger_reads, (
                f"{code} by {who}: {answer.status_code} {said_on(answer)}"
            )
    assert weigh_database() == before


@pytest.mark.parametrize(("code", "state"), WRONG_STATES)
def test_the_wrong_state_is_answered_with_the_reason(library: Library, code: str, state: str) -> None:
    row = WHOLE_ROWS[code]
    scene = library.open(row.state)
    who, sending = scene.name(row.who.split()[0]), _fill_in_once(library, scene, row)
    scene = library.open(state)
    assert state_of(STEPS[code].thing, scene.opportunity, scene.people[who]) not in STEPS[code].from_states
    before = _weigh(library, state)
    answer = send(scene, who, sending.again())
    assert answer.status_code == 409, f"{code} in {state}: {answer.status_code} {said_on(answer)}"
    page = answer.content.decode()
    assert 'id="reasons"' in page and f'<html lang="{row.other_language}"' in page
    assert weigh_database() == before


@pytest.mark.parametrize("code", SIGNED_TWICE)
def test_nobody_signs_twice(library: Library, code: str) -> None:
    row = WHOLE_ROWS[code]
    scene = library.open(row.state)
    first = row.who.split()[0]
    with undone():
        sending = fill_in(scene, row, first, row.other_language)
        assert send(scene, first, sending).status_code == 302
        before = weigh_database()
        answer = send(scene, first, sending.again())
        assert answer.status_code == 409
        assert already_signed().in_language(row.other_language) in markup.unescape(answer.content.decode())
        assert weigh_database() == before


@pytest.mark.parametrize("name", IN_ORDER)
def test_the_guard_refuses_and_says_why(library: Library, refusals: Refusals, name: str) -> None:
    row, guard = GUARDS[name]
    scene = library.open(row.state)
    who = scene.name(guard.who or row.who.split()[0])
    sending = _fill_in_wrongly(library, scene, row, guard) if guard.by_page else None
    scene = library.open(guard.state or row.state)
    with undone():
        guard.before(scene)
        before = (
            weigh_database() if guard.before is not nothing else _weigh(library, guard.state or row.state)
        )
        if sending is not None:
            with refusals.heard() as said:
                answer = send(scene, who, sending)
            if guard.given is None:
                _check_reasons(answer, said.get((row.code, guard.rule), []), row.other_language)
            else:
                _check_form(answer, row.other_language)
        if guard.given is not None:
            _ask_engine(scene, row, guard, who, refusals)
        kept = ("public.opportunities_application",) if guard.keeps_draft else ()
        assert {**weigh_database(), **dict.fromkeys(kept)} == {**before, **dict.fromkeys(kept)}


def _fill_in_wrongly(library: Library, scene: Scene, row: Row, guard: Guard) -> Sending:
    """Return the form for the opportunity of the guard’s state, filled in where nothing is wrong but what is typed."""
    if not guard.page:
        sending = _fill_in_once(library, scene, row).again(say(scene, guard.typed))
        return sending.on(library.open(guard.state or row.state), scene)
    scene = library.open(guard.state or row.state)
    there = replace(row, page=guard.page, typed=guard.typed, button="")
    with undone():
        return fill_in(scene, there, guard.who or row.who.split()[0], row.other_language)


def _check_form(answer: Any, language: str) -> None:
    """The page stopped it: by an error at the field, or by saying that nothing can be sent."""
    assert f'<html lang="{language}"' in answer.content.decode()
    if answer.status_code != 409:
        assert not list(list_problems(answer, language))


def _check_reasons(answer: Any, reasons: list[Any], language: str) -> None:
    assert reasons, f"another rule refused, or none: {answer.status_code} {said_on(answer)}"
    assert answer.status_code == 409
    page = markup.unescape(answer.content.decode())
    for reason in reasons:
        assert reason.in_language(language) in page


def _ask_engine(scene: Scene, row: Row, guard: Guard, who: str, refusals: Refusals) -> None:
    assert guard.given is not None
    step, person, given = STEPS[row.code], scene.people[who], guard.given(scene)
    with refusals.heard() as said, pytest.raises(Refused):
        if step.thing is Thing.APPLICATION:
            take_application_step(row.code, scene.opportunity, person, "en", given=given)
        else:
            thing = find_thing(step.thing, scene.opportunity, person) if scene.opportunity_id else None
            subject = str(thing.pk) if thing is not None and "" not in step.from_states else ""
            take_step(
                row.code, opportunity_id=scene.opportunity_id, user=person, subject_id=subject, given=given
            )
    assert (row.code, guard.rule) in said, list(said)


@pytest.mark.parametrize("name", CLOCK_BY_NAME)
def test_the_clock_takes_the_step_when_it_is_due_and_not_before(
    library: Library, refusals: Refusals, name: str
) -> None:
    row = CLOCK_BY_NAME[name]
    code = row.code
    scene = library.open(row.state)
    with undone():
        row.before(scene)
        due = row.due(scene)
        assert due is not None
        move_clock_to(due - timedelta(minutes=1))
        before = weigh_database()
        if row.guards:
            with refusals.heard() as said, pytest.raises(Refused):
                take_step(code, opportunity_id=scene.opportunity_id, user=None)
            assert {rule for _code, rule in said} == set(row.guards)
        assert take_due_steps() == 0
        assert weigh_database() == before
        move_clock_to(due + timedelta(seconds=1))
        _check_blocked(scene, row, refusals)
        watch = Watch()
        take_due_steps()
        left = watch.look()
        assert state_of(STEPS[code].thing, scene.opportunity) == row.leads_to
        event = left.of(code)
        assert event is not None and '"clock"' in event.body
        assert not row.then or left.of(row.then) is not None
        assert left.mails == _addresses(scene, row.mails)


def _check_blocked(scene: Scene, row: ClockRow, refusals: Refusals) -> None:
    """What is due at the same instant waits for this row, and changes nothing meanwhile."""
    for code, rule in row.blocks:
        before = weigh_database()
        with refusals.heard() as said, pytest.raises(Refused):
            take_step(code, opportunity_id=scene.opportunity_id, user=None)
        assert (code, rule) in said and weigh_database() == before


@pytest.mark.parametrize("row", PROVIDER_ROWS, ids=lambda row: row.code)
def test_the_payment_service_takes_the_step_by_its_answer(
    library: Library, monkeypatch: pytest.MonkeyPatch, row: ProviderRow
) -> None:
    double = PayPalDouble()
    monkeypatch.setattr(paypal_double, "DOUBLE", double)
    scene = library.open(row.state)
    with undone():
        attend_payments(current_instant() + timedelta(hours=1))
        assert state_of(Thing.PAYMENT, scene.opportunity) == "STARTED"
        double.captures_as = row.captures_as
        double.approve()
        watch = Watch()
        attend_payments(current_instant() + timedelta(hours=2))
        left = watch.look()
        assert state_of(Thing.PAYMENT, scene.opportunity) == row.leads_to
        event = left.of(row.code)
        assert event is not None and '"provider:paypal"' in event.body
        assert left.mails == _addresses(scene, row.mails)


@pytest.mark.parametrize("code", [row.code for row in RIDING])
def test_the_step_is_taken_with_the_one_it_rides_on(library: Library, code: str) -> None:
    row = next(each for each in RIDING if each.code == code)
    carrier = WHOLE_ROWS[row.on]
    assert not TABLE.steps[code].page
    scene = library.open(carrier.state)
    with undone():
        who, watch = carrier.who.split()[0], Watch()
        assert send(scene, who, fill_in(scene, carrier, who, carrier.language)).status_code == 302
        assert state_of(STEPS[code].thing, scene.opportunity) == row.leads_to
        assert watch.look().of(code) is not None


def _addresses(scene: Scene, mails: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        template: sorted(scene.person(who).email for who in told.split()) for template, told in mails.items()
    }
