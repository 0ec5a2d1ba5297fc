"""Sealing of what nobody may read before closing, with PyNaCl (spec/security.md, rule 2).

Each version is encrypted under a data key of its own. The data key is stored twice: sealed to the public key
of the opportunity, whose private key is wrapped by the outside key and opened only after closing; and wrapped
by the outside key for the author's own pages. The outside key (32 bytes) lives outside database and backups.
It protects against readers of database, backups, logs and pages, not against who holds database and key.
"""

import hashlib
import hmac
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

KEY_SIZE = SecretBox.KEY_SIZE
_PRIVATE_KEY = "opportunity-private-key"
_AUTHOR_KEY = "author-data-key"
_DRAW_SECRET = "draw-secret"


class CannotOpen(Exception):
    """What was sealed cannot be opened: another key, another purpose, or changed bytes."""


@dataclass(frozen=True)
class SealedVersion:
    """One version as stored: the encrypted body and its data key for the opportunity and for the author."""

    body: bytes
    key_for_opportunity: bytes
    key_for_author: bytes


def new_outside_key() -> bytes:
    """Return 32 random bytes; made once an installation and kept outside the database."""
    return random(KEY_SIZE)


def fingerprint_key(outside_key: bytes) -> str:
    """Return what tells this outside key from another, in hex; the key does not follow from it."""
    return _derive_key(outside_key, "fingerprint").hex()


def new_opportunity_keys(outside_key: bytes) -> tuple[bytes, bytes]:
    """Return (public key, private key wrapped by the outside key) for one opportunity."""
    private_key = PrivateKey.generate()
    return bytes(private_key.public_key), wrap(outside_key, _PRIVATE_KEY, bytes(private_key))


def new_draw_secret(outside_key: bytes) -> tuple[bytes, str]:
    """Return (32 random bytes wrapped by the outside key, their SHA-256 in hex) for one witnessed draw."""
    secret = random(32)
    return wrap(outside_key, _DRAW_SECRET, secret), hashlib.sha256(secret).hexdigest()


def open_draw_secret(outside_key: bytes, wrapped: bytes) -> bytes:
    """Return the secret of a witnessed draw, to be revealed with its value; CannotOpen."""
    return unwrap(outside_key, _DRAW_SECRET, wrapped)


def seal_version(plaintext: bytes, public_key: bytes, outside_key: bytes) -> SealedVersion:
    """Encrypt one version under a new data key, kept for the opportunity and for its author."""
    data_key = random(KEY_SIZE)
    return SealedVersion(
        body=bytes(SecretBox(data_key).encrypt(plaintext)),
        key_for_opportunity=SealedBox(PublicKey(public_key)).encrypt(data_key),
        key_for_author=wrap(outside_key, _AUTHOR_KEY, data_key),
    )


def open_for_author(version: SealedVersion, outside_key: bytes) -> bytes:
    """Return the plaintext for the pages and mails of its own author; CannotOpen."""
    return _open_body(version.body, unwrap(outside_key, _AUTHOR_KEY, version.key_for_author))


def open_for_evaluation(version: SealedVersion, wrapped_private_key: bytes, outside_key: bytes) -> bytes:
    """Return the plaintext after closing, by the opportunity's private key; CannotOpen.

    Called by `open_applications` alone, which writes the event.
    """
    private_key = PrivateKey(unwrap(outside_key, _PRIVATE_KEY, wrapped_private_key))
    try:
        data_key = SealedBox(private_key).decrypt(bytes(version.key_for_opportunity))
    except (CryptoError, ValueError) as error:
        raise CannotOpen("The data key does not open with the opportunity's key.") from error
    return _open_body(version.body, data_key)


def wrap(outside_key: bytes, purpose: str, data: bytes) -> bytes:
    """Encrypt `data` under the outside key, for one purpose; what is wrapped for another does not open."""
    return bytes(SecretBox(_derive_key(outside_key, f"wrap:{purpose}")).encrypt(data))


def unwrap(outside_key: bytes, purpose: str, wrapped: bytes) -> bytes:
    """Return what was wrapped for this purpose; CannotOpen."""
    try:
        return SecretBox(_derive_key(outside_key, f"wrap:{purpose}")).decrypt(bytes(wrapped))
    except (CryptoError, ValueError) as error:
        raise CannotOpen(f"This does not open as {purpose!r} with this outside key.") from error


def rewrap(old_outside_key: bytes, new_outside_key: bytes, purpose: str, wrapped: bytes) -> bytes:
    """Return the same data wrapped under a new outside key, when the key is changed; CannotOpen."""
    return wrap(new_outside_key, purpose, unwrap(old_outside_key, purpose, wrapped))


def rewrap_opportunity_key(old_outside_key: bytes, new_outside_key: bytes, wrapped: bytes) -> bytes:
    """Return an opportunity's private key wrapped under a new outside key; CannotOpen."""
    return rewrap(old_outside_key, new_outside_key, _PRIVATE_KEY, wrapped)


def rewrap_draw_secret(old_outside_key: bytes, new_outside_key: bytes, wrapped: bytes) -> bytes:
    """Return the secret of a witnessed draw wrapped under a new outside key; CannotOpen."""
    return rewrap(old_outside_key, new_outside_key, _DRAW_SECRET, wrapped)


def rewrap_author_key(old_outside_key: bytes, new_outside_key: bytes, key_for_author: bytes) -> bytes:
    """Return a version's `key_for_author` under a new outside key, its body untouched; CannotOpen."""
    return rewrap(old_outside_key, new_outside_key, _AUTHOR_KEY, key_for_author)


def applicant_tag(outside_key: bytes, opportunity_id: object, supplier_id: object) -> str:
    """Return HMAC-SHA256(outside key, opportunity ‖ supplier) in hex: one application a supplier, no name.

    The ids are text or UUIDs; a line break between them keeps two pairs from meeting in one text.
    """
    _check_size(outside_key)
    return hmac.digest(outside_key, f"{opportunity_id}\n{supplier_id}".encode(), "sha256").hex()


def _derive_key(outside_key: bytes, use: str) -> bytes:
    """Return the key of one purpose (keyed BLAKE2b): the outside key itself encrypts nothing."""
    _check_size(outside_key)
    return hashlib.blake2b(use.encode(), key=outside_key, digest_size=KEY_SIZE).digest()


def _check_size(outside_key: bytes) -> None:
    if len(outside_key) != KEY_SIZE:
        raise ValueError(f"The outside key is {KEY_SIZE} bytes.")


def _open_body(body: bytes, data_key: bytes) -> bytes:
    try:
        return SecretBox(data_key).decrypt(bytes(body))
    except (CryptoError, ValueError) as error:
        raise CannotOpen("The body does not open with its data key.") from error
