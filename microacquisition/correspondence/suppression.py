"""Addresses that get no list mail any more: mail to them bounced for good, or somebody complained."""

import hashlib
from typing import Literal

from django.db import transaction

from microacquisition.correspondence.ending import end_subscriptions
from microacquisition.correspondence.subscribers import Ending, SuppressedAddress
from microacquisition.site.clock import current_instant

Reason = Literal["bounced", "complained"]


def suppress_address(email: str, reason: Reason) -> None:
    """Send no list mail to `email` from now on, and end its subscriptions; idempotent, ValueError for another reason.

    Callable inside a transaction that holds the row of a mail: the subscriptions end once that has committed. Mail
    about sign-in and steps, which the person asked for by acting, still goes out.
    """
    if reason not in ("bounced", "complained"):
        raise ValueError(f"{reason!r} is no reason to suppress an address.")
    if not email:  # it was erased meanwhile
        return
    digest = digest_address(email)
    SuppressedAddress.objects.get_or_create(
        address_digest=digest, defaults={"reason": reason, "at": current_instant()}
    )
    transaction.on_commit(lambda: end_subscriptions(digest, Ending(reason)))


def is_suppressed(email: str) -> bool:
    """True where the address gets no list mail any more."""
    return SuppressedAddress.objects.filter(address_digest=digest_address(email)).exists()


def stop_suppressing(email: str) -> None:
    """Let list mail go to `email` again: its owner proved that mail arrives, and asked for it."""
    SuppressedAddress.objects.filter(address_digest=digest_address(email)).delete()


def digest_address(email: str) -> str:
    """Return SHA-256, in hex, of the address in small letters: what is kept where the address may not be."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
