"""Hear a supplier before their application may be struck: told, answered, or dropped; events beside the steps."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from microacquisition.common.dates import format_instant, write_machine_instant
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.evaluation.judging import who_freezes
from microacquisition.opportunities.evaluation.letters import write_to_applicant
from microacquisition.opportunities.evaluation.models import StrikeNotice
from microacquisition.opportunities.evaluation.queries import find_assignment, standing_applications
from microacquisition.opportunities.evaluation.striking import find_notice, name_reason
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.situation import Letter, NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.lifecycle import BEFORE_WORK
from microacquisition.process.roles import Role
from microacquisition.process.rules.striking import NOT_NOW, TellingFacts, may_be_told
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant


def tells_suppliers(user: User, opportunity: Opportunity) -> bool:
    """True for an officer there who does not evaluate."""
    return is_officer_of(user, opportunity) and find_assignment(opportunity, user) is None


def tell_supplier(opportunity: Opportunity, user: User, given: Mapping[str, Any], language: str) -> None:
    """Tell a supplier why their application may be struck, and until when they may answer.

    NotYours where it is not the person's to do, Refused where there is nothing to be told now.
    """
    with transaction.atomic():
        locked = _lock(opportunity, user)
        key, now = str(given["application_id"]), current_instant()
        standing = {each.pk: each for each in standing_applications(locked)}
        reasons = may_be_told(
            TellingFacts(
                can_be_struck=key in standing,
                told=find_notice(locked, key) is not None,
                reason_is_listed=given["reason_code"]
                in {each.code for each in locked.programme.reasons_to_strike},
                has_words=bool(given["reason"].strip()),
            )
        )
        if reasons:
            raise Refused(reasons)
        zone = locked.zone or locked.programme.zone
        notice = StrikeNotice.objects.create(
            application=standing[key], reason_code=given["reason_code"], reason=given["reason"],
            told_by=user, told_at=now, answer_by=locked.programme.windows.strike_answer.after(now, zone),
        )  # fmt: skip
        letters = write_to_applicant(
            notice.application, "evaluation/strike_notice", "strike_notice",
            lambda language: {
                "reason": name_reason(notice, language),
                "explanation": notice.reason,
                "answer_by": format_instant(notice.answer_by, zone, language),
            },
        )  # fmt: skip
        facts = {"reason": notice.reason_code, "answer_by": write_machine_instant(notice.answer_by)}
        _record(
            "tell_strike",
            notice,
            Doer(str(user.pk), Role.OFFICER.value, language),
            notice.reason,
            letters,
            facts,
        )


def answer_notice(notice: StrikeNotice, user: User, answer: str, language: str) -> None:
    """Keep what the supplier answers, once and in time; officers and advisors are told. Refused when it is too late."""
    with transaction.atomic():
        opportunity = _lock_only(notice.application.opportunity)
        held = StrikeNotice.objects.select_for_update().get(pk=notice.pk)
        now = current_instant()
        if not may_be_answered(held):
            raise Refused([NOT_NOW])
        held.answer, held.answered_at = answer, now
        held.save(update_fields=["answer", "answered_at"])
        letters = write_to(
            who_freezes(opportunity), "evaluation/strike_answered", opportunity, link=address_of("strike"),
            values=lambda language: {"application_id": held.application_id, "answer": answer},
        )  # fmt: skip
        doer = Doer(str(user.pk), Role.SUPPLIER.value, language)
        _record("answer_strike", held, doer, answer, letters, {})


def drop_notice(
    opportunity: Opportunity, user: User, application_id: str, reason: str, language: str
) -> None:
    """Let the application stand, say why, and tell its supplier."""
    with transaction.atomic():
        locked = _lock(opportunity, user)
        notice = find_notice(locked, application_id)
        if notice is None:
            raise NotYours
        notice.dropped_because, notice.dropped_at = reason, current_instant()
        notice.save(update_fields=["dropped_because", "dropped_at"])
        letters = write_to_applicant(
            notice.application,
            "evaluation/strike_dropped",
            "strike_notice",
            lambda language: {"reason": reason},
        )
        _record("drop_strike", notice, Doer(str(user.pk), Role.OFFICER.value, language), reason, letters, {})


def may_be_answered(notice: StrikeNotice) -> bool:
    """True while the supplier may answer: not answered, dropped or struck, and in time."""
    return (
        notice.answered_at is None
        and notice.dropped_at is None
        and not hasattr(notice.application, "strike")
        and notice.application.opportunity.state in BEFORE_WORK
        and current_instant() < notice.answer_by
    )


def _lock(opportunity: Opportunity, user: User) -> Opportunity:
    locked = _lock_only(opportunity)
    if not tells_suppliers(user, locked):
        raise NotYours
    if locked.state not in BEFORE_WORK or locked.applications_opened_at is None:
        raise Refused([NOT_NOW])
    return locked


def _lock_only(opportunity: Opportunity) -> Opportunity:
    return Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)


def _record(
    code: str, notice: StrikeNotice, doer: Doer, text: str, letters: list[Letter], facts: Mapping[str, object]
) -> None:
    opportunity = notice.application.opportunity
    event = write_event(
        opportunity.stream,
        code,
        doer,
        ("application", notice.application_id),
        facts=facts,
        digests={"text": keep_text(text)},
    )
    for letter in letters:
        post_letter(letter, event.pk, opportunity)
