"""May the closing be moved? By two people, later only; or by the clock, under the rules published at opening."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.process.calendar import add_business_days, count_business_days
from microacquisition.process.programmes.base import ExtensionRules

FURTHEST = timedelta(days=365)
# An outage is looked for in so many hours before the closing (design, `extend_by_rule`).
WATCHED = timedelta(hours=2)


class ClosingRule(StrEnum):
    """What lets the clock move a closing, in the order in which it is asked."""

    OUTAGE = "outage"
    UNANSWERED_QUESTION = "unanswered_question"
    FEWER_APPLICATIONS = "fewer_applications"


RULE_WORDS: dict[ClosingRule, Words] = {
    ClosingRule.OUTAGE: Words(
        en="this site was out of service for {minutes} minutes or more in the last 2 hours before the closing",
        fr="ce site a été hors service pendant {minutes}\xa0minutes ou plus au cours des 2\xa0dernières heures avant"
        " la clôture",
    ),
    ClosingRule.UNANSWERED_QUESTION: Words(
        en="a question asked in time was not answered before the closing",
        fr="une question posée à temps n’avait pas reçu de réponse avant la clôture",
    ),
    ClosingRule.FEWER_APPLICATIONS: Words(
        en="fewer than {applications} applications had been received at the closing",
        fr="moins de {applications}\xa0candidatures avaient été présentées à la clôture",
    ),
}


@dataclass(frozen=True)
class ExtensionFacts:
    """An extension by two people; instants in UTC. `proposed` is None before anything was typed or signed."""

    now: datetime
    closes_at: datetime | None
    proposed: datetime | None = None
    languages_required: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    counts_days: bool = True


@dataclass(frozen=True)
class ClosingRuleFacts:
    """What the clock looks at when the closing instant is reached; `taken` are the rules used up already."""

    instant_reached: bool
    rules: ExtensionRules
    minutes_not_ready: int = 0
    unanswered_questions: int = 0
    applications: int = 0
    taken: frozenset[str] = frozenset()


def closing_is_ahead(facts: ExtensionFacts) -> list[Words]:
    """A closing is moved before it is reached: a signature given after it is refused (design, section 2)."""
    if facts.closes_at is not None and facts.now < facts.closes_at:
        return []
    return [
        Words(
            en="The closing has passed: it can no longer be moved.",
            fr="La clôture est passée\xa0: elle ne peut plus être reportée.",
        )
    ]


def closing_moves_later(facts: ExtensionFacts) -> list[Words]:
    """A closing moves later only, and not out of sight (design, `extend`)."""
    if facts.proposed is None:
        return [Words(en="Choose the new closing.", fr="Choisissez la nouvelle date de clôture.")]
    if facts.closes_at is not None and facts.proposed <= facts.closes_at:
        return [
            Words(
                en="The new closing must be later than the present one.",
                fr="La nouvelle clôture doit être postérieure à la clôture actuelle.",
            )
        ]
    if facts.proposed > facts.now + FURTHEST:
        return [
            Words(
                en="The new closing must come within a year.",
                fr="La nouvelle clôture doit avoir lieu d’ici un an.",
            )
        ]
    return []


def reason_is_given(facts: ExtensionFacts) -> list[Words]:
    """Everybody is told why, in every language the program requires (design, `extend`)."""
    written = {language for language, text in facts.reasons if text.strip()}
    if written.issuperset(facts.languages_required):
        return []
    return [
        Words(
            en="Write the reason in every language of the program.",
            fr="Écrivez le motif dans chaque langue du programme.",
        )
    ]


def find_closing_rule(facts: ClosingRuleFacts) -> ClosingRule | None:
    """Return the published rule that moves this closing now, or None; each moves it once (design, `extend_by_rule`)."""
    if not facts.instant_reached:
        return None
    holds = {
        ClosingRule.OUTAGE: 0 < facts.rules.outage_minutes <= facts.minutes_not_ready,
        ClosingRule.UNANSWERED_QUESTION: facts.rules.unanswered_question and facts.unanswered_questions > 0,
        ClosingRule.FEWER_APPLICATIONS: facts.applications < facts.rules.fewer_applications_than,
    }
    return next((rule for rule in ClosingRule if holds[rule] and rule not in facts.taken), None)


def a_rule_moves_it(facts: ClosingRuleFacts) -> list[Words]:
    """The clock moves a closing under a published rule, at the closing instant, never otherwise."""
    if find_closing_rule(facts) is not None:
        return []
    return [Words(en="No rule moves this closing.", fr="Aucune règle ne reporte cette clôture.")]


def list_closing_rules(rules: ExtensionRules) -> list[Words]:
    """Return what a program publishes at opening: each rule by which the clock itself moves the closing."""
    holds = {
        ClosingRule.OUTAGE: rules.outage_minutes > 0,
        ClosingRule.UNANSWERED_QUESTION: rules.unanswered_question,
        ClosingRule.FEWER_APPLICATIONS: rules.fewer_applications_than > 0,
    }
    return [describe_closing_rule(rule, rules) for rule in ClosingRule if holds[rule]]


def describe_closing_rule(rule: str, rules: ExtensionRules) -> Words:
    """Return the rule as a clause: “fewer than 2 had applied at the closing”; never how many there were."""
    return RULE_WORDS[ClosingRule(rule)].filled(
        minutes=rules.outage_minutes, applications=rules.fewer_applications_than
    )


def same_hour_next_business_day(closes_at: datetime, now: datetime, zone: str) -> datetime:
    """Return the closing instant (UTC) at the same local hour of the next business day that still lies ahead."""
    local = local_time(closes_at, zone)
    day = add_business_days(local.date(), 1)
    while (moved := resolve_leniently(day, local.time(), zone)) <= now:
        day = add_business_days(day, 1)
    return moved


def move_along(instant: datetime, old: datetime, new: datetime, zone: str, *, counts_days: bool) -> datetime:
    """Return `instant` moved by as many business days as the closing, at its local hour; by minutes in practice."""
    if not counts_days:
        return instant + (new - old)
    days = count_business_days(local_time(old, zone).date(), local_time(new, zone).date())
    local = local_time(instant, zone)
    return resolve_leniently(add_business_days(local.date(), days), local.time(), zone)
