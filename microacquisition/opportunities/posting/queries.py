"""Named reads of translations and postings, and the facts of their steps."""

import hashlib

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.canonical import write_canonical
from microacquisition.common.read_once import read_once
from microacquisition.common.words import LANGUAGES
from microacquisition.opportunities.funding.queries import transfer_is_settled
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import Translation
from microacquisition.opportunities.posting.readiness import find_not_ready
from microacquisition.opportunities.posting.translations import (
    ChangedText,
    digest_texts,
    find_changed,
    join_texts,
    list_texts,
    overlay,
    second_language,
)
from microacquisition.opportunities.signatures import Signature
from microacquisition.opportunities.situation import Situation, list_live_signatures
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.queries import list_authors, read_facts, statement_of
from microacquisition.process.price import largest_price_before_tax
from microacquisition.process.rules.cancelling import ClockFacts
from microacquisition.process.rules.posting import PostingFacts
from microacquisition.process.rules.statement import missing_sections
from microacquisition.process.rules.translation import TranslationState

BETWEEN_LANGUAGES = "\n\u2014\n"  # keeps both languages apart in the one reason of a signature


@read_once
def find_translation(statement: Statement) -> Translation | None:
    """Return the last translation submitted of exactly these texts, or None."""
    rows = Translation.objects.filter(opportunity=statement.opportunity, digest=digest_texts(statement))
    return rows.select_related("submitted_by", "approved_by").order_by("submitted_at").last()


@read_once
def is_translated(statement: Statement) -> bool:
    """True where somebody approved the translation of every text as it stands."""
    found = find_translation(statement)
    return (found is not None and found.approved_at is not None) or (
        find_approved_translation(statement) is not None and not find_untranslated(statement)
    )


@read_once
def find_approved_translation(statement: Statement) -> Translation | None:
    """Return the translation that was approved last, whatever the texts say now; None where none was."""
    rows = Translation.objects.filter(opportunity=statement.opportunity, approved_at__isnull=False)
    return rows.select_related("submitted_by", "approved_by").order_by("approved_at").last()


def find_untranslated(statement: Statement) -> list[ChangedText]:
    """Return the texts that the last approved translation does not cover: all of them before the first one."""
    approved = find_approved_translation(statement)
    return find_changed(list_texts(statement), approved.body if approved else "[]")


def needs_translation(opportunity: Opportunity) -> bool:
    """True where the program requires both languages and no translation of these texts is submitted."""
    statement = _statement(opportunity)
    return (
        len(opportunity.programme.languages) > 1
        and statement is not None
        and not find_translation(statement)
        and not is_translated(statement)
    )


def gather_translation(situation: Situation) -> TranslationState:
    """The facts of the translation: the texts as kept, or as typed, and who wrote the second language."""
    statement = _statement(situation.on)
    if statement is None:
        return TranslationState("", "", frozenset())
    language, found = second_language(statement), find_translation(statement)
    typed = situation.given.get("texts") if situation.step.code == "submit_translation" else None
    texts = overlay(list_texts(statement), language, typed or {})
    writers = {str(person) for person, written in list_authors(statement) if written == language}
    translators = writers | ({str(found.submitted_by_id)} if found else set())
    return TranslationState(
        text_en=join_texts(texts, "en"),
        text_fr=join_texts(texts, "fr"),
        translator_ids=frozenset(translators),
        approver_id=str(situation.user.pk) if situation.user else "",
        missing=tuple(each.label for each in texts if not getattr(each.text, language).strip()),
        submitted=found is not None,
        approved=is_translated(statement),
        languages=len(situation.programme.languages),
    )


def gather_posting(situation: Situation) -> PostingFacts:
    """The facts of a posting: the statement's languages and dates, what was judged, when it opens."""
    opportunity, given, programme = situation.on, situation.given, situation.programme
    statement = _statement(opportunity)
    opens_at = given.get("opens_at")
    opens_at = opens_at if opens_at and opens_at > situation.now else None
    complete = (
        {lang for lang in LANGUAGES if not missing_sections(read_facts(statement), lang)}
        if statement
        else set()
    )
    return PostingFacts(
        languages_required=programme.languages,
        languages_complete=frozenset(complete),
        translation_approved=statement is not None and is_translated(statement),
        opens_at=opens_at,
        closes_at=statement.closes_at if statement else None,
        now=situation.now,
        minimum_open_until=programme.windows.minimum_open.after(opens_at or situation.now, programme.zone),
        zone=programme.zone,
        splitting_judged_none=given.get("splitting_judged_none"),
        splitting_reason=given.get("splitting_reason", ""),
        not_ready=find_not_ready(opportunity),
        transfer_settled=transfer_is_settled(opportunity),
        repository=given.get("repository") or (statement.repository if statement else ""),
    )


def gather_clock(situation: Situation) -> ClockFacts:
    """The facts of opening, taking back and cancelling."""
    reason = reason_in(situation)
    return ClockFacts(
        now=situation.now,
        opens_at=situation.on.opens_at,
        closes_at=situation.on.closes_at if situation.state == "OPEN" else None,
        languages_required=situation.programme.languages,
        reasons=(("en", reason.en), ("fr", reason.fr)),
    )


def reason_in(situation: Situation) -> Bilingual:
    """Return the reason typed for this step, else the one the first signature gave, else nothing."""
    typed = situation.given.get("reason_both")
    if situation.step.code in ("cancel", "cancel_after_closing") and isinstance(typed, Bilingual):
        return typed
    return proposed_cancellation(situation.on)[1]


def proposed_cancellation(opportunity: Opportunity) -> tuple[Signature | None, Bilingual]:
    """Return the signature that waits for a second one to cancel, and the reason it gave."""
    waiting = next(iter(list_live_signatures(opportunity, "cancel_after_closing")), None)
    if waiting is None:
        return None, Bilingual()
    en, _separator, fr = waiting.reason.partition(BETWEEN_LANGUAGES)
    return waiting, Bilingual(en, fr)


def digest_cancellation(situation: Situation) -> str:
    """Return SHA-256, in hex, of what two people sign to cancel: which opportunity, and the reason in both languages."""
    reason = reason_in(situation)
    told = {
        "format": "MA-CANCELLATION-1",
        "opportunity": str(situation.on.pk),
        "en": reason.en,
        "fr": reason.fr,
    }
    return hashlib.sha256(write_canonical(told).encode()).hexdigest()


def largest_price(opportunity: Opportunity) -> int:
    """Return the largest fixed price before tax that the program allows, in cents."""
    programme = opportunity.programme
    if programme.cap_includes_tax:
        return largest_price_before_tax(programme.price_cap_cents, programme.highest_tax)
    return programme.price_cap_cents


def _statement(opportunity: Opportunity) -> Statement | None:
    found = statement_of(opportunity)
    if found is not None:
        found.opportunity = opportunity
    return found


def give_reason_waiting(opportunity: Opportunity) -> dict[str, object] | None:
    """Return what a paper that cancels gives: the reason of the signature that waits; None where none waits."""
    waiting, reason = proposed_cancellation(opportunity)
    return {"reason": waiting.reason, "reason_both": reason} if waiting else None
