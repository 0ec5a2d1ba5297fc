"""Saves of the statement while it is drafted: no steps of the lifecycle, but each leaves an event and an author."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction

from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.models import Statement, StatementAuthor
from microacquisition.opportunities.statement.queries import may_write
from microacquisition.opportunities.statement.section_pages import describe_section, fingerprint_section
from microacquisition.opportunities.statement.snapshot import describe_statement, spell, write_snapshot
from microacquisition.people.models import User
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.roles import Role
from microacquisition.process.rules.engine import wrong_state
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant

Fill = Callable[[Statement], None]


class SavedInBetween(Exception):
    """Somebody saved the same section after the page was drawn; nothing was changed."""


def save_section(
    opportunity_id: UUID, user: User, language: str, section: str, fingerprint: str, fill: Fill
) -> Statement:
    """Let `fill` write one section on the locked statement, with its event and author.

    Raises NotYours, Refused (409) and SavedInBetween; in all of them nothing changes.
    """
    with transaction.atomic():
        statement = lock_draft(opportunity_id, user)
        before = describe_section(statement, section)
        stale = fingerprint_section(statement, section) != fingerprint
        languages = write_draft(statement, fill)
        changed = describe_section(statement, section) != before
        if stale and changed:
            # What was typed differs from what somebody else saved: only a person can choose.
            raise SavedInBetween
        if changed:
            record_save(statement, user, language, "save_statement", languages, {"section": section})
        return statement


def lock_draft(opportunity_id: UUID, user: User) -> Statement:
    """Lock the opportunity and return its statement for writing; NotYours, or Refused when it is not being drafted."""
    opportunity = Opportunity.objects.select_for_update(of=("self",)).filter(pk=opportunity_id).first()
    if opportunity is None or not may_write(user, opportunity):
        raise NotYours("save_statement")
    if reasons := reasons_not_to_write(opportunity):
        raise Refused(reasons)
    statement = Statement.objects.get(opportunity=opportunity)
    statement.opportunity = opportunity
    return statement


def reasons_not_to_write(opportunity: Opportunity) -> list[Words]:
    """Return why the statement is not written now; empty while it is drafted."""
    if opportunity.state == "DRAFTING":
        return []
    return [wrong_state(STEPS["submit_for_review"], opportunity.state)]


def write_draft(statement: Statement, fill: Fill) -> set[str]:
    """Let `fill` change the statement, save it, and return the languages whose text changed."""
    before = describe_statement(statement)
    fill(statement)
    statement.save()
    statement.opportunity.save(update_fields=["title_en", "title_fr"])
    return languages_changed(before, describe_statement(statement))


def record_save(
    statement: Statement,
    user: User,
    language: str,
    code: str,
    languages: Iterable[str],
    facts: dict[str, object],
) -> None:
    """Number the save, name its author for ever, and write its event with the digest of the whole statement."""
    number_save(statement, user, set(languages) or {language})
    role = Role.OFFICER if statement.opportunity.officer_id == user.pk else Role.CLIENT
    write_event(
        statement.opportunity.stream,
        code,
        Doer(str(user.pk), role.value, language),
        ("opportunity", str(statement.opportunity_id)),
        facts={**facts, "version": statement.version},
        digests={"statement": keep_text(write_snapshot(statement))},
    )


def number_save(statement: Statement, user: User, languages: Iterable[str]) -> None:
    """Count the save, and name for ever who wrote in which languages."""
    statement.version += 1
    statement.saved_by, statement.saved_at = user, current_instant()
    statement.save(update_fields=["version", "saved_by", "saved_at"])
    for written in languages:
        StatementAuthor.objects.get_or_create(statement=statement, person=user, language=written)


def languages_changed(before: object, after: object) -> set[str]:
    """Return the languages in which a text differs between two descriptions of a statement."""
    if before == after:
        return set()
    if isinstance(before, dict) and isinstance(after, dict):
        found: set[str] = set()
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                found |= {key} if key in ("en", "fr") else languages_changed(before.get(key), after.get(key))
        return found
    if isinstance(before, list) and isinstance(after, list):
        longest = max(len(before), len(after))
        pairs = zip(_padded(before, longest), _padded(after, longest), strict=True)
        return set().union(*(languages_changed(*pair) for pair in pairs))
    whole = before or after
    return {name for name in ("en", "fr") if _holds(whole, name)}


def _padded(rows: list[object], length: int) -> list[object]:
    return [*rows, *[spell(None)] * (length - len(rows))]


def _holds(row: object, language: str) -> bool:
    text = row.get("text") if isinstance(row, dict) else None
    return isinstance(text, dict) and bool(text.get(language))
