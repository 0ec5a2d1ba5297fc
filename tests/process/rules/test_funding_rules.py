"""Funds are signed for and reserved only where the form is whole, confirmed and within the delegation."""

from dataclasses import replace
from decimal import Decimal

import pytest

from microacquisition.process.rules import funding as rules
from microacquisition.process.rules.funding import FundingFacts

GOOD = FundingFacts(
    price_cents=6_500_00,
    highest_tax=Decimal("0.15"),
    amount_cents=7_475_00,
    tax_ceiling_cents=975_00,
    fiscal_year="2026-2027",
    cost_centre="1234",
    coding="AB-12",
    confirmed=True,
    signed=True,
    signer_id="priya",
    delegation_limit_cents=7_475_00,
    reservation_number="FR-204417",
)
RULES = (
    rules.form_is_complete, rules.form_is_confirmed, rules.funds_are_signed_for, rules.within_delegation,
    rules.covers_price_and_tax, rules.reservation_number_given, rules.budget_transfer_is_settled,
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_good_form_passes(rule):
    assert rule(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "changed", "said"),
    [
        (rules.form_is_complete, {"amount_cents": None}, "not prepared"),
        (rules.form_is_complete, {"coding": " "}, "coding"),
        (rules.form_is_complete, {"cost_centre": ""}, "cost centre"),
        (rules.form_is_complete, {"fiscal_year": ""}, "fiscal year"),
        (rules.form_is_complete, {"tax_ceiling_cents": None}, "tax ceiling"),
        (rules.form_is_confirmed, {"confirmed": False}, "client team"),
        (rules.funds_are_signed_for, {"signed": False}, "fund manager"),
        (rules.within_delegation, {"delegation_limit_cents": None}, "no delegation"),
        (rules.within_delegation, {"delegation_limit_cents": 7_474_99}, "$7,474.99"),
        (rules.covers_price_and_tax, {"tax_ceiling_cents": 974_99}, "$975.00"),
        (rules.covers_price_and_tax, {"amount_cents": 7_474_99}, "$7,475.00"),
        (rules.covers_price_and_tax, {"price_cents": 6_500_01}, "$7,475.01"),
        (rules.reservation_number_given, {"reservation_number": " "}, "number"),
        (rules.budget_transfer_is_settled, {"budget_transfer_needed": True}, "transfer"),
    ],
)
def test_each_rule_refuses_and_says_why(rule, changed, said):
    (reason,) = rule(replace(GOOD, **changed))
    assert said in reason.en
    assert reason.fr != reason.en


def test_a_transfer_done_or_its_risk_accepted_is_settled():
    needed = replace(GOOD, budget_transfer_needed=True)
    assert rules.budget_transfer_is_settled(replace(needed, budget_transfer_done=True)) == []
    assert rules.budget_transfer_is_settled(replace(needed, transfer_risk_accepted=True)) == []


def test_nothing_is_confirmed_or_signed_twice():
    assert rules.form_is_not_confirmed(GOOD) and rules.funds_are_not_signed_for(GOOD)
    fresh = replace(GOOD, confirmed=False, signed=False)
    assert rules.form_is_not_confirmed(fresh) == rules.funds_are_not_signed_for(fresh) == []
