"""The token in every list mail that lets its reader leave the list and change what it sends, without signing in.

It never expires, so it may do nothing else (docs/decisions/0009). It is signed under the outside key, which is kept
apart and comes back with a restored backup; a new session key ends no link.
"""

import base64
import binascii
import uuid

from django.conf import settings
from django.core.signing import BadSignature, Signer

from microacquisition.correspondence.subscribers import Subscription

SALT = "correspondence.subscription"
SEPARATOR = ":"


def write_token(subscription: Subscription) -> str:
    """Return the token of one subscription."""
    return sign_ids(SALT, subscription.pk)


def read_token(token: str) -> Subscription | None:
    """Return the subscription of a token, ended or not; None where the token is not one of ours."""
    ids = read_ids(SALT, token, 1)
    return Subscription.objects.filter(pk=ids[0]).first() if ids else None


def sign_ids(salt: str, *ids: uuid.UUID) -> str:
    """Return ids of rows and their signature, in letters that an address takes and the log redacts."""
    joined = base64.urlsafe_b64encode(b"".join(each.bytes for each in ids)).decode().rstrip("=")
    return _signer(salt).sign(joined).replace(SEPARATOR, "")


def read_ids(salt: str, token: str, count: int) -> list[uuid.UUID]:
    """Return the ids that `sign_ids` signed with the same salt; none where the token is not one of ours."""
    length = (count * 16 * 4 + 2) // 3  # in base64 without padding
    try:
        joined = _signer(salt).unsign(f"{token[:length]}{SEPARATOR}{token[length:]}")
        whole = base64.urlsafe_b64decode(joined + "=" * (-length % 4))
        return [uuid.UUID(bytes=whole[start : start + 16]) for start in range(0, 16 * count, 16)]
    except (BadSignature, ValueError, binascii.Error):
        return []


def _signer(salt: str) -> Signer:
    return Signer(key=settings.OUTSIDE_KEY.hex(), fallback_keys=[], salt=salt, sep=SEPARATOR)
