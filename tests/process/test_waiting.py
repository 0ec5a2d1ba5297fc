"""Which steps somebody is expected to take, how soon, and how the wait is named."""

import pytest

from microacquisition.process.lifecycle import STEPS
from microacquisition.process.programmes.esdc.rules_2026_11 import RULES
from microacquisition.process.waiting import AWAITED, AWAITED_ONCE_SIGNED, target_days, waits_for


def test_ways_out_are_possible_but_never_awaited():
    for code in (
        "cancel",
        "cancel_after_closing",
        "extend",
        "decline_request",
        "return_evaluation",
        "withdraw",
    ):
        assert code not in AWAITED


@pytest.mark.parametrize("code", sorted(AWAITED))
def test_every_wait_has_a_name_in_both_languages(code):
    words = waits_for(STEPS[code])
    assert words.en and words.fr and words.en != words.fr


def test_what_nobody_waits_for_has_no_name():
    with pytest.raises(KeyError):
        waits_for(STEPS["cancel"])


def test_target_is_the_programs_or_none():
    assert target_days(RULES, "sign_for_funds") == 1
    assert target_days(RULES, "cancel") is None
    assert set(RULES.target_days) <= AWAITED | AWAITED_ONCE_SIGNED
