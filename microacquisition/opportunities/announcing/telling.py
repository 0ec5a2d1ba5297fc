"""What of an opportunity's life is told to many: read after each step, in its transaction."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from microacquisition.common.dates import format_instant, format_instant_and_utc
from microacquisition.opportunities.announcing.actions import announce, tell_followers
from microacquisition.opportunities.announcing.models import Audience
from microacquisition.opportunities.letters import Values
from microacquisition.opportunities.opportunity import Opportunity, public_status
from microacquisition.opportunities.posting.models import Amendment, Cancellation, ClosingChange
from microacquisition.opportunities.posting.public_queries import write_say
from microacquisition.opportunities.situation import Situation
from microacquisition.opportunities.statement.queries import read_public_statement
from microacquisition.opportunities.statement.section_pages import label_section
from microacquisition.process.lifecycle import Thing
from microacquisition.process.rules.extending import describe_closing_rule

OUTCOMES = frozenset({"IN_WORK", "NO_AWARD", "TERMINATED", "COMPLETED"})


def announce_step(situation: Situation, states: tuple[str, str], event_id: UUID) -> None:
    """Tell followers what changed, and the mailing list what opened; nothing of a practice opportunity."""
    if situation.step.thing is not Thing.OPPORTUNITY or situation.on.practice:
        return
    opportunity, now, (before, after) = situation.on, situation.now, states
    if told := TOLD.get(situation.step.code):
        message, describe = told
        tell_followers(opportunity, event_id, message, describe(opportunity), now=now)
    if after == before:
        return
    if after == "OPEN":
        values = describe_new(opportunity)
        tell_followers(opportunity, event_id, "announcing/opened", now=now)
        announce(opportunity, event_id, "posting/new_opportunity", Audience.SUBSCRIBERS, values, now=now)
    elif after == "SCHEDULED":
        values = describe_new(opportunity)
        announce(opportunity, event_id, "announcing/coming_soon", Audience.INVITED, values, now=now)
    elif after in OUTCOMES:
        sentence = write_say(opportunity, public_status(opportunity, now))
        tell_followers(
            opportunity,
            event_id,
            "announcing/outcome",
            lambda language: {"outcome": sentence.in_language(language)},
            now=now,
        )


def describe_new(opportunity: Opportunity) -> Values:
    """Return what the message about a new opportunity says of it: the description and the skills."""
    public = read_public_statement(opportunity)

    def values(language: str) -> Mapping[str, str]:
        return {
            "description": public.statement.short_description.best_for(language)[0],
            "opens": _write_opening(opportunity, language),
            "skills": ", ".join(skill.label.in_language(language) for skill in public.skills),
        }

    return values


def _write_opening(opportunity: Opportunity, language: str) -> str:
    opens = opportunity.opens_at
    return format_instant(opens, opportunity.zone or opportunity.programme.zone, language) if opens else ""


def _describe_amendment(opportunity: Opportunity) -> Values:
    row = _newest(Amendment.objects.filter(opportunity=opportunity))
    section = label_section(row.section)
    return lambda language: {
        "section": section.in_language(language),
        "reason": row.reason.best_for(language)[0],
    }


def _describe_move(opportunity: Opportunity) -> Values:
    """The old and the new closing, with why: people's words, or the rule."""
    row = _newest(ClosingChange.objects.filter(opportunity=opportunity))
    zone, rule = opportunity.zone or opportunity.programme.zone, row.rule
    words = describe_closing_rule(rule, opportunity.programme.extension) if rule else None
    return lambda language: {
        "old_closes": format_instant_and_utc(row.old_closes_at, zone, language),
        "new_closes": format_instant_and_utc(row.new_closes_at, zone, language),
        "reason": words.in_language(language) if words else row.reason.best_for(language)[0],
    }


def _describe_cancellation(opportunity: Opportunity) -> Values:
    row = Cancellation.objects.get(opportunity=opportunity)
    reasons = {"en": row.reason_en or row.reason_fr, "fr": row.reason_fr or row.reason_en}
    return lambda language: {"reason": reasons[language]}


def _newest(rows: Any) -> Any:
    return rows.order_by("pk").last()


TOLD: dict[str, tuple[str, Callable[[Opportunity], Values]]] = {
    "amend": ("announcing/amended", _describe_amendment),
    "extend": ("announcing/extended", _describe_move),
    "extend_by_rule": ("announcing/extended", _describe_move),
    "cancel": ("announcing/cancelled", _describe_cancellation),
    "cancel_after_closing": ("announcing/cancelled", _describe_cancellation),
}
