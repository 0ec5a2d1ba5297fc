"""A later delivery date that both sides agree to: proposed by one, answered by the other."""

from collections.abc import Mapping
from datetime import datetime

from microacquisition.common.dates import format_instant
from microacquisition.common.read_once import read_once
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import is_under_agreement
from microacquisition.opportunities.delivery.actions import tell_client, tell_officers, tell_supplier
from microacquisition.opportunities.delivery.models import Deliverable, ExtensionProposal
from microacquisition.opportunities.delivery.moves import EXTENSION, move_due, zone_of
from microacquisition.opportunities.delivery.queries import find_deliverable
from microacquisition.opportunities.letters import answer_by
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.process.roles import Role
from microacquisition.process.rules.extensions import ExtensionFacts, warn_of_fiscal_year
from microacquisition.records.events import keep_text

AGREED, DECLINED, REPLACED = "agreed", "declined", "replaced"


def find_due(opportunity: Opportunity) -> Deliverable | None:
    """Return the deliverable that is due under the agreement in force, or None."""
    return find_deliverable(opportunity, "DUE")


@read_once
def proposals_of(agreement: Agreement) -> list[ExtensionProposal]:
    """Return every later date proposed under an agreement, the oldest first."""
    return list(ExtensionProposal.objects.filter(deliverable__agreement=agreement).order_by("pk"))


def find_proposal(opportunity: Opportunity) -> ExtensionProposal | None:
    """Return the proposal of a later date that waits for its answer, or None."""
    deliverable = find_due(opportunity)
    if deliverable is None:
        return None
    open_ones = [each for each in proposals_of(deliverable.agreement) if each.answer == ""]
    return next((each for each in open_ones if each.deliverable_id == deliverable.pk), None)


def proposed_since(situation: Situation) -> datetime | None:
    """Return since when a proposal waits for its answer."""
    proposal = find_proposal(situation.on)
    return proposal.proposed_at if proposal else None


def who_answers(situation: Situation) -> frozenset[Role]:
    """Return the side that did not propose the date; nobody where none is proposed."""
    proposal = find_proposal(situation.on)
    return frozenset({Role.OFFICER if proposal.by_supplier else Role.SUPPLIER}) if proposal else frozenset()


def gather_proposal(situation: Situation) -> ExtensionFacts:
    """The facts of a date about to be proposed."""
    return _gather(situation, situation.given.get("due_at"))


def gather_answer(situation: Situation) -> ExtensionFacts:
    """The facts of a proposed date about to be agreed to or declined."""
    proposal = find_proposal(situation.on)
    return _gather(situation, proposal.due_at if proposal else None)


def _gather(situation: Situation, new: datetime | None) -> ExtensionFacts:
    deliverable, proposal = find_due(situation.on), find_proposal(situation.on)
    is_own = (
        proposal is not None
        and situation.user is not None
        and proposal.by_supplier == is_under_agreement(situation.user, situation.on)
    )
    return ExtensionFacts(
        work_is_due=deliverable is not None,
        due_at=deliverable.due_at if deliverable else None,
        now=situation.now,
        new_due_at=new,
        is_proposed=proposal is not None,
        is_own=is_own,
        shown_due_at=situation.given.get("shown_due_at"),
    )


def propose_extension(situation: Situation, facts: ExtensionFacts) -> Outcome:
    """Keep the proposal and ask the other side; a counter-proposal takes the place of theirs."""
    deliverable, given = find_due(situation.on), situation.given
    if deliverable is None:
        raise LookupError("Rules let through a proposal without work that is due.")
    deliverable.proposals.filter(answer="").update(
        answer=REPLACED, answered_by=situation.person, answered_at=situation.now
    )
    proposal = ExtensionProposal.objects.create(
        deliverable=deliverable,
        due_at=given["due_at"],
        reason=given["reason"],
        by_supplier=is_under_agreement(situation.person, situation.on),
        proposed_by=situation.person,
        proposed_at=situation.now,
    )
    message = "extension_asked" if proposal.by_supplier else "extension_proposed"
    return Outcome(
        facts=_describe(situation, proposal),
        digests={"reason": keep_text(proposal.reason)},
        letters=_tell_other_side(situation, proposal, message, proposal.reason),
    )


def extend_delivery(situation: Situation, facts: ExtensionFacts) -> Outcome:
    """The other side agrees: the delivery date is the proposed one from now on."""
    proposal, deliverable = _answer(situation, AGREED), situation.subject
    zone, reason = zone_of(situation.on), proposal.reason
    move = move_due(situation, deliverable, proposal.due_at, EXTENSION)

    def values(language: str) -> Mapping[str, str]:
        return {
            "delivery_date": format_instant(move.due_at, zone, language),
            "reason": reason,
        }

    return Outcome(
        facts={**_describe(situation, proposal), "old_due_at": move.old_due_at.isoformat()},
        letters=[
            *tell_supplier(situation, deliverable.agreement, "delivery_extended", values),
            *tell_client(situation, "delivery_extended_client", values),
            *tell_officers(situation, "delivery_extended_client", values),
        ],
    )


def decline_extension(situation: Situation, facts: ExtensionFacts) -> Outcome:
    """The other side does not agree: the date stays."""
    reason = situation.given["reason"]
    proposal = _answer(situation, DECLINED, reason)
    message = "extension_declined" if proposal.by_supplier else "extension_declined_officer"
    told = _tell_other_side(situation, proposal, message, reason, back=True)
    return Outcome(facts=_describe(situation, proposal), digests={"reason": keep_text(reason)}, letters=told)


def _answer(situation: Situation, answer: str, reason: str = "") -> ExtensionProposal:
    proposal = find_proposal(situation.on)
    if proposal is None:
        raise LookupError("Rules let through an answer to no proposal.")
    proposal.answer, proposal.answer_reason = answer, reason
    proposal.answered_by, proposal.answered_at = situation.person, situation.now
    proposal.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])
    return proposal


def _describe(situation: Situation, proposal: ExtensionProposal) -> dict[str, object]:
    warning = warn_of_fiscal_year(proposal.due_at, situation.now, zone_of(situation.on))
    return {
        "due_at": proposal.due_at.isoformat(),
        "proposed_by": "supplier" if proposal.by_supplier else "officer",
        "passes_fiscal_year": "yes" if warning else "no",
    }


def _tell_other_side(
    situation: Situation, proposal: ExtensionProposal, message: str, reason: str, *, back: bool = False
) -> list[Letter]:
    """Write to whoever did not propose; with `back`, to whoever did."""
    agreement, zone = proposal.deliverable.agreement, zone_of(situation.on)
    by_when = answer_by(situation.programme, situation.now, "extend_delivery")

    def values(language: str) -> Mapping[str, str]:
        return {
            **by_when(language),
            "supplier_name": str(agreement.supplier),
            "reason": reason,
            "new_date": format_instant(proposal.due_at, zone, language),
            "delivery_date": format_instant(proposal.deliverable.due_at, zone, language),
        }

    if proposal.by_supplier == back:
        return tell_supplier(situation, agreement, message, values)
    return tell_officers(situation, message, values)
