"""Ending list mail, at once: no waiting mail leaves any more, and the address is erased from everything kept."""

from django.db import transaction
from django.db.models import QuerySet

from microacquisition.correspondence.list_mail import digest_key
from microacquisition.correspondence.models import Kind, Message, State
from microacquisition.correspondence.subscribers import Ending, Subscription
from microacquisition.site.clock import current_instant


@transaction.atomic
def end_subscriptions(address_digest: str, because: Ending) -> int:
    """End every live subscription of the address; return how many."""
    rows = Subscription.objects.select_for_update().filter(address_digest=address_digest, ended_at=None)
    # In one order, so that two at once wait for each other.
    return sum(_end(row, because) for row in rows.order_by("pk"))


@transaction.atomic
def unsubscribe(subscription: Subscription) -> None:
    """End what is live for the address and the thing of `subscription`; idempotent."""
    for row in _list_live(subscription).select_for_update():
        _end(row, Ending.UNSUBSCRIBED)


def find_live(subscription: Subscription) -> Subscription | None:
    """Return what is live for the address and the thing of `subscription`: itself, a later one, or None."""
    return _list_live(subscription).first()


def name_recipient(subscription: Subscription) -> str:
    """Return what names the subscriber in the outbox, once per event and message."""
    return f"subscription\n{subscription.pk}"


def _list_live(subscription: Subscription) -> QuerySet[Subscription]:
    """Who leaves by the link of an old mail, and has subscribed again since, means to leave all the same."""
    return Subscription.objects.filter(
        address_digest=subscription.address_digest, opportunity_id=subscription.opportunity_id, ended_at=None
    )


def _end(subscription: Subscription, because: Ending) -> int:
    """End one, whose row is locked: the fan-out shares that lock, so none of its mails comes after this."""
    subscription.ended_at, subscription.ended_because = current_instant(), because
    subscription.email, subscription.skills, subscription.programmes = "", [], []
    subscription.save()
    key = digest_key(name_recipient(subscription))
    mails = Message.objects.filter(kind=Kind.LIST, recipient_key=key)
    mails.filter(state=State.QUEUED).update(state=State.WITHDRAWN)
    mails.exclude(to_email="").update(to_email="", to_name="")
    return 1
