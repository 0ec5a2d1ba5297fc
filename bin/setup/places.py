"""Where things lie on this machine: the repository, its private files, and its data (standard library only)."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
KEYS = VAR / "keys"
STAMPS = VAR / "stamps"
SITE_ADDRESS = VAR / "site_address"


def find_data_folder() -> Path:
    """Return the folder of all our data on this machine.

    As root never inside a private home: the database runs as another user, for whom every parent is opened.
    """
    if os.geteuid() == 0:
        return Path("/var/lib/microacquisition")
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "microacquisition"


def find_installation_folder() -> Path:
    """Return the data folder of this copy of the repository, named after a digest of its path."""
    return find_data_folder() / hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
