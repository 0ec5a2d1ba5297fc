"""What the list keeps about a person: the subscriptions of the address they sign in with."""

from typing import Any

from microacquisition.correspondence.subscribers import Subscription
from microacquisition.correspondence.suppression import digest_address
from microacquisition.people.models import User


def gather_subscriptions(user: User) -> list[dict[str, Any]]:
    """Return the live subscriptions of the person's address, as plain values for JSON."""
    rows = Subscription.objects.filter(address_digest=digest_address(user.email), ended_at=None)
    return [
        {
            "follows": str(row.opportunity_id) if row.opportunity_id else None,
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
