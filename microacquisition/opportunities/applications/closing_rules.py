"""The published rules by which the clock itself moves a closing: asked at the instant, before anything is closed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from microacquisition.common.dates import write_machine_instant
from microacquisition.opportunities.heartbeat import count_minutes_not_ready
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.extending import move_closing, tell_everybody, tell_instants
from microacquisition.opportunities.questions.queries import count_unanswered
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.process.rules.extending import (
    WATCHED,
    ClosingRuleFacts,
    describe_closing_rule,
    find_closing_rule,
    same_hour_next_business_day,
)


def due_by_rule(now: datetime) -> list[tuple[UUID, str]]:
    """Return (id, "") of each open opportunity whose closing instant is reached and which a rule moves."""
    due = Opportunity.objects.filter(state="OPEN", closes_at__lte=now).order_by("closes_at")
    return [(row.pk, "") for row in due if find_closing_rule(ask_closing_rules(row, now)) is not None]


def ask_closing_rules(opportunity: Opportunity, now: datetime) -> ClosingRuleFacts:
    """Return the facts of the rules. Before the closing instant nothing is counted or looked at."""
    rules, closes = opportunity.programme.extension, opportunity.closes_at
    if closes is None or now < closes:
        return ClosingRuleFacts(instant_reached=False, rules=rules)
    opened = opportunity.opens_at or opportunity.posted_at or closes
    return ClosingRuleFacts(
        instant_reached=True,
        rules=rules,
        minutes_not_ready=count_minutes_not_ready(max(closes - WATCHED, opened), closes),
        unanswered_questions=count_unanswered(opportunity),
        applications=opportunity.applications.filter(state="SUBMITTED").count(),
        taken=frozenset(opportunity.closing_changes.exclude(rule="").values_list("rule", flat=True)),
    )


def gather_by_rule(situation: Situation) -> ClosingRuleFacts:
    """The facts under the opportunity's lock: no application can come in meanwhile."""
    return ask_closing_rules(situation.on, situation.now)


def extend_by_rule(situation: Situation, facts: ClosingRuleFacts) -> Outcome:
    """Move the closing to the same hour of the next business day; say which rule, never how many."""
    opportunity, programme = situation.on, situation.programme
    rule, old = find_closing_rule(facts), opportunity.closes_at
    if rule is None or old is None:
        raise LookupError("The rules let an extension pass that no rule asks for.")
    zone = opportunity.zone or programme.zone
    new = same_hour_next_business_day(old, situation.now, zone)
    move_closing(situation, new, rule=rule.value)
    words = describe_closing_rule(rule, programme.extension)

    def values(language: str) -> Mapping[str, str]:
        return {**tell_instants(opportunity, old)(language), "rule": words.in_language(language)}

    return Outcome(
        facts={
            "rule": rule.value,
            "old_closes_at": write_machine_instant(old),
            "new_closes_at": write_machine_instant(new),
        },
        letters=tell_everybody(opportunity, "applications/extended_by_rule", values),
        wake_at=[new],
    )
