"""What subscribers think of an opportunity that is coming soon: asked once, answered by one button, shown as totals."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from microacquisition.common.words import Words
from microacquisition.correspondence.link_tokens import read_ids, sign_ids
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.opportunities.announcing.models import Interest, Opinion
from microacquisition.opportunities.announcing.queries import list_subscribers
from microacquisition.opportunities.opportunity import Opportunity, public_status
from microacquisition.site.clock import current_instant

SALT = "announcing.interest"
SHOWN_WHILE = ("SCHEDULED", "OPEN")
OPINION_WORDS = {
    Opinion.WOULD_APPLY: Words(en="I would apply", fr="Je présenterais une candidature"),
    Opinion.PRICE_TOO_LOW: Words(en="The price is too low", fr="Le prix est trop bas"),
    Opinion.TOO_LITTLE_TIME: Words(en="There is too little time", fr="Le temps est trop court"),
    Opinion.NOT_CLEAR: Words(en="It is not clear", fr="Ce n’est pas clair"),
}


@dataclass(frozen=True)
class Asked:
    """Who is asked about what; only one answer of theirs counts."""

    subscription: Subscription
    opportunity: Opportunity

    @property
    def respondent(self) -> str:
        """A keyed digest: it tells two answers of one subscriber from those of two, and nothing else."""
        named = f"{self.opportunity.pk}\n{self.subscription.pk}"
        return salted_hmac(SALT, named, algorithm="sha256").hexdigest()


def interest_address(subscription: Subscription, opportunity_id: UUID) -> str:
    """Return the address on which this subscriber answers about this opportunity."""
    token = sign_ids(SALT, subscription.pk, opportunity_id)
    with override(subscription.language):
        return f"{settings.SITE_ADDRESS}{reverse('interest', kwargs={'token': token})}"


def find_asked(token: str) -> Asked | None:
    """Return who is asked about what; None for a token that is not ours, or of a subscription that has ended."""
    ids = read_ids(SALT, token, 2)
    if not ids:
        return None
    subscription = list_subscribers().filter(pk=ids[0]).first()
    opportunity = Opportunity.objects.public().filter(pk=ids[1]).first()
    return Asked(subscription, opportunity) if subscription and opportunity else None


def is_asked_now(asked: Asked) -> bool:
    """True while the opportunity is coming soon: afterwards an answer changes nothing."""
    return public_status(asked.opportunity, current_instant()) == "soon"


def keep_opinion(asked: Asked, opinion: Opinion) -> None:
    """Keep the answer; a second one of the same subscriber takes the place of the first."""
    Interest.objects.update_or_create(
        opportunity=asked.opportunity,
        respondent=asked.respondent,
        defaults={"opinion": opinion, "at": current_instant()},
    )


def count_opinions(opportunity: Opportunity) -> list[tuple[Words, int]]:
    """Return how many answered what, while it is coming soon or open; nothing where nobody did."""
    if opportunity.state not in SHOWN_WHILE:
        return []
    rows = Interest.objects.filter(opportunity=opportunity).values("opinion").annotate(number=Count("pk"))
    counted = {row["opinion"]: row["number"] for row in rows}
    return [(OPINION_WORDS[each], counted.get(each, 0)) for each in Opinion] if counted else []
