"""Remembers what was done for which files, so that a second start skips it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from setup.places import ROOT, STAMPS


def digest_files(paths: Iterable[Path], *more: object) -> str:
    """Return one digest of the names and contents of `paths`, and of `more`."""
    digest = hashlib.sha256(repr(more).encode())
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def is_stamped(name: str, digest: str) -> bool:
    """Say whether `name` was done for this digest."""
    path = STAMPS / name
    return path.exists() and path.read_text() == digest


def stamp(name: str, digest: str) -> None:
    """Remember that `name` was done for this digest."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(digest)
