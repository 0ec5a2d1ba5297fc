"""Nothing in the tables goes unwalked: every step, every rule, every wait, every state a row may lead to."""

import pytest

from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.lifecycle import STAY, STEPS
from microacquisition.process.waiting import AWAITED
from tests.lifecycle.refusals import list_rules
from tests.lifecycle.rows import CLOCK_ROWS, EVERY, ROWS

# Reviewed: rows without a wrong state, and why.
ALWAYS_RIGHT = {
    "request": "it begins a life",
    "save": "what is sent already is changed instead, by the same form",
    "submit": "what is sent already is changed instead, by the same form",
    "change": "what is withdrawn is sent again, by the same form",
    "submit_invoice": "another invoice may always begin; whether there is something to invoice is a rule",
    "start": "another payment may always begin; whether one is under way is a rule",
}
ALWAYS_RIGHT_AT_MOST = 6


def test_every_step_is_walked():
    assert {row.code for row in EVERY} == set(STEPS)


def test_every_outcome_of_a_row_is_walked():
    known = {(code, state) for code in {row.code for row in EVERY} for state in STEPS[code].to_states}
    walked = {(row.code, row.leads_to) for row in EVERY}
    walked |= {(code, STAY) for code, state in walked if state not in STEPS[code].to_states}
    assert known <= walked


def test_every_rule_of_every_step_refuses_somewhere():
    proven = {(row.code, guard.rule) for row in ROWS for guard in row.guards}
    proven |= {(row.code, rule) for row in CLOCK_ROWS for rule in row.guards}
    proven |= {blocked for row in CLOCK_ROWS for blocked in row.blocks}
    registered = {(code, rule) for code, rules in list_rules().items() for rule in rules}
    assert proven <= registered
    assert not {(code, rule.__name__) for code, rule in registered - proven}


def test_every_row_meets_a_wrong_state():
    assert {row.code for row in ROWS if not row.wrong_states and not row.is_outcome} == set(ALWAYS_RIGHT)
    assert len(ALWAYS_RIGHT) <= ALWAYS_RIGHT_AT_MOST


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_who_waits_is_said_where_somebody_is_expected_to_act(row):
    assert bool(row.waits_for) == (row.code in AWAITED)
    assert len(row.who.split()) == len(STEPS[row.code].who)


def test_steps_without_a_page_are_the_clock_s_or_ride_on_others():
    pages = {code for code, parts in TABLE.steps.items() if parts.page}
    assert pages <= {row.code for row in EVERY}


def test_both_languages_take_their_share():
    in_english = sum(row.language == "en" for row in ROWS)
    assert len(ROWS) / 3 < in_english < len(ROWS) * 2 / 3
