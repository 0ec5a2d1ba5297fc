"""What changed since the posting, newest first: amendments and moved closings, for the public and for applicants."""

from dataclasses import dataclass, field
from datetime import datetime

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import instant_words
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import Amendment, ClosingChange
from microacquisition.opportunities.posting.statement_changes import Change, compare_versions
from microacquisition.opportunities.statement.section_pages import label_section
from microacquisition.process.rules.extending import describe_closing_rule, list_closing_rules

CLOSING_MOVED = Words(en="Updated: closing moved", fr="Mise à jour\xa0: clôture reportée")
AMENDED = Words(en="Amended: {section}", fr="Modifiée\xa0: {section}")
CLOSING = Words(en="Closing", fr="Clôture")
BY_RULE = Words(
    en="Moved by the clock under a rule published at opening: {rule}.",
    fr="Reportée par l’horloge selon une règle publiée à l’ouverture\xa0: {rule}.",
)


@dataclass(frozen=True)
class PublicChange:
    """One change: what, why (people's words, or the rule), before and after."""

    at: datetime
    what: Words
    changes: list[Change]
    reason: Bilingual = field(default_factory=Bilingual)
    rule: Words | None = None


def list_changes(opportunity: Opportunity, since: datetime | None = None) -> list[PublicChange]:
    """Return what changed in public, newest first; `since` leaves out what came before it."""
    moved = [describe_move(opportunity, row) for row in opportunity.closing_changes.all()]
    rows = opportunity.amendments.select_related("before", "after")
    amended = [describe_amendment(opportunity, row) for row in rows]
    found = [change for change in [*moved, *amended] if since is None or change.at > since]
    return sorted(found, key=lambda change: change.at, reverse=True)


def list_rules(opportunity: Opportunity) -> list[Words]:
    """Return the rules, published at opening, by which the clock itself moves this closing."""
    return list_closing_rules(opportunity.programme.extension)


def describe_move(opportunity: Opportunity, row: ClosingChange) -> PublicChange:
    """Return what a moved closing says in public."""
    zone = opportunity.zone or opportunity.programme.zone
    change = Change(CLOSING, instant_words(row.old_closes_at, zone), instant_words(row.new_closes_at, zone))
    rule = (
        BY_RULE.filled(rule=describe_closing_rule(row.rule, opportunity.programme.extension))
        if row.rule
        else None
    )
    return PublicChange(row.at, CLOSING_MOVED, [change], row.reason, rule)


def describe_amendment(opportunity: Opportunity, row: Amendment) -> PublicChange:
    """Return what an amendment says in public; `row` has its versions before and after."""
    zone = opportunity.zone or opportunity.programme.zone
    changes = compare_versions(row.before.body, row.after.body, zone)
    return PublicChange(row.at, AMENDED.filled(section=label_section(row.section)), changes, row.reason)
