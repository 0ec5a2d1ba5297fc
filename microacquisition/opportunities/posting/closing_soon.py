"""Closing soon: in the last hours a page says how long is left, beside the instant itself."""

from datetime import datetime, timedelta

from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity, public_status

LAST_HOURS = timedelta(hours=12)
LESS_THAN_A_MINUTE = Words(en="in less than a minute", fr="dans moins d’une minute")


def is_closing_soon(opportunity: Opportunity, now: datetime) -> bool:
    """True in the last 12 hours before the closing."""
    closes_at = opportunity.closes_at
    return (
        public_status(opportunity, now) == "open" and closes_at is not None and closes_at - now <= LAST_HOURS
    )


def describe_time_left(opportunity: Opportunity, now: datetime) -> Words | None:
    """Return `in 3 hours and 20 minutes` in the last 12 hours, in whole minutes, never too many; None before."""
    if not is_closing_soon(opportunity, now) or opportunity.closes_at is None:
        return None
    hours, minutes = divmod(int((opportunity.closes_at - now).total_seconds() // 60), 60)
    counted = [
        Words(
            en=f"{number} {name}{'s' if number > 1 else ''}",
            fr=f"{number}\xa0{nom}{'s' if number > 1 else ''}",
        )
        for number, name, nom in ((hours, "hour", "heure"), (minutes, "minute", "minute"))
        if number
    ]
    if not counted:
        return LESS_THAN_A_MINUTE
    return Words(
        en="in " + " and ".join(each.en for each in counted),
        fr="dans " + " et ".join(each.fr for each in counted),
    )
