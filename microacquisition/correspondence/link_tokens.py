"""The token in every list mail that lets its reader leave the list and change what it sends, without signing in.

It never expires, so it may do nothing else: it shows no address, changes none, and reads nothing but the choices.
Whoever got a forwarded mail could therefore end or change what somebody gets; RFC 8058 accepts that, and the person
gets it back by asking again.
"""

import base64
import binascii
import uuid

from django.core.signing import BadSignature, Signer

from microacquisition.correspondence.subscribers import Subscription

SALT = "correspondence.subscription"
ID_LENGTH = 22  # a UUID in base64 without padding
SEPARATOR = ":"


def write_token(subscription: Subscription) -> str:
    """Return the token of one subscription: its id and the signature, in letters that the log redacts."""
    name = base64.urlsafe_b64encode(subscription.pk.bytes).decode().rstrip("=")
    return _signer().sign(name).replace(SEPARATOR, "")


def read_token(token: str) -> Subscription | None:
    """Return the subscription of a token, ended or not; None where the token is not one of ours."""
    try:
        name = _signer().unsign(f"{token[:ID_LENGTH]}{SEPARATOR}{token[ID_LENGTH:]}")
        key = uuid.UUID(bytes=base64.urlsafe_b64decode(f"{name}=="))
    except (BadSignature, ValueError, binascii.Error):
        return None
    return Subscription.objects.filter(pk=key).first()


def _signer() -> Signer:
    return Signer(salt=SALT, sep=SEPARATOR)
