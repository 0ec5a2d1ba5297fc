"""Disputes on the work: opened by one side, answered by the other, resolved by the program officer."""

from collections.abc import Mapping
from datetime import datetime

from microacquisition.common.read_once import read_once
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import last_agreement, last_agreement_with
from microacquisition.opportunities.delivery.actions import tell_client, tell_officers, tell_supplier
from microacquisition.opportunities.delivery.models import Dispute
from microacquisition.opportunities.letters import Values, answer_by
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.people.models import User
from microacquisition.people.queries import supplier_of
from microacquisition.process.roles import Role
from microacquisition.process.rules.disputes import DisputeFacts
from microacquisition.records.events import keep_text


@read_once
def list_disputes(opportunity: Opportunity) -> list[Dispute]:
    """Return every dispute of an opportunity, the latest first."""
    rows = Dispute.objects.filter(agreement__opportunity=opportunity)
    related = rows.select_related("agreement__supplier", "agreement__signed_by", "opened_by")
    return list(related.order_by("-opened_at"))


def open_disputes(opportunity: Opportunity) -> list[Dispute]:
    """Return the disputes that nobody has resolved yet, the latest first."""
    return [each for each in list_disputes(opportunity) if each.resolved_at is None]


def find_open_dispute(opportunity: Opportunity, user: User | None) -> Dispute | None:
    """Return the open dispute this person has to do with: a supplier's own, for others the oldest."""
    rows = open_disputes(opportunity)
    if user is not None and (agreement := _own_agreement(opportunity, user)):
        rows = [each for each in rows if each.agreement_id == agreement.pk]
    return rows[-1] if rows else None


def has_had_agreement(user: User, opportunity: Opportunity) -> bool:
    """True where the person's supplier has, or had, an agreement on this opportunity."""
    return _own_agreement(opportunity, user) is not None


def _own_agreement(opportunity: Opportunity, user: User) -> Agreement | None:
    supplier = supplier_of(user)
    return last_agreement_with(supplier, opportunity) if supplier else None


def _agreement_of(situation: Situation) -> Agreement | None:
    """The supplier's own agreement; for the client team the last one."""
    own = _own_agreement(situation.on, situation.user) if situation.user else None
    return own or last_agreement(situation.on)


def open_since(situation: Situation) -> datetime | None:
    """Return since when the open dispute waits for what is next."""
    dispute = find_open_dispute(situation.on, situation.user)
    return (dispute.answered_at or dispute.opened_at) if dispute else None


def who_answers(situation: Situation) -> frozenset[Role]:
    """Return the side that did not open the dispute; nobody where none is open."""
    dispute = find_open_dispute(situation.on, situation.user)
    return frozenset({Role.CLIENT if dispute.by_supplier else Role.SUPPLIER}) if dispute else frozenset()


def gather_opening(situation: Situation) -> DisputeFacts:
    """The facts of a dispute about to be opened on one's own agreement."""
    agreement = _agreement_of(situation)
    is_open = agreement is not None and any(
        each.agreement_id == agreement.pk for each in open_disputes(situation.on)
    )
    return DisputeFacts(has_agreement=agreement is not None, is_open=is_open, is_answered=False, is_own=False)


def gather_dispute(situation: Situation) -> DisputeFacts:
    """The facts of an open dispute."""
    dispute = find_open_dispute(situation.on, situation.user)
    is_supplier = situation.user is not None and has_had_agreement(situation.user, situation.on)
    return DisputeFacts(
        has_agreement=_agreement_of(situation) is not None,
        is_open=dispute is not None,
        is_answered=dispute is not None and dispute.answered_at is not None,
        is_own=dispute is not None and situation.user is not None and dispute.by_supplier == is_supplier,
        wrote_for_a_side=dispute is not None
        and situation.user is not None
        and situation.user.pk in (dispute.opened_by_id, dispute.answered_by_id),
    )


def open_dispute(situation: Situation, facts: DisputeFacts) -> Outcome:
    """Keep what one side writes, ask the other for an answer, tell the officers."""
    agreement = _agreement_of(situation)
    if agreement is None:
        raise LookupError("Rules let through a dispute without an agreement.")
    dispute = Dispute.objects.create(
        agreement=agreement,
        by_supplier=has_had_agreement(situation.person, situation.on),
        text=situation.given["reason"],
        opened_by=situation.person,
        opened_at=situation.now,
    )
    other = _tell_side(
        situation, dispute, "dispute_to_answer", dispute.text, supplier=not dispute.by_supplier
    )
    return Outcome(
        facts={"opened_by": "supplier" if dispute.by_supplier else "client"},
        digests={"text": keep_text(dispute.text)},
        letters=[*other, *_tell_officers(situation, dispute, "dispute_opened", dispute.text)],
    )


def answer_dispute(situation: Situation, facts: DisputeFacts) -> Outcome:
    """Keep the answer, show it to whoever opened the dispute, and ask the officer to resolve it."""
    dispute = _current(situation)
    dispute.answer, dispute.answered_by, dispute.answered_at = (
        situation.given["reason"],
        situation.person,
        situation.now,
    )
    dispute.save(update_fields=["answer", "answered_by", "answered_at"])
    opener = _tell_side(situation, dispute, "dispute_answered", dispute.answer, supplier=dispute.by_supplier)
    return Outcome(
        digests={"answer": keep_text(dispute.answer)},
        letters=[*opener, *_tell_officers(situation, dispute, "dispute_to_resolve", dispute.answer)],
    )


def resolve_dispute(situation: Situation, facts: DisputeFacts) -> Outcome:
    """Keep how it was resolved and tell both sides; the file can be completed again."""
    dispute = _current(situation)
    dispute.resolution, dispute.resolved_by, dispute.resolved_at = (
        situation.given["reason"],
        situation.person,
        situation.now,
    )
    dispute.save(update_fields=["resolution", "resolved_by", "resolved_at"])
    words = dispute.resolution
    return Outcome(
        digests={"resolution": keep_text(words)},
        letters=[
            *_tell_side(situation, dispute, "dispute_resolved", words, supplier=True),
            *_tell_side(situation, dispute, "dispute_resolved", words, supplier=False),
        ],
    )


def _current(situation: Situation) -> Dispute:
    dispute = find_open_dispute(situation.on, situation.person)
    if dispute is None:
        raise LookupError("Rules let through an answer to no dispute.")
    return dispute


def _tell_side(
    situation: Situation, dispute: Dispute, message: str, words: str, *, supplier: bool
) -> list[Letter]:
    values = _say(situation, dispute, words)
    if supplier:
        return tell_supplier(situation, dispute.agreement, message, values)
    return tell_client(situation, message, values)


def _tell_officers(situation: Situation, dispute: Dispute, message: str, words: str) -> list[Letter]:
    return tell_officers(situation, message, _say(situation, dispute, words))


def _say(situation: Situation, dispute: Dispute, words: str) -> Values:
    step = "resolve_dispute" if dispute.answered_at else "answer_dispute"
    by_when = answer_by(situation.programme, situation.now, step)

    def values(language: str) -> Mapping[str, str]:
        return {"reason": words, "supplier_name": str(dispute.agreement.supplier), **by_when(language)}

    return values
