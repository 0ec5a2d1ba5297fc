"""Reads the site's keys from the environment or from its private files."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEYS = Path(__file__).resolve().parents[2] / "var" / "keys"
KEY_LENGTH = 32


def read_key(name: str) -> bytes:
    """Return the 32 bytes of key `name`, from the environment (`OUTSIDE_KEY`, hex) or `var/keys/outside.key`.

    Raises ImproperlyConfigured where it is in neither place, or is not 32 bytes in hex.
    """
    variable = f"{name.upper()}_KEY"
    path = KEYS / f"{name}.key"
    text = os.environ.get(variable) or (path.read_text() if path.exists() else "")
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_LENGTH:
        raise ImproperlyConfigured(
            f"No {name} key: start the site once with bin/run, or set {variable} to {KEY_LENGTH} bytes in hex."
        )
    return key
