"""When a closing moves: later only, within a year; by rule at the instant only, each rule once, at the same hour."""

from datetime import UTC, datetime, timedelta

import pytest

from microacquisition.process.programmes.base import ExtensionRules
from microacquisition.process.rules.extending import (
    ClosingRule,
    ClosingRuleFacts,
    ExtensionFacts,
    closing_is_ahead,
    closing_moves_later,
    find_closing_rule,
    list_closing_rules,
    move_along,
    reason_is_given,
    same_hour_next_business_day,
)

ZONE = "America/Toronto"
FRIDAY = datetime(2026, 12, 4, 19, tzinfo=UTC)  # 2:00 pm Eastern
RULES = ExtensionRules(fewer_applications_than=2, outage_minutes=10)


def facts(**changed: object) -> ClosingRuleFacts:
    values = {"instant_reached": True, "rules": RULES, "applications": 5, **changed}
    return ClosingRuleFacts(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, None),
        ({"minutes_not_ready": 9}, None),
        ({"minutes_not_ready": 10}, ClosingRule.OUTAGE),
        ({"unanswered_questions": 1}, ClosingRule.UNANSWERED_QUESTION),
        ({"applications": 1}, ClosingRule.FEWER_APPLICATIONS),
        ({"applications": 2}, None),
        ({"applications": 0, "rules": ExtensionRules()}, None),
        ({"minutes_not_ready": 50, "rules": ExtensionRules(outage_minutes=0)}, None),
        ({"unanswered_questions": 3, "rules": ExtensionRules(unanswered_question=False)}, None),
        ({"applications": 0, "instant_reached": False}, None),
        ({"minutes_not_ready": 60, "unanswered_questions": 1, "applications": 0}, ClosingRule.OUTAGE),
        (
            {"minutes_not_ready": 60, "applications": 0, "taken": frozenset({"outage"})},
            ClosingRule.FEWER_APPLICATIONS,
        ),
        ({"minutes_not_ready": 60, "taken": frozenset({"outage"})}, None),
    ],
)
def test_the_first_rule_that_holds_and_is_not_used_up(
    changed: dict[str, object], rule: ClosingRule | None
) -> None:
    assert find_closing_rule(facts(**changed)) == rule


def test_a_program_publishes_the_rules_it_has() -> None:
    said = [words.en for words in list_closing_rules(RULES)]
    assert len(said) == 3 and "10 minutes" in said[0] and "fewer than 2" in said[2]
    assert len(list_closing_rules(ExtensionRules())) == 2


def test_the_same_hour_of_the_next_business_day() -> None:
    assert same_hour_next_business_day(FRIDAY, FRIDAY, ZONE) == FRIDAY + timedelta(days=3)
    late = FRIDAY + timedelta(days=3, hours=1)
    assert same_hour_next_business_day(FRIDAY, late, ZONE) == FRIDAY + timedelta(days=4)
    before_summer_time = datetime(2027, 3, 12, 19, tzinfo=UTC)
    assert same_hour_next_business_day(before_summer_time, before_summer_time, ZONE).hour == 18


def test_what_follows_moves_by_as_many_business_days() -> None:
    due = FRIDAY + timedelta(days=28)
    moved = move_along(due, FRIDAY, FRIDAY + timedelta(days=3), ZONE, counts_days=True)
    assert moved == due + timedelta(days=3)  # January 1 is a holiday, and then a weekend
    assert move_along(due, FRIDAY, FRIDAY + timedelta(minutes=5), ZONE, counts_days=False) == due + timedelta(
        minutes=5
    )


def test_later_only_in_time_and_with_a_reason() -> None:
    now = FRIDAY - timedelta(hours=1)
    good = ExtensionFacts(
        now, FRIDAY, FRIDAY + timedelta(days=3), ("en", "fr"), (("en", "Why."), ("fr", "Motif."))
    )
    for rule in (closing_is_ahead, closing_moves_later, reason_is_given):
        assert rule(good) == []
    assert closing_is_ahead(ExtensionFacts(FRIDAY, FRIDAY))
    for proposed in (None, FRIDAY, FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=366)):
        assert closing_moves_later(ExtensionFacts(now, FRIDAY, proposed))
    assert reason_is_given(ExtensionFacts(now, FRIDAY, FRIDAY, ("en", "fr"), (("en", "Why."), ("fr", " "))))
