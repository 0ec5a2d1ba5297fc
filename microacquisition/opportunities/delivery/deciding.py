"""What the program officer must decide while work is in trouble: a warning, a date that passed, a notice that ran out."""

from datetime import datetime

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.delivery.actions import agreement_in_force, tell_client, tell_supplier
from microacquisition.opportunities.delivery.extensions import proposals_of
from microacquisition.opportunities.delivery.queries import (
    CANNOT_DELIVER,
    OPEN,
    announced_share,
    deliverables_of,
    live_default_notice,
    notices_of,
)
from microacquisition.opportunities.delivery.termination import give_notice
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.process.rules.termination import DecisionFacts
from microacquisition.records.events import keep_text

DECISION = "decision"


def gather_decision(situation: Situation) -> DecisionFacts:
    """The facts of work in trouble."""
    return DecisionFacts(is_awaited=decision_awaited_since(situation) is not None)


def decision_awaited_since(situation: Situation) -> datetime | None:
    """Return since when the officer must decide what happens with the work; None where nothing new happened."""
    agreement = live_agreement(situation.on)
    if agreement is None or not any(each.state in OPEN for each in deliverables_of(agreement)):
        return None
    last = max(_happened(agreement, situation.now), default=None)
    decided = max(_decided(agreement), default=None)
    return None if last is None or (decided is not None and decided >= last) else last


def _happened(agreement: Agreement, now: datetime) -> list[datetime]:
    """When the supplier warned, when a date passed without a delivery, when a notice ran out or was answered."""
    work = deliverables_of(agreement)
    if any(each.state == "DELIVERED" for each in work):
        return _heard(agreement, now)
    late = [each.due_at for each in work if each.state == "DUE" and each.due_at <= now]
    warned = [each.given_at for each in notices_of(agreement) if each.kind == CANNOT_DELIVER]
    return [*late, *warned, *_heard(agreement, now)]


def _heard(agreement: Agreement, now: datetime) -> list[datetime]:
    """When a notice ran out or was answered."""
    heard = []
    for notice in (live_default_notice(agreement), announced_share(agreement)):
        if notice is not None and notice.until is not None and notice.until <= now:
            heard.append(notice.until)
        if notice is not None and hasattr(notice, "answer"):
            heard.append(notice.answer.given_at)
    return heard


def _decided(agreement: Agreement) -> list[datetime]:
    """When the officer last answered: by a decision, a notice, or a date proposed or answered."""
    notices = [each.given_at for each in notices_of(agreement) if each.kind != CANNOT_DELIVER]
    proposals = proposals_of(agreement)
    answers = [each.answered_at if each.by_supplier else each.proposed_at for each in proposals]
    return [*notices, *(at for at in answers if at is not None)]


def decide_on_work(situation: Situation, facts: DecisionFacts) -> Outcome:
    """Keep what was agreed without a new date or an end, and tell both sides."""
    agreement, reason = agreement_in_force(situation.on), situation.given["reason"]
    give_notice(situation, agreement, DECISION)
    letters = [
        *tell_supplier(situation, agreement, "work_goes_on", lambda language: {"reason": reason}),
        *tell_client(situation, "work_goes_on_client", lambda language: {"reason": reason}),
    ]
    return Outcome(digests={"reason": keep_text(reason)}, letters=letters)
