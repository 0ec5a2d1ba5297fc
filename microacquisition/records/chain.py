"""MA-RECORD-1 in pure Python: how one event follows from the one before it (spec/record.md)."""

import hashlib

FIRST = "0" * 64


def hash_event(stream: str, seq: int, recorded_at: str, previous: str, body: str) -> str:
    """Return the hash of an event in hex; `recorded_at` as written, `previous` in hex (FIRST for the first)."""
    text = f"MA-RECORD-1\n{stream}\n{seq}\n{recorded_at}\n{previous}\n{body}"
    return hashlib.sha256(text.encode()).hexdigest()


def digest_body(body: str) -> str:
    """Return the SHA-256 of a checkpoint's body in hex: its name, and `previous` of the next one."""
    return hashlib.sha256(body.encode()).hexdigest()
