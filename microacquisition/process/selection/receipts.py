"""Receipts of applications and the RFC 6962 tree that binds them at closing (spec/draw.md, P1 and P2)."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from microacquisition.common.canonical import write_canonical

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WITHDRAWN_CONTENT = "0" * 64
EMPTY_ROOT = hashlib.sha256(b"").hexdigest()

Proof = list[tuple[str, str]]


def new_application_id() -> str:
    """Return a random id such as `A-7K2QX`: never sequential, so that it tells no number and no time."""
    return "A-" + "".join(secrets.choice(CROCKFORD) for _ in range(5))


def new_salt() -> str:
    """Return 16 random bytes in hex: without it a digest of a short text could be guessed."""
    return secrets.token_hex(16)


def write_receipt(
    application: str, opportunity: str, content_sha256: str, received_at: datetime, salt: str
) -> str:
    """Return the canonical receipt of one version, the text that is signed and becomes a leaf.

    `received_at` is an aware instant and is written in UTC with microseconds; `content_sha256` is 64 zeros
    (WITHDRAWN_CONTENT) for a withdrawal.
    """
    if received_at.tzinfo is None:
        raise ValueError("A receipt needs an aware instant.")
    return write_canonical(
        {
            "application": application,
            "content_sha256": content_sha256,
            "opportunity": opportunity,
            "received_at": received_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "salt": salt,
        }
    )


def content_digest(salt: str, content: object) -> str:
    """Return content_sha256: SHA-256 of the salt, a line break and the content's canonical JSON.

    The supplier is shown salt and content and can compute it again.
    """
    return hashlib.sha256(f"{salt}\n{write_canonical(content)}".encode()).hexdigest()


def leaf_hash(receipt: str) -> str:
    """Return SHA-256(0x00 ‖ receipt) in hex."""
    return hashlib.sha256(b"\x00" + receipt.encode()).hexdigest()


def merkle_root(leaves: Sequence[str]) -> str:
    """Return the RFC 6962 root over leaf hashes (hex), which the caller sorted by application id.

    No leaf at all: SHA-256 of nothing.
    """
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return _node(merkle_root(leaves[:split]), merkle_root(leaves[split:]))


def inclusion_proof(leaves: Sequence[str], index: int) -> Proof:
    """Return the path from leaf `index` to the root: pairs of side ("L" or "R") and neighbour's hash.

    IndexError where there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"No leaf {index} among {len(leaves)}.")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), ("R", merkle_root(leaves[split:]))]
    return [*inclusion_proof(leaves[split:], index - split), ("L", merkle_root(leaves[:split]))]


def verify_inclusion(leaf: str, proof: Sequence[Sequence[str]], root: str) -> bool:
    """True where following the proof from the leaf's hash ends at the published root."""
    reached = leaf
    for side, neighbour in proof:
        if side not in ("L", "R"):
            return False
        reached = _node(neighbour, reached) if side == "L" else _node(reached, neighbour)
    return reached == root


def _split(count: int) -> int:
    """Return the largest power of two smaller than `count` (RFC 6962, 2.1)."""
    return 1 << (count - 1).bit_length() - 1


def _node(left: str, right: str) -> str:
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()
