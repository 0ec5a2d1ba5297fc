"""Verbs of the exceptions: early warning, termination for default or for convenience."""

from collections.abc import Mapping
from datetime import datetime

from microacquisition.common.dates import format_instant
from microacquisition.common.money import format_money
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.delivery.actions import (
    agreement_in_force,
    tell_client,
    tell_officers,
    tell_supplier,
)
from microacquisition.opportunities.delivery.models import Deliverable, DeliveryNotice
from microacquisition.opportunities.delivery.moves import zone_of
from microacquisition.opportunities.delivery.queries import CANNOT_DELIVER, OPEN
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.process.rules.termination import TerminationFacts, share_of
from microacquisition.records.events import keep_text


def say_cannot_deliver(situation: Situation, facts: TerminationFacts) -> Outcome:
    """Keep the supplier's early warning: not a default; officer and client decide with them what happens."""
    agreement, reason = agreement_in_force(situation.on), situation.given["reason"]
    give_notice(situation, agreement, CANNOT_DELIVER)

    def values(language: str) -> Mapping[str, str]:
        return {"supplier_name": str(agreement.supplier), "reason": reason}

    told = tell_officers(situation, "cannot_deliver", values)
    known = {letter.recipient.key for letter in told}
    team = tell_client(situation, "cannot_deliver", values)
    return Outcome(
        digests={"reason": keep_text(reason)},
        letters=[*told, *(letter for letter in team if letter.recipient.key not in known)],
    )


def terminate_for_default(situation: Situation, facts: TerminationFacts) -> Outcome:
    """End the agreement without payment; the next in order may be asked while somebody is left."""
    agreement, reason = agreement_in_force(situation.on), situation.given["reason"]
    give_notice(situation, agreement, "default")
    agreement.ended_at, agreement.ended_because = situation.now, "default"
    agreement.save(update_fields=["ended_at", "ended_because"])
    RankedApplication.objects.filter(application=agreement.offer.application).update(
        passed_over_at=situation.now, passed_over_because="defaulted"
    )

    def values(language: str) -> Mapping[str, str]:
        return {"reason": reason, "supplier_name": str(agreement.supplier)}

    return Outcome(
        to_state="RANKED" if facts.somebody_is_left else "TERMINATED",
        digests={"reason": keep_text(reason)},
        letters=[
            *tell_supplier(situation, agreement, "terminated_for_default", values),
            *tell_client(situation, "terminated_client", values),
        ],
        following=[("give_up", str(row.pk), {}) for row in _open_deliverables(agreement)],
    )


def terminate_for_convenience(situation: Situation, facts: TerminationFacts) -> Outcome:
    """The need ended: the share of the work done becomes the last deliverable, accepted at its price."""
    agreement, given = agreement_in_force(situation.on), situation.given
    percent: int = given["percent"]
    give_notice(situation, agreement, "convenience", percent)
    rows, amount = _open_deliverables(agreement), sum_share(agreement, percent)

    def values(language: str) -> Mapping[str, str]:
        return {
            "reason": given["reason"],
            "supplier_name": str(agreement.supplier),
            "percent": str(percent),
            "amount": format_money(amount, language),
            "delivery_date": format_instant(agreement.delivery_at, zone_of(situation.on), language),
        }

    return Outcome(
        facts={"percent": percent, "amount_cents": amount},
        digests={"reason": keep_text(given["reason"])},
        letters=[
            *tell_supplier(situation, agreement, "terminated_for_convenience", values),
            *tell_client(situation, "terminated_client", values),
        ],
        following=[("accept_share", str(row.pk), {"percent": percent}) for row in rows],
    )


def accept_share(situation: Situation, facts: TerminationFacts) -> Outcome:
    """The deliverable is accepted at the share of its price."""
    deliverable: Deliverable = situation.subject
    whole, percent = deliverable.price_cents, situation.given["percent"]
    deliverable.price_cents, deliverable.accepted_at = share_of(whole, percent), situation.now
    deliverable.save(update_fields=["price_cents", "accepted_at"])
    return Outcome(
        to_state="ACCEPTED",
        facts={"whole_cents": whole, "percent": percent, "price_cents": deliverable.price_cents},
    )


def give_up(situation: Situation, facts: TerminationFacts) -> Outcome:
    """Nothing more is expected of this deliverable."""
    return Outcome(to_state="CANCELLED")


def sum_share(agreement: Agreement, percent: int) -> int:
    """Return that percent of what is not accepted yet, in cents."""
    return sum(share_of(row.price_cents, percent) for row in _open_deliverables(agreement))


def give_notice(
    situation: Situation,
    agreement: Agreement,
    kind: str,
    percent: int | None = None,
    *,
    until: datetime | None = None,
) -> DeliveryNotice:
    """Keep a notice with the words typed."""
    return DeliveryNotice.objects.create(
        agreement=agreement,
        kind=kind,
        text=situation.given["reason"],
        percent=percent,
        until=until,
        given_by=situation.person,
        given_at=situation.now,
    )


def _open_deliverables(agreement: Agreement) -> list[Deliverable]:
    return list(agreement.deliverables.filter(state__in=OPEN).order_by("place"))
