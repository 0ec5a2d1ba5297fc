"""The five tables hang together: every state is reached and left, every step has its words."""

import pytest

from microacquisition.process.lifecycle import (
    BESIDE,
    ENDS,
    NEW,
    PHASES,
    STATES,
    STEPS,
    TABLES,
    Stage,
    Thing,
    allowed_transitions,
)
from microacquisition.process.state_words import (
    PHASE_LABELS,
    PUBLIC_LABELS,
    STAGE_LABELS,
    STATE_LABELS,
    describe_state,
)
from microacquisition.process.step_words import EVENT_WORDS, STEP_WORDS

LAST_STATES = {
    Thing.OPPORTUNITY: set(ENDS),
    Thing.APPLICATION: set(),
    Thing.DELIVERABLE: {"ACCEPTED", "CANCELLED"},
    Thing.INVOICE: {"PAID"},
    Thing.PAYMENT: {"FAILED", "REFUNDED"},
}
TAGS = {"open", "soon", "closed", "good", "warn", "bad"}
ALL_STATES = [(thing, state) for thing, states in STATES.items() for state in states]


@pytest.mark.parametrize("thing", Thing)
def test_every_state_is_reached_from_nothing(thing):
    reached, grew = {NEW}, True
    while grew:
        found = reached | {after for before, after in allowed_transitions(thing) if before in reached}
        grew, reached = found != reached, found
    assert reached - {NEW} == set(STATES[thing])


@pytest.mark.parametrize("thing", Thing)
def test_only_the_last_states_have_no_way_out(thing):
    left = {before for before, after in allowed_transitions(thing) if before != after}
    assert set(STATES[thing]) - left == LAST_STATES[thing]


def test_from_an_end_only_the_rest_of_the_funds_is_released():
    assert {step.code for step in TABLES[Thing.OPPORTUNITY] if set(step.from_states) & set(ENDS)} == {
        "release_funds"
    }
    assert {
        (before, after) for before, after in allowed_transitions(Thing.OPPORTUNITY) if before in ENDS
    } == {(end, end) for end in ENDS}


@pytest.mark.parametrize("thing", Thing)
def test_no_pair_is_allowed_outside_the_tables(thing):
    by_hand = set()
    for step in TABLES[thing]:
        for before in step.from_states:
            for after in step.to_states or (before,):
                by_hand.add((before, before if after == "=" else after))
    assert allowed_transitions(thing) == by_hand
    assert {state for pair in by_hand for state in pair} <= {NEW, *STATES[thing]}


def test_pairs_that_must_never_be_allowed():
    allowed = allowed_transitions(Thing.OPPORTUNITY)
    for pair in [
        ("DRAFTING", "OPEN"), ("APPROVED", "OPEN"), ("OPEN", "EVALUATED"), ("CLOSED", "OPEN"), ("CLOSED", "RANKED"),
        ("EVALUATED", "CLOSED"), ("RANKED", "IN_WORK"), ("OFFERED", "COMPLETED"), ("IN_WORK", "CANCELLED"),
        ("COMPLETED", "IN_WORK"), ("CANCELLED", "OPEN"), (NEW, "OPEN"),
    ]:  # fmt: skip
        assert pair not in allowed
    assert ("SUBMITTED", "PAID") not in allowed_transitions(Thing.INVOICE)
    assert ("FAILED", "COMPLETED") not in allowed_transitions(Thing.PAYMENT)


def test_striking_from_the_order_may_leave_the_state_as_it_is():
    assert STEPS["strike_from_order"].transitions() == {
        ("RANKED", "RANKED"), ("RANKED", "NO_AWARD"), ("OFFERED", "OFFERED"), ("OFFERED", "RANKED"), ("OFFERED", "NO_AWARD"),
    }  # fmt: skip


def test_codes_are_unique_across_the_five_tables():
    assert len(STEPS) == sum(len(table) for table in (*TABLES.values(), BESIDE))


def test_what_stands_beside_the_tables_changes_no_state():
    assert all(before == after for step in BESIDE for before, after in step.transitions())


def test_every_step_has_words_in_both_languages_and_no_words_stand_alone():
    assert set(STEP_WORDS) == set(STEPS)
    assert not set(EVENT_WORDS) & set(STEPS)
    for words in STEP_WORDS.values():
        for said in (words.do, words.done):
            assert said.en.strip() and said.fr.strip()
    for said in EVENT_WORDS.values():
        assert said.en.strip() and said.fr.strip()


def test_no_two_steps_of_one_thing_have_the_same_button():
    for table in (*TABLES.values(), BESIDE):
        for language in ("en", "fr"):
            buttons = [STEP_WORDS[step.code].do.in_language(language) for step in table]
            assert len(buttons) == len(set(buttons))


@pytest.mark.parametrize(("thing", "state"), ALL_STATES)
def test_every_state_is_described_and_tagged(thing, state):
    fragment = describe_state(thing, state)
    for text in (fragment.en, fragment.fr):
        assert text.endswith(".") and text[0].islower()
    assert STATE_LABELS[thing][state].tag in TAGS


def test_every_stage_belongs_to_one_phase_and_has_a_label():
    assert [stage for stages in PHASES.values() for stage in stages] == list(Stage)
    assert set(STAGE_LABELS) == set(Stage)
    assert set(PHASE_LABELS) == set(PHASES)
    assert {label.tag for label in PUBLIC_LABELS.values()} <= TAGS


def test_french_words_follow_french_typography():
    said = [words for each in STEP_WORDS.values() for words in (each.do, each.done)]
    said += [*EVENT_WORDS.values(), *STAGE_LABELS.values(), *PHASE_LABELS.values()]
    said += [describe_state(thing, state) for thing, state in ALL_STATES]
    for words in said:
        assert "'" not in words.en + words.fr
        assert " :" not in words.fr
        assert "opportunité" not in words.fr
