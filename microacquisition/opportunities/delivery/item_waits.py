"""Since when an item from the client team is waited for, and by whom it is moved on."""

from datetime import datetime, time

from microacquisition.common.zones import resolve_leniently
from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.delivery.items import standings_of
from microacquisition.opportunities.delivery.moves import zone_of
from microacquisition.opportunities.situation import Situation
from microacquisition.process.roles import Role


def who_owes(situation: Situation) -> frozenset[Role]:
    """Return the client team once an item is owed; nobody waits for it before its promised day."""
    return frozenset({Role.CLIENT}) if owed_since(situation) else frozenset()


def owed_since(situation: Situation) -> datetime | None:
    """Return since when an item is owed: its promised day, or the signature; None before."""
    agreement, zone = live_agreement(situation.on), zone_of(situation.on)
    missing = [each for each in standings_of(situation) if each.handover is None]
    days = [resolve_leniently(each.expected_on, time(0), zone) for each in missing if each.expected_on]
    if agreement is None or not missing:
        return None
    first = min(days) if len(days) == len(missing) else agreement.signed_at
    return max(first, agreement.signed_at) if first <= situation.now else None


def handed_over_since(situation: Situation) -> datetime | None:
    """Return since when an item waits for the supplier's word that it arrived."""
    entered = [
        each.handover.entered_at
        for each in standings_of(situation)
        if each.handover is not None and not each.is_confirmed
    ]
    return min(entered, default=None)
