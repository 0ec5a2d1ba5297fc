"""Named reads of deliverables and deliveries, and the facts of their steps."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q

from microacquisition.common.read_once import read_once
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.delivery.models import (
    Deliverable,
    Delivery,
    DeliveryMove,
    DeliveryNotice,
)
from microacquisition.opportunities.delivery.moves import zone_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.opportunities.selection.queries import find_insertion
from microacquisition.opportunities.situation import NotYours, Situation
from microacquisition.opportunities.statement.models import AcceptanceCriterion
from microacquisition.process.rules.delivery import AssessmentFacts, DeliveryFacts
from microacquisition.process.rules.termination import TerminationFacts

OPEN = ("DUE", "DELIVERED")
CANNOT_DELIVER, DEFAULT_NOTICE, SHARE = "cannot_deliver", "default_notice", "share"


def deliverables_in(*states: str) -> Callable[[Opportunity], list[Deliverable]]:
    """Return a read of the deliverables in these states under the agreement in force, for the engine's table."""

    def read(opportunity: Opportunity) -> list[Deliverable]:
        agreement = live_agreement(opportunity)
        return [each for each in deliverables_of(agreement) if each.state in states] if agreement else []

    return read


@read_once
def deliverables_of(agreement: Agreement) -> list[Deliverable]:
    """Return the deliverables of an agreement, in order."""
    return list(agreement.deliverables.order_by("place"))


def find_deliverable(opportunity: Opportunity, *states: str) -> Deliverable | None:
    """Return the first deliverable in one of these states under the agreement in force, or None."""
    return next(iter(deliverables_in(*states)(opportunity)), None)


def lock_deliverable(opportunity: Opportunity | None, deliverable_id: str) -> Deliverable | None:
    """Lock agreement then deliverable; None where one begins. NotYours where it is not of this file."""
    if opportunity is None:
        raise NotYours("deliverable")
    list(Agreement.objects.select_for_update().filter(opportunity=opportunity))
    if not deliverable_id:
        return None
    rows = Deliverable.objects.select_for_update(of=("self",)).select_related("agreement")
    deliverable = rows.filter(pk=deliverable_id, agreement__opportunity=opportunity).first()
    if deliverable is None:
        raise NotYours("deliverable")
    return deliverable


def last_delivery(deliverable: Deliverable) -> Delivery | None:
    """Return what was handed over last, or None."""
    return deliverable.deliveries.order_by("-number").first()


@read_once
def acceptance_criteria(opportunity: Opportunity) -> list[AcceptanceCriterion]:
    """Return the work acceptance criteria of the statement, in order."""
    return list(opportunity.statement.acceptancecriterion_set.all())


@read_once
def notices_of(agreement: Agreement) -> list[DeliveryNotice]:
    """Return every notice about the work with its answer, the latest first."""
    return list(agreement.notices.select_related("answer").order_by("-given_at"))


def last_notice(agreement: Agreement, kind: str) -> DeliveryNotice | None:
    """Return the latest notice of one kind, or None."""
    return next((each for each in notices_of(agreement) if each.kind == kind), None)


@read_once
def somebody_is_left(opportunity: Opportunity, agreement: Agreement, now: datetime) -> bool:
    """True where somebody else in the order was not passed over and their reserve place is still good."""
    order = RankedApplication.objects.filter(opportunity=opportunity, passed_over_at=None)
    good = Q(valid_until=None) | Q(valid_until__gt=now)
    others = order.filter(good).exclude(application=agreement.offer.application_id)
    return others.exists() or find_insertion(opportunity) is not None


def gather_plan(situation: Situation) -> None:
    """Planning follows from the signature: nothing is judged."""


def gather_delivery(situation: Situation) -> DeliveryFacts:
    """The facts of code about to be handed over."""
    given = situation.given
    return DeliveryFacts(
        hosts=situation.programme.code_hosts,
        repository=given.get("repository", ""),
        commit=given.get("commit", ""),
        pull_request=given.get("pull_request", ""),
    )


def gather_assessment(situation: Situation) -> AssessmentFacts:
    """The facts of a delivery about to be judged."""
    criteria = tuple(criterion.code for criterion in acceptance_criteria(situation.on))
    return AssessmentFacts(criteria=criteria, verdicts=situation.given.get("verdicts"))


@read_once
def live_default_notice(agreement: Agreement) -> DeliveryNotice | None:
    """Return the notice of default that stands; one given before the date last moved no longer does."""
    notice = last_notice(agreement, DEFAULT_NOTICE)
    moves = DeliveryMove.objects.filter(deliverable__agreement=agreement)
    if notice is None or moves.filter(moved_at__gt=notice.given_at).exists():
        return None
    return notice


def announced_share(agreement: Agreement) -> DeliveryNotice | None:
    """Return the share of the work done that the supplier is heard on, or None."""
    return last_notice(agreement, SHARE)


def share_announced_since(situation: Situation) -> datetime | None:
    """Return since when an announced share waits for the supplier's answer."""
    agreement = live_agreement(situation.on)
    notice = announced_share(agreement) if agreement else None
    return notice.given_at if notice else None


def gather_termination(situation: Situation) -> TerminationFacts:
    """The facts of an agreement about to end early, of a notice, of a deliverable given up or shared."""
    agreement = live_agreement(situation.on)
    if agreement is None:
        return TerminationFacts(0, is_overdue=False, supplier_cannot=False, somebody_is_left=False)
    work = deliverables_of(agreement)
    notice, share = live_default_notice(agreement), announced_share(agreement)
    is_delivered = any(each.state == "DELIVERED" for each in work)
    return TerminationFacts(
        open_deliverables=sum(each.state in OPEN for each in work),
        is_overdue=any(each.state == "DUE" and each.due_at <= situation.now for each in work),
        supplier_cannot=last_notice(agreement, CANNOT_DELIVER) is not None and not is_delivered,
        somebody_is_left=somebody_is_left(situation.on, agreement, situation.now),
        percent=situation.given.get("percent"),
        now=situation.now,
        zone=zone_of(situation.on),
        notice_until=notice.until if notice else None,
        cure_by=situation.given.get("cure_by"),
        share_percent=share.percent if share else None,
        share_until=share.until if share else None,
        share_is_answered=share is not None and hasattr(share, "answer"),
    )
