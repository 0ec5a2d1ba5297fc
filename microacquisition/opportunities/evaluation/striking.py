"""Take an application out: its supplier was told and heard, then two people sign. Before and in the order alike."""

from collections.abc import Iterable
from datetime import datetime

from microacquisition.common.read_once import read_once
from microacquisition.opportunities.evaluation.letters import complaint_day, write_to_applicant
from microacquisition.opportunities.evaluation.models import Strike, StrikeNotice
from microacquisition.opportunities.evaluation.queries import digest_data, standing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Outcome, Situation, list_live_signatures
from microacquisition.process.rules.striking import StrikeFacts
from microacquisition.records.events import keep_text
from microacquisition.site.clock import current_instant


@read_once
def live_notices(opportunity: Opportunity) -> list[StrikeNotice]:
    """Return what suppliers whose application stands were told and nobody dropped, the oldest first."""
    rows = StrikeNotice.objects.filter(
        application__opportunity=opportunity, application__strike=None, dropped_at=None
    )
    return list(rows.select_related("application__opportunity", "told_by").order_by("told_at"))


def is_heard(notice: StrikeNotice) -> bool:
    """True once the supplier answered, or the time to answer has passed."""
    return notice.answered_at is not None or current_instant() >= notice.answer_by


def heard_since(situation: Situation) -> datetime | None:
    """Return since when two people are waited for: the first answer, or the end of the time to answer."""
    heard = [notice for notice in live_notices(situation.on) if is_heard(notice)]
    return min((notice.answered_at or notice.answer_by for notice in heard), default=None)


def notices_to_decide(opportunity: Opportunity) -> list[Opportunity]:
    """Two people are waited for once a supplier was heard."""
    return [opportunity] if any(is_heard(notice) for notice in live_notices(opportunity)) else []


def may_be_struck(opportunity: Opportunity) -> Iterable[Opportunity]:
    """At any other time after the opening, a supplier may be told."""
    opened = opportunity.applications_opened_at is not None
    return [opportunity] if opened and not notices_to_decide(opportunity) else []


def find_notice(opportunity: Opportunity, application_id: str) -> StrikeNotice | None:
    """Return what the supplier of this application was told, while it is neither dropped nor decided."""
    rows = [each for each in live_notices(opportunity) if each.application_id == application_id]
    return rows[0] if rows else None


def gather_strike(situation: Situation) -> StrikeFacts:
    """The facts of striking one application."""
    key = str(situation.given.get("application_id", ""))
    notice = find_notice(situation.on, key)
    return StrikeFacts(
        can_be_struck=key in {each.pk for each in standing_applications(situation.on)},
        told=notice is not None,
        heard=notice is not None and is_heard(notice),
    )


def digest_strike(situation: Situation) -> str:
    """Return SHA-256, in hex, of which application is struck, why, and what its supplier answered.

    Without a form: of what is already signed, empty where that was dropped since.
    """
    given = situation.given
    if "application_id" in given and situation.step.code in ("strike", "strike_from_order"):
        notice = find_notice(situation.on, str(given["application_id"]))
        return digest_notice(notice) if notice else ""
    waiting = next(
        (each for each in list_live_signatures(situation.on) if each.step.startswith("strike")), None
    )
    known = {digest_notice(notice) for notice in live_notices(situation.on)}
    return waiting.digest if waiting and waiting.digest in known else ""


def give_notice_waiting(opportunity: Opportunity) -> dict[str, object] | None:
    """Return what a second signature on paper stands for: the strike that one person signed; None before that."""
    signed = {each.digest for each in list_live_signatures(opportunity) if each.step.startswith("strike")}
    notices = [each for each in live_notices(opportunity) if digest_notice(each) in signed]
    return {"application_id": notices[0].application_id} if notices else None


def digest_notice(notice: StrikeNotice) -> str:
    """Return SHA-256, in hex, of the application, the reason’s code and words, and the answer."""
    told = {name: getattr(notice, name) for name in ("application_id", "reason_code", "reason", "answer")}
    return digest_data({"format": "MA-STRIKE-2", **told})


def strike(situation: Situation, facts: StrikeFacts) -> Outcome:
    """Take the application out; it is judged and drawn no more."""
    return keep_strike(situation)


def keep_strike(situation: Situation) -> Outcome:
    """Write the strike down, tell its supplier, and return its event's facts."""
    notice = find_notice(situation.on, situation.given["application_id"])
    if notice is None:
        raise LookupError("Nobody is struck without having been told.")
    Strike.objects.create(
        application=notice.application, reason_code=notice.reason_code, reason=notice.reason,
        struck_at=situation.now,
    )  # fmt: skip
    programme, opportunity = situation.programme, situation.on
    return Outcome(
        facts={
            "application": notice.application_id,
            "reason": notice.reason_code,
            "answered": "yes" if notice.answered_at else "no",
        },
        digests={"reason": keep_text(notice.reason)},
        letters=write_to_applicant(
            notice.application, "evaluation/struck", "strike_notice",
            lambda language: {
                "reason": name_reason(notice, language),
                "explanation": notice.reason,
                "complaint_until": complaint_day(opportunity, language),
                "complaint_body": programme.complaint_body.in_language(language),
            },
        ),
    )  # fmt: skip


def name_reason(notice: StrikeNotice | Strike, language: str) -> str:
    """Return the reason as the program’s list says it."""
    listed = notice.application.opportunity.programme.reasons_to_strike
    return next((each.words.in_language(language) for each in listed if each.code == notice.reason_code), "")
