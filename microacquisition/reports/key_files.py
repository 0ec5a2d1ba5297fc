"""Where the keys lie as files, and how a new one comes: beside the old one first, then in its place."""

import os
from pathlib import Path

from django.conf import settings

from microacquisition.common.sealing import new_outside_key


class KeyRefused(Exception):
    """A key is not changed; the message is one sentence."""


def choose_coming_key(name: str, present: bytes) -> bytes:
    """Return the key that follows `present`: made here, or given where the environment gives this one. KeyRefused."""
    variable = f"{name.upper()}_KEY"
    if not comes_from_environment(name):
        return new_outside_key()  # 32 random bytes serve both kinds
    try:
        key = bytes.fromhex(os.environ.get(f"NEW_{variable}", ""))
    except ValueError:
        key = b""
    if len(key) != len(present) or key == present:
        raise KeyRefused(f"{variable} gives the key here: give {len(present)} other bytes in NEW_{variable}.")
    return key


def comes_from_environment(name: str) -> bool:
    """Say whether the environment gives this key, not a file."""
    return bool(os.environ.get(f"{name.upper()}_KEY"))


def write_key_beside(name: str, key: bytes) -> Path | None:
    """Write the coming key beside `var/keys/<name>.key`, on the disk for good; None where no file holds the key.

    `bin/setup/keys.py` puts it in its place where the change was committed and then interrupted.
    """
    if comes_from_environment(name):
        return None
    path = Path(settings.ROOT) / "var" / "keys" / f"{name}.key.new"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path


def put_in_place(coming: Path | None) -> None:
    """Let the coming key take the place of the old one."""
    if coming is not None:
        coming.replace(coming.with_suffix(""))
