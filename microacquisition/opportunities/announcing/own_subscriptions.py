"""What the list keeps about a person, the subscriptions of the address they sign in with, and its end with the account."""

from typing import Any
from uuid import UUID

from microacquisition.correspondence.ending import end_subscriptions
from microacquisition.correspondence.subscribers import Ending, Subscription
from microacquisition.correspondence.suppression import digest_address
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User


def gather_subscriptions(user: User) -> list[dict[str, Any]]:
    """Return the live subscriptions of the person's address, as plain values for JSON."""
    rows = Subscription.objects.filter(address_digest=digest_address(user.email), ended_at=None)
    followed: dict[UUID | None, str | None] = dict(
        Opportunity.objects.filter(pk__in=rows.values("opportunity_id")).values_list("pk", "reference")
    )
    return [
        {
            "follows": followed.get(row.opportunity_id),
            "language": row.language,
            "frequency": row.frequency,
            "skills": row.skills,
            "programmes": row.programmes,
            "confirmed_at": row.confirmed_at.isoformat(),
            "consents": [
                f"{consent.wording} {consent.confirmed_at.isoformat()}"
                for consent in row.consents.order_by("pk")
            ],
        }
        for row in rows.order_by("confirmed_at")
    ]


def end_subscriptions_of(user: User) -> None:
    """End every subscription of the person's address: with the account the address is erased."""
    end_subscriptions(digest_address(user.email), Ending.UNSUBSCRIBED)
