"""Verbs before an agreement ends early: the notice of default, the announced share, the supplier's answer to it."""

from collections.abc import Mapping

from microacquisition.common.dates import format_instant
from microacquisition.common.money import format_money
from microacquisition.opportunities.delivery.actions import (
    agreement_in_force,
    tell_client,
    tell_officers,
    tell_supplier,
)
from microacquisition.opportunities.delivery.models import ShareAnswer
from microacquisition.opportunities.delivery.moves import zone_of
from microacquisition.opportunities.delivery.queries import DEFAULT_NOTICE, SHARE, announced_share
from microacquisition.opportunities.delivery.termination import give_notice, sum_share
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.process.rules.termination import HEARD_WITHIN, TerminationFacts
from microacquisition.records.events import keep_text


def give_default_notice(situation: Situation, facts: TerminationFacts) -> Outcome:
    """Tell the supplier in writing until when they can still deliver; nothing ends yet."""
    agreement, given, zone = agreement_in_force(situation.on), situation.given, zone_of(situation.on)
    notice = give_notice(situation, agreement, DEFAULT_NOTICE, until=given["cure_by"])

    def values(language: str) -> Mapping[str, str]:
        return {
            "reason": notice.text,
            "supplier_name": str(agreement.supplier),
            "until": format_instant(given["cure_by"], zone, language),
        }

    return Outcome(
        facts={"cure_by": given["cure_by"].isoformat()},
        digests={"reason": keep_text(notice.text)},
        letters=[
            *tell_supplier(situation, agreement, "default_notice", values),
            *tell_client(situation, "default_notice_client", values),
        ],
    )


def announce_convenience(situation: Situation, facts: TerminationFacts) -> Outcome:
    """Tell the supplier that the need ends, and what share of the work counts as done; they are heard on it."""
    agreement, zone = agreement_in_force(situation.on), zone_of(situation.on)
    percent: int = situation.given["percent"]
    until = HEARD_WITHIN.after(situation.now, zone)
    notice = give_notice(situation, agreement, SHARE, percent, until=until)
    amount = sum_share(agreement, percent)

    def values(language: str) -> Mapping[str, str]:
        return {
            "reason": notice.text,
            "percent": str(percent),
            "amount": format_money(amount, language),
            "until": format_instant(until, zone, language),
        }

    return Outcome(
        facts={"percent": percent, "amount_cents": amount, "answer_by": until.isoformat()},
        digests={"reason": keep_text(notice.text)},
        letters=tell_supplier(situation, agreement, "convenience_announced", values),
    )


def answer_convenience(situation: Situation, facts: TerminationFacts) -> Outcome:
    """Keep what the supplier says of the share, and tell the officer, who decides."""
    agreement, given = agreement_in_force(situation.on), situation.given
    notice = announced_share(agreement)
    if notice is None:
        raise LookupError("Rules let through an answer to nothing.")
    percent = notice.percent if given["agrees"] else given["percent"]
    ShareAnswer.objects.create(
        notice=notice,
        agrees=given["agrees"],
        percent=percent,
        text=given["reason"],
        given_by=situation.person,
        given_at=situation.now,
    )

    def values(language: str) -> Mapping[str, str]:
        return {
            "supplier_name": str(agreement.supplier),
            "percent": str(percent),
            "reason": given["reason"] or "–",
        }

    return Outcome(
        facts={"agrees": "yes" if given["agrees"] else "no", "percent": percent or 0},
        digests={"reason": keep_text(given["reason"])},
        letters=tell_officers(situation, "convenience_answered", values),
    )
