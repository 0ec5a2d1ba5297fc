"""Amending while open: the section as typed is tried, judged and written, and both versions stay in public."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db import transaction

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.read_once import reading_anew
from microacquisition.opportunities.funding.queries import find_form, find_live_reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.extending import tell_everybody
from microacquisition.opportunities.posting.models import Amendment
from microacquisition.opportunities.posting.statement_changes import Change, compare_versions
from microacquisition.opportunities.posting.translations import join_texts, list_texts
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.opportunities.statement.actions import keep_version
from microacquisition.opportunities.statement.models import Statement, StatementAuthor, StatementVersion
from microacquisition.opportunities.statement.queries import describe_facts, find_statement
from microacquisition.opportunities.statement.saving import write_draft
from microacquisition.opportunities.statement.section_pages import (
    describe_section,
    fingerprint_section,
    label_section,
)
from microacquisition.opportunities.statement.snapshot import write_snapshot
from microacquisition.process.rules.amending import AmendmentFacts
from microacquisition.records.events import keep_text

Fill = Callable[[Statement], None]
PUBLIC_VERSIONS = (StatementVersion.Why.POSTED, StatementVersion.Why.AMENDED)


def gather_amendment(situation: Situation) -> AmendmentFacts:
    """The facts of an amendment: what holds before anything is typed, and the statement as it would then stand."""
    opportunity, programme, given = situation.on, situation.programme, situation.given
    zone, closes_at = opportunity.zone or programme.zone, opportunity.closes_at
    window = programme.windows.amendments_until_before_closing
    facts = AmendmentFacts(
        now=situation.now,
        closes_at=closes_at,
        cut_off=window.before(closes_at, zone) if closes_at else None,
        zone=zone,
        languages_required=programme.languages,
    )
    fill: Fill | None = given.get("fill")
    if fill is None:
        return facts
    reason: Bilingual = given["reason"]
    facts = replace(
        facts,
        section=given["section"],
        reasons=(("en", reason.en), ("fr", reason.fr)),
        reserved_cents=_price_that_is_reserved(opportunity),
    )
    return _try_out(opportunity, facts, fill, given.get("fingerprint", ""))


def _try_out(opportunity: Opportunity, facts: AmendmentFacts, fill: Fill, fingerprint: str) -> AmendmentFacts:
    """Write what was typed, look at it, and take it back."""
    with reading_anew(), transaction.atomic():
        point = transaction.savepoint()
        statement = _read_statement(opportunity)
        before = describe_section(statement, facts.section)
        criteria = _criteria(statement)
        stale = fingerprint not in ("", fingerprint_section(statement, facts.section))
        write_draft(statement, fill)
        statement = _read_statement(opportunity)
        texts, now = list_texts(statement), _criteria(statement)
        tried = replace(
            facts,
            changed=describe_section(statement, facts.section) != before,
            changed_meanwhile=stale,
            criteria_kept=criteria.keys() == now.keys()
            and all(now[code] >= words for code, words in criteria.items()),
            statement=describe_facts(statement),
            text_en=join_texts(texts, "en"),
            text_fr=join_texts(texts, "fr"),
        )
        transaction.savepoint_rollback(point)
    return tried


def preview_changes(opportunity: Opportunity, fill: Fill) -> list[Change]:
    """Return before and after, as the public would read them, without changing anything."""
    with reading_anew(), transaction.atomic():
        point = transaction.savepoint()
        statement = _read_statement(opportunity)
        before = write_snapshot(statement)
        write_draft(statement, fill)
        after = write_snapshot(_read_statement(opportunity))
        transaction.savepoint_rollback(point)
    return compare_versions(before, after, opportunity.zone or opportunity.programme.zone)


def amend(situation: Situation, facts: AmendmentFacts) -> Outcome:
    """Write the section, keep both versions and the reason, tell everybody; applications stand."""
    opportunity, given = situation.on, situation.given
    reason: Bilingual = given["reason"]
    before = opportunity.versions.filter(why__in=PUBLIC_VERSIONS).order_by("number").last()
    if before is None:
        raise LookupError("What is open was posted.")
    statement = find_statement(opportunity)
    statement.opportunity = opportunity
    if before.body != write_snapshot(statement):  # the closing was moved since, and dates with it
        before = keep_version(situation, StatementVersion.Why.AMENDED)
    for language in write_draft(statement, given["fill"]):
        StatementAuthor.objects.get_or_create(statement=statement, person=situation.person, language=language)
    statement.version += 1
    statement.saved_by, statement.saved_at = situation.person, situation.now
    statement.save(update_fields=["version", "saved_by", "saved_at"])
    opportunity.price_cents = statement.price_cents
    opportunity.delivery_at, opportunity.delivery_local = statement.delivery_at, statement.delivery_local
    opportunity.save(update_fields=["price_cents", "delivery_at", "delivery_local"])
    after = keep_version(situation, StatementVersion.Why.AMENDED)
    Amendment.objects.create(
        opportunity=opportunity, section=facts.section, before=before, after=after, reason_en=reason.en,
        reason_fr=reason.fr, amended_by=situation.person, at=situation.now,
    )  # fmt: skip
    label = label_section(facts.section)

    def values(language: str) -> Mapping[str, str]:
        return {"section": label.in_language(language), "reason": reason.best_for(language)[0]}

    return Outcome(
        facts={"section": facts.section, "version": after.number},
        digests={
            "statement": after.digest, "reason_en": keep_text(reason.en), "reason_fr": keep_text(reason.fr),
        },
        letters=tell_everybody(opportunity, "posting/amended", values),
    )  # fmt: skip


def _read_statement(opportunity: Opportunity) -> Statement:
    """Return the statement with an opportunity of its own: trying out leaves the caller's row alone."""
    return Statement.objects.select_related("opportunity").get(opportunity_id=opportunity.pk)


def _criteria(statement: Statement) -> dict[str, int]:
    return dict(statement.applicationcriterion_set.values_list("code", "word_limit"))


def _price_that_is_reserved(opportunity: Opportunity) -> int | None:
    """Return what the reservation leaves for the price before tax, in cents; None where nothing is reserved."""
    reservation, form = find_live_reservation(opportunity), find_form(opportunity)
    if reservation is None or form is None:
        return None
    return reservation.amount_cents - form.tax_ceiling_cents
