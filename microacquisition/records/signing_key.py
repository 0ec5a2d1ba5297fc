"""The Ed25519 key that signs receipts and checkpoints (spec/draw.md, P1; spec/record.md)."""

from django.conf import settings
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey


def sign_text(text: str, key: bytes = b"") -> str:
    """Return the Ed25519 signature of the text's UTF-8 bytes, in hex, by the site's key or by `key`."""
    return _signing_key(key).sign(text.encode()).signature.hex()


def verify_text(text: str, signature: str, key: str) -> bool:
    """Say whether `signature` (hex) is that of the text's UTF-8 bytes by the public `key` (hex)."""
    try:
        VerifyKey(bytes.fromhex(key)).verify(text.encode(), bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def public_key_hex(key: bytes = b"") -> str:
    """Return the public key by which anybody verifies a signature, in hex: the site's, or that of `key`."""
    return bytes(_signing_key(key).verify_key).hex()


def _signing_key(key: bytes) -> SigningKey:
    return SigningKey(key or settings.CHECKPOINT_KEY)
