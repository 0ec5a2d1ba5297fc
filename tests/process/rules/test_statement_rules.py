"""A statement goes on where it is complete in one language and keeps to the program."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from microacquisition.process.rules import statement as rules
from microacquisition.process.rules.statement import StatementFacts
from microacquisition.process.rules.statement_warnings import crosses_fiscal_year, rate_is_unusual
from microacquisition.process.sections import SECTION_LABELS, Section

EVERYTHING = frozenset(Section)
GOOD = StatementFacts(
    written={"en": EVERYTHING, "fr": frozenset()},
    first_language="en",
    hours=70,
    rate_cents=80_00,
    price_cents=6_500_00,
    price_cap_cents=10_000_00,
    cap_includes_tax=True,
    highest_tax=Decimal("0.15"),
    smallest_rate_cents=60_00,
    largest_rate_cents=100_00,
    zone="America/Toronto",
    closes_at=datetime(2026, 11, 30, 19, tzinfo=UTC),
    selection_on=date(2026, 12, 3),
    delivery_at=datetime(2026, 12, 21, 21, tzinfo=UTC),
    work_hours_a_week=Decimal("37.5"),
    application_criteria=1,
    acceptance_criteria=1,
    licence="MIT",
    licences=("MIT", "Apache-2.0"),
    continues_existing_code=False,
    unclassified=True,
    standalone_reason="It is a script of its own.",
    no_internal_capacity_reason="Cloud team, asked on October 2.",
    author_ids=frozenset({"lise"}),
    approver_id="amelie",
)
RULES = (
    rules.is_complete_in_one_language, rules.has_criteria, rules.price_within_cap, rules.dates_in_order,
    rules.delivery_is_possible, rules.is_unclassified, rules.is_standalone, rules.has_no_internal_capacity,
    rules.licence_is_open, rules.approver_is_not_author,
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_good_statement_passes(rule):
    assert rule(GOOD) == []


def test_every_section_has_a_label():
    assert set(SECTION_LABELS) == set(Section)


def test_either_language_is_enough():
    assert (
        rules.is_complete_in_one_language(replace(GOOD, written={"en": frozenset(), "fr": EVERYTHING})) == []
    )


def test_what_is_missing_is_named_in_the_language_nearest_to_complete():
    written = {"en": frozenset(), "fr": EVERYTHING - {Section.WORK, Section.PRICE}}
    reasons = rules.is_complete_in_one_language(replace(GOOD, written=written))
    assert [reason.en for reason in reasons] == [
        "Not written yet in French: The work.",
        "Not done yet: Fixed price.",
    ]
    assert reasons[0].fr == "Pas encore rédigé en français\xa0: Le travail."


def test_halves_in_two_languages_are_not_one_whole():
    written = {"en": EVERYTHING - {Section.WORK}, "fr": EVERYTHING - {Section.BACKGROUND}}
    (reason,) = rules.is_complete_in_one_language(replace(GOOD, written=written))
    assert "English" in reason.en


@pytest.mark.parametrize("section", [Section.CLIENT_ITEMS, Section.REPOSITORY])
def test_review_does_not_wait_for_what_comes_later(section):
    assert rules.is_complete_in_one_language(replace(GOOD, written={"en": EVERYTHING - {section}})) == []


def test_cap_with_tax_in_it_is_kept_to_the_cent():
    assert rules.price_within_cap(replace(GOOD, price_cents=8_695_65)) == []
    (reason,) = rules.price_within_cap(replace(GOOD, price_cents=8_695_66))
    assert "$8,695.65" in reason.en and "8\xa0695,65\xa0$" in reason.fr


def test_cap_before_tax_is_the_price_itself():
    before_tax = replace(GOOD, cap_includes_tax=False, price_cap_cents=70_000_00)
    assert rules.price_within_cap(replace(before_tax, price_cents=70_000_00)) == []
    assert rules.price_within_cap(replace(before_tax, price_cents=70_000_01))


def test_a_price_of_nothing_is_refused():
    assert rules.price_within_cap(replace(GOOD, price_cents=0))


def test_dates_out_of_order_are_each_named():
    assert len(rules.dates_in_order(replace(GOOD, selection_on=date(2026, 11, 29)))) == 1
    assert len(rules.dates_in_order(replace(GOOD, selection_on=date(2026, 12, 22)))) == 1
    same_day = replace(
        GOOD, selection_on=date(2026, 11, 30), delivery_at=datetime(2026, 11, 30, 19, tzinfo=UTC)
    )
    assert len(rules.dates_in_order(same_day)) == 1
    assert rules.dates_in_order(replace(GOOD, closes_at=None)) == []


def test_delivery_leaves_seven_and_a_half_hours_a_business_day():
    twelve_days = 90
    assert rules.delivery_is_possible(replace(GOOD, hours=twelve_days)) == []
    (reason,) = rules.delivery_is_possible(replace(GOOD, hours=twelve_days + 1))
    assert "91 hours" in reason.en and "90 only" in reason.en


def test_practice_counts_no_days():
    assert rules.delivery_is_possible(replace(GOOD, hours=400, counts_days=False)) == []


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        (rules.is_unclassified, {"unclassified": None}),
        (rules.is_unclassified, {"unclassified": False}),
        (rules.is_standalone, {"standalone_reason": " "}),
        (rules.has_no_internal_capacity, {"no_internal_capacity_reason": ""}),
        (rules.licence_is_open, {"licence": "LicenseRef-secret"}),
        (rules.approver_is_not_author, {"approver_id": "lise"}),
        (rules.has_criteria, {"application_criteria": 0}),
        (rules.has_criteria, {"acceptance_criteria": 0}),
    ],
)
def test_each_rule_refuses_with_one_reason_in_both_languages(rule, changed):
    (reason,) = rule(replace(GOOD, **changed))
    assert reason.en and reason.fr and reason.en != reason.fr


def test_existing_code_keeps_its_repositorys_licence():
    assert rules.licence_is_open(replace(GOOD, licence="EUPL-1.2", continues_existing_code=True)) == []


def test_delivery_past_march_31_warns():
    april = replace(GOOD, delivery_at=datetime(2027, 4, 1, 20, tzinfo=UTC))
    (warning,) = crosses_fiscal_year(april, date(2026, 11, 21))
    assert "March 31, 2027" in warning.en and "31\xa0mars\xa02027" in warning.fr
    last_evening = replace(GOOD, delivery_at=datetime(2027, 4, 1, 3, tzinfo=UTC))  # still March 31 in Toronto
    assert crosses_fiscal_year(last_evening, date(2026, 11, 21)) == []


def test_a_rate_outside_the_range_warns():
    assert rate_is_unusual(replace(GOOD, rate_cents=100_00)) == []
    assert rate_is_unusual(replace(GOOD, rate_cents=100_01))
    assert rate_is_unusual(replace(GOOD, rate_cents=59_99))
