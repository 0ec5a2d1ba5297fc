"""Verbs of the posting: translate, approve, post, take back, open, cancel."""

from django.conf import settings

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import write_machine_instant
from microacquisition.common.sealing import new_draw_secret, new_opportunity_keys
from microacquisition.common.zones import local_time
from microacquisition.opportunities.funding.queries import write_target
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import file_address, people_to_sign, public_address, write_to
from microacquisition.opportunities.opportunity import Opportunity, ReferenceCounter
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.posting.models import Cancellation, Posting, Translation
from microacquisition.opportunities.posting.queries import (
    digest_cancellation,
    find_approved_translation,
    find_translation,
    find_untranslated,
    largest_price,
    reason_in,
)
from microacquisition.opportunities.posting.translations import (
    digest_texts,
    second_language,
    write_body,
    write_texts,
)
from microacquisition.opportunities.situation import FurtherEvent, Letter, Outcome, Situation
from microacquisition.opportunities.statement.actions import keep_version
from microacquisition.opportunities.statement.models import StatementAuthor, StatementVersion
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.programmes.base import DrawMode
from microacquisition.process.roles import Role
from microacquisition.process.rules.cancelling import ClockFacts
from microacquisition.process.rules.posting import PostingFacts
from microacquisition.process.rules.translation import TranslationState
from microacquisition.records.events import keep_text

# Cleared when a posting is taken back: the opportunity is again as before it.
SET_BY_POSTING = {
    "posted_at": None, "opens_at": None, "closes_at": None, "original_closes_at": None, "closes_local": "",
    "zone": "", "delivery_at": None, "delivery_local": "", "price_cents": None, "largest_price_cents": None,
    "programme_version": None, "programme_digest": "",
}  # fmt: skip
# Kept when it is taken back: the same opportunity keeps them for ever.
SET_ONCE = (
    "reference", "public_key", "wrapped_private_key", "wrapped_draw_secret", "draw_secret_sha256",
)  # fmt: skip
TOLD_OF_CANCELLATION = (Role.OFFICER, Role.ADVISOR, Role.PAYMENT_OFFICER)


def submit_translation(situation: Situation, facts: TranslationState) -> Outcome:
    """Write the second language and ask somebody else to approve it."""
    statement = find_statement(situation.on)
    statement.opportunity = situation.on
    language = second_language(statement)
    write_texts(statement, language, situation.given["texts"])
    StatementAuthor.objects.get_or_create(statement=statement, person=situation.person, language=language)
    digest = digest_texts(statement)
    Translation.objects.create(
        opportunity=situation.on, language=language, digest=digest, body=write_body(statement),
        submitted_by=situation.person, submitted_at=situation.now,
    )  # fmt: skip
    officers, clients = _officers(situation.on), client_people(situation.on.team)
    translators = facts.translator_ids | {str(situation.person.pk)}
    others = [person for person in officers if str(person.pk) not in translators] or [
        person for person in clients if str(person.pk) not in translators
    ]
    return Outcome(
        facts={"language": language},
        digests={"texts": digest},
        letters=write_to(
            others, "posting/translation_to_approve", situation.on, link=address_of("approve_translation"),
            values=lambda language: {"answer_by": write_target(situation, "approve_translation", language)},
        ),
    )  # fmt: skip


def approve_translation(situation: Situation, facts: TranslationState) -> Outcome:
    """Approve exactly the texts that were submitted."""
    translation = find_translation(find_statement(situation.on))
    if translation is None:
        raise LookupError("The rules let a translation pass that nobody submitted.")
    translation.approved_by, translation.approved_at = situation.person, situation.now
    translation.save(update_fields=["approved_by", "approved_at"])
    return Outcome(facts={"language": translation.language}, digests={"texts": translation.digest})


def reopen_translation(situation: Situation) -> list[FurtherEvent]:
    """Return the event that opens an approved translation again, for the sections that changed; none where none did."""
    statement = find_statement(situation.on)
    approved, changed = find_approved_translation(statement), find_untranslated(statement)
    if approved is None or not changed:
        return []
    return [FurtherEvent("reopen_translation", ("translation", str(approved.pk)), {"sections": len(changed)})]


