"""The Ed25519 key that signs receipts and checkpoints (spec/draw.md, P1; spec/record.md)."""

from django.conf import settings
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey


def sign_text(text: str) -> str:
    """Return the Ed25519 signature of the text's UTF-8 bytes, in hex."""
    return _signing_key().sign(text.encode()).signature.hex()


def verify_text(text: str, signature: str, key: str) -> bool:
    """Say whether `signature` (hex) is that of the text's UTF-8 bytes by the public `key` (hex)."""
    try:
        VerifyKey(bytes.fromhex(key)).verify(text.encode(), bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def public_key_hex() -> str:
    """Return the public key by which anybody verifies a signature, in hex."""
    return bytes(_signing_key().verify_key).hex()


def _signing_key() -> SigningKey:
    return SigningKey(settings.CHECKPOINT_KEY)
