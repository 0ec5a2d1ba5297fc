"""Makes the site's keys at its first start."""

import os
import secrets

from setup.places import KEYS

NAMES = ("secret", "outside", "checkpoint")


def make_keys() -> None:
    """Write each missing key (32 bytes in hex) into `var/keys/`, readable by this user alone."""
    KEYS.mkdir(parents=True, exist_ok=True)
    KEYS.chmod(0o700)
    for name in NAMES:
        path = KEYS / f"{name}.key"
        if path.exists() or os.environ.get(f"{name.upper()}_KEY"):
            continue
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