def post(situation: Situation, facts: PostingFacts) -> Outcome:
    """Fix everything the public and the database rely on, and open now or at the hour chosen."""
    opportunity, given = situation.on, situation.given
    statement = find_statement(opportunity)
    if facts.repository != statement.repository:
        statement.repository = facts.repository
        statement.save(update_fields=["repository"])
    version = keep_version(situation, StatementVersion.Why.POSTED)
    opens_at = facts.opens_at or situation.now
    programme = situation.programme
    if not opportunity.reference:
        opportunity.reference = next_reference(local_time(situation.now, programme.zone).year)
    if opportunity.public_key is None:
        opportunity.public_key, opportunity.wrapped_private_key = new_opportunity_keys(settings.OUTSIDE_KEY)
    if programme.draw_mode is DrawMode.WITNESSED and not opportunity.draw_secret_sha256:
        opportunity.wrapped_draw_secret, opportunity.draw_secret_sha256 = new_draw_secret(
            settings.OUTSIDE_KEY
        )
    _set_columns(
        opportunity, posted_at=situation.now, opens_at=opens_at, closes_at=statement.closes_at,
        original_closes_at=statement.closes_at, closes_local=statement.closes_local, zone=programme.zone,
        delivery_at=statement.delivery_at, delivery_local=statement.delivery_local,
        price_cents=statement.price_cents, largest_price_cents=largest_price(opportunity),
        programme_version=programme.version, programme_digest=programme.digest,
    )  # fmt: skip
    Posting.objects.update_or_create(
        opportunity=opportunity,
        defaults={
            "posted_by": situation.person, "posted_at": situation.now,
            "splitting_judged_none": given["splitting_judged_none"], "splitting_reason": given["splitting_reason"],
        },
    )  # fmt: skip
    told = {"opens_at": write_machine_instant(opens_at), "closes_at": _machine(statement.closes_at)}
    return Outcome(
        to_state="SCHEDULED" if facts.opens_at else "OPEN",
        facts={
            **told, "reference": opportunity.reference, "price_cents": statement.price_cents,
            "programme": programme.code, "programme_version": programme.version.isoformat(), "version": version.number,
        },
        digests={
            "statement": version.digest, "programme": programme.digest,
            "splitting": keep_text(given["splitting_reason"]),
            **({"draw_secret": opportunity.draw_secret_sha256} if opportunity.draw_secret_sha256 else {}),
        },
        letters=write_to(
            client_people(opportunity.team), "posting/opportunity_posted", opportunity, link=public_address
        ),
        wake_at=[at for at in (facts.opens_at, statement.closes_at) if at is not None],
    )  # fmt: skip


def unpost(situation: Situation, facts: ClockFacts) -> Outcome:
    """Take a posting back before it opens, with a reason; the client is told.

    The reference and the keys stay: the address was public, and the same purchase is found there once posted again.
    """
    reason = situation.given["reason"]
    for name, value in SET_BY_POSTING.items():
        setattr(situation.on, name, value)
    return Outcome(
        to_state="FUNDED",
        facts={"reference": situation.on.reference or ""},
        digests={"reason": keep_text(reason)},
        letters=write_to(
            client_people(situation.on.team), "posting/posting_taken_back", situation.on, link=file_address,
            values=lambda language: {"reason": reason},
        ),
        saved_with_state=tuple(SET_BY_POSTING),
    )  # fmt: skip


def open_opportunity(situation: Situation, facts: ClockFacts) -> Outcome:
    """The opening instant is reached: suppliers may apply."""
    return Outcome(to_state="OPEN", wake_at=[situation.on.closes_at] if situation.on.closes_at else [])


def cancel(situation: Situation, facts: ClockFacts) -> Outcome:
    """Keep the reason and tell staff, client and, in sealed letters, everybody whose application stands."""
    reason, opportunity = reason_in(situation), situation.on
    Cancellation.objects.create(
        opportunity=opportunity, reason_en=reason.en, reason_fr=reason.fr, cancelled_by=situation.person,
        cancelled_at=situation.now,
    )  # fmt: skip
    people = client_people(opportunity.team)
    for role in TOLD_OF_CANCELLATION:
        people += people_holding(role, opportunity.programme_code, opportunity.department_id)
    return Outcome(
        to_state="CANCELLED",
        digests={"reason_en": keep_text(reason.en), "reason_fr": keep_text(reason.fr)},
        letters=[
            *write_to(
                {person.pk: person for person in people}.values(), "posting/cancelled_staff", opportunity,
                link=file_address, values=lambda language: {"reason": reason.best_for(language)[0]},
            ),
            *_tell_outside(situation, reason),
        ],
    )  # fmt: skip


def ask_second_person(situation: Situation) -> list[Letter]:
    """Ask everybody who may give the second signature to cancel, with the reason."""
    reason = reason_in(situation)
    return write_to(
        people_to_sign(situation, digest_cancellation(situation)), "posting/cancellation_to_sign", situation.on,
        link=address_of("cancel_after_closing"), values=lambda language: {"reason": reason.best_for(language)[0]},
    )  # fmt: skip


def _tell_outside(situation: Situation, reason: Bilingual) -> list[Letter]:
    """Write to whoever applied; before the closing also to whoever began to, and that all stays sealed."""
    opportunity, is_open = situation.on, situation.state == "OPEN"
    people = TABLE.applicants(opportunity) + (TABLE.draft_holders(opportunity) if is_open else [])
    return write_to(
        people, "posting/cancelled_sealed" if is_open else "posting/cancelled_applicant", opportunity, sealed=True,
        link=public_address, values=lambda language: {"reason": reason.best_for(language)[0]},
    )  # fmt: skip


def next_reference(year: int) -> str:
    """Return the next reference of the year, such as MA-2026-0007, holding the counter's lock to the end."""
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"MA-{year}-{counter.last:04d}"


def _set_columns(opportunity: Opportunity, **columns: object) -> None:
    for name, value in columns.items():
        setattr(opportunity, name, value)
    opportunity.save(update_fields=[*columns, *SET_ONCE])


def _officers(opportunity: Opportunity) -> list[User]:
    return people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)


def _machine(instant: object) -> str:
    return write_machine_instant(instant) if instant is not None else ""  # type: ignore[arg-type]
