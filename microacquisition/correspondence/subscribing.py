"""Subscribing: what is asked waits for the button behind one mailed link; confirming it keeps the consent."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.subscribers import Consent, Frequency, Subscription, SubscriptionRequest
from microacquisition.correspondence.suppression import digest_address, is_suppressed, stop_suppressing
from microacquisition.site.clock import current_instant

GOOD_FOR = timedelta(days=3)
CHOICES = ("language", "frequency", "skills", "programmes")


@dataclass(frozen=True)
class Wishes:
    """What is wanted at which address; `opportunity_id` names the one that is followed, None is the mailing list."""

    email: str
    language: str
    frequency: str = Frequency.AT_ONCE
    skills: Sequence[str] = ()
    programmes: Sequence[str] = ()
    opportunity_id: UUID | None = None


@dataclass(frozen=True)
class Wording:
    """The words under which consent is given: version and SHA-256 of the notice that was shown, and on which page."""

    reference: str
    sha256: str
    source: str


@dataclass(frozen=True)
class Asked:
    """A request that waits for its confirmation, and the token that only its mail holds."""

    request: SubscriptionRequest
    token: str


def ask_to_subscribe(wishes: Wishes, wording: Wording) -> Asked | None:
    """Keep what is asked for three days; None for a suppressed address, to which nothing may be sent.

    Whether the address subscribes already makes no difference: what it has changes only once it confirms.
    """
    if is_suppressed(wishes.email):
        return None
    token, now = secrets.token_urlsafe(32), current_instant()
    request = SubscriptionRequest.objects.create(
        token_hash=_digest(token),
        email=wishes.email.strip().lower(),
        opportunity_id=wishes.opportunity_id,
        wording=wording.reference,
        wording_sha256=wording.sha256,
        source=wording.source,
        asked_at=now,
        expires_at=now + GOOD_FOR,
        **_choices_of(wishes),
    )
    return Asked(request, token)


def find_request(token: str) -> SubscriptionRequest | None:
    """Return what waits for this token, or None once it is confirmed or expired."""
    rows = SubscriptionRequest.objects.filter(token_hash=_digest(token), expires_at__gt=current_instant())
    return rows.first()


@transaction.atomic
def confirm_request(token: str) -> Subscription | None:
    """Subscribe the address as it was asked; None where nothing waits for the token. Works once."""
    found = find_request(token)
    rows = SubscriptionRequest.objects.select_for_update()
    request = rows.filter(pk=found.pk).first() if found else None
    if request is None:
        return None
    wishes = Wishes(
        email=request.email, opportunity_id=request.opportunity_id, **_choices_of(request)
    )  # fmt: skip
    wording = Wording(request.wording, request.wording_sha256, request.source)
    subscription = subscribe(wishes, wording, asked_at=request.asked_at)
    _erase([request])
    return subscription


@transaction.atomic
def subscribe(wishes: Wishes, wording: Wording, *, asked_at: datetime | None = None) -> Subscription:
    """Subscribe an address that is proven to be the person's own; one that subscribes already gets the new choices.

    A suppressed one gets mail again: it was just shown that mail arrives there and is wanted.
    """
    now, email = current_instant(), wishes.email.strip().lower()
    stop_suppressing(email)
    choices = _choices_of(wishes)
    subscription, is_new = Subscription.objects.select_for_update().get_or_create(
        address_digest=digest_address(email),
        opportunity_id=wishes.opportunity_id,
        ended_at=None,
        defaults={"email": email, "confirmed_at": now, **choices},
    )
    if not is_new:
        change_choices(subscription, choices)
    Consent.objects.create(
        subscription=subscription,
        asked_at=asked_at or now,
        confirmed_at=now,
        wording=wording.reference,
        wording_sha256=wording.sha256,
        source=wording.source,
    )
    return subscription


def change_choices(subscription: Subscription, choices: dict[str, Any]) -> None:
    """Change language, frequency, skills or programs of a live subscription, never its address."""
    Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(
        **{name: value for name, value in choices.items() if name in CHOICES}
    )


@transaction.atomic
def erase_expired_requests(now: datetime) -> int:
    """Erase what nobody confirmed in time, and the address in the mail that asked; return how many. Idempotent."""
    rows = SubscriptionRequest.objects.select_for_update(skip_locked=True).filter(expires_at__lte=now)
    return _erase(list(rows))


def _erase(requests: list[SubscriptionRequest]) -> int:
    keys = [request.pk for request in requests]
    Message.objects.filter(event_id__in=keys).exclude(to_email="").update(to_email="", to_name="")
    SubscriptionRequest.objects.filter(pk__in=keys).delete()
    return len(keys)


def _choices_of(source: Wishes | SubscriptionRequest) -> dict[str, Any]:
    return {
        "language": source.language,
        "frequency": source.frequency,
        "skills": list(source.skills),
        "programmes": list(source.programmes),
    }


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
