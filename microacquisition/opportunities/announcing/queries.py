"""Named reads: who hears of what. Nothing here reads applications."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from microacquisition.correspondence.subscribers import Frequency, Subscription, SuppressedAddress
from microacquisition.opportunities.announcing.models import Announcement, Audience
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.snapshot import list_skills
from microacquisition.people.models import User
from microacquisition.site.clock import current_instant


def list_subscribers() -> QuerySet[Subscription]:
    """Return every live subscription to the mailing list."""
    suppressed = SuppressedAddress.objects.values("address_digest")
    live = Subscription.objects.filter(ended_at=None, opportunity_id=None)
    return live.exclude(address_digest__in=suppressed)


def list_followers(opportunity: Opportunity) -> QuerySet[Subscription]:
    """Return every live subscription to what happens to this opportunity."""
    suppressed = SuppressedAddress.objects.values("address_digest")
    live = Subscription.objects.filter(ended_at=None, opportunity_id=opportunity.pk)
    return live.exclude(address_digest__in=suppressed)


def list_matching(opportunity: Opportunity) -> QuerySet[Subscription]:
    """Return the subscribers whose choices hold this opportunity; no choice of skills or programs means all."""
    skills = list_skills(find_statement(opportunity))
    wanted = Q(skills=[]) | Q(skills__overlap=skills) if skills else Q()
    programmes = Q(programmes=[]) | Q(programmes__contains=[opportunity.programme_code])
    return list_subscribers().filter(programmes, wanted)


def list_recipients(announcement: Announcement) -> QuerySet[Subscription]:
    """Return who is still to be told, in the order of their ids; whoever confirmed later is not."""
    if announcement.audience == Audience.WEEKLY:
        rows = list_subscribers().filter(frequency=Frequency.WEEKLY)
    elif announcement.opportunity is None:
        raise LookupError("Only the weekly message is about no opportunity.")
    elif announcement.audience == Audience.FOLLOWERS:
        rows = list_followers(announcement.opportunity)
    else:
        rows = list_matching(announcement.opportunity).filter(frequency=Frequency.AT_ONCE)
    if announcement.reached is not None:
        rows = rows.filter(pk__gt=announcement.reached)
    return rows.filter(confirmed_at__lte=announcement.at).order_by("pk")


def list_unfinished() -> Iterable[Announcement]:
    """Return the announcements whose mails are not all written, oldest first."""
    return Announcement.objects.filter(finished_at=None, at__lte=current_instant()).order_by("at")


def find_following(user: User | None, opportunity: Opportunity) -> Subscription | None:
    """Return the person's own live following of the opportunity, or None."""
    if user is None:
        return None
    return list_followers(opportunity).filter(email__iexact=user.email).first()
