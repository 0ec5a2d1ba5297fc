"""Keeps what somebody typed while their session had expired, encrypted, until they send it again."""

import hashlib
import json
import zlib

from django.conf import settings
from django.http import HttpRequest
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

SESSION_KEY = "typed_before"
LARGEST_STASH = 64 * 1024
STASHES_KEPT = 4
NOT_KEPT = {"csrfmiddlewaretoken", "form_key"}

Typed = dict[str, list[str]]


def keep_typed(request: HttpRequest, address: str) -> bool:
    """Keep the fields of this POST for the page at `address`; False where they exceed 64 kB compressed."""
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    # A whole statement in two languages fits only compressed.
    text = zlib.compress(json.dumps(fields, ensure_ascii=False).encode(errors="replace"))
    if not fields or len(text) > LARGEST_STASH:
        return False
    kept = dict(request.session.get(SESSION_KEY, {}))
    kept.pop(_path_of(address), None)
    kept[_path_of(address)] = _box().encrypt(text).hex()
    request.session[SESSION_KEY] = dict(list(kept.items())[-STASHES_KEPT:])
    request.typed_kept_now = True  # type: ignore[attr-defined]
    return True


def was_kept_now(request: HttpRequest) -> bool:
    """True where this very request kept what was typed, so that it must not be forgotten at its end."""
    return getattr(request, "typed_kept_now", False)


def typed_before(request: HttpRequest) -> Typed | None:
    """Return what was typed into this page before the sign-in, or None."""
    session = getattr(request, "session", None)
    sealed = session.get(SESSION_KEY, {}).get(request.path) if session is not None else None
    if sealed is None or not request.user.is_authenticated:
        return None
    try:
        typed: Typed = json.loads(zlib.decompress(_box().decrypt(bytes.fromhex(sealed))))
    except (CryptoError, ValueError, zlib.error):
        return None
    return typed


def forget_typed(request: HttpRequest) -> None:
    """Forget what was kept for this page: it has been sent."""
    session = getattr(request, "session", None)
    if session is not None and request.path in session.get(SESSION_KEY, {}):
        kept = dict(session[SESSION_KEY])
        del kept[request.path]
        session[SESSION_KEY] = kept


def _path_of(address: str) -> str:
    return address.partition("?")[0]


def _box() -> SecretBox:
    key = settings.OUTSIDE_KEY
    secret = key if isinstance(key, bytes) else str(key).encode()
    return SecretBox(
        hashlib.blake2b(b"typed before", key=hashlib.sha256(secret).digest(), digest_size=32).digest()
    )
