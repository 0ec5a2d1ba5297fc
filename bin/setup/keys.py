"""Makes the site's keys at its first start; later a lost or foreign key ends every command with an explanation."""

import os
import secrets
import sys
from dataclasses import dataclass

import psycopg
from nacl.signing import SigningKey

from microacquisition.common.sealing import fingerprint_key
from setup.places import KEYS

NAMES = ("secret", "outside", "checkpoint")
# What each key is to the database that knows it; the secret key only signs sessions and may be made anew.
LOST = {
    "outside": "The outside key {where}: without the right one no sealed application, draft or second factor of this "
    "database opens. No new key is made. Put the saved copy into {path} (or OUTSIDE_KEY) and start again; "
    "docs/runbook.md, “The outside key is lost”, says what is left where there is no copy.",
    "checkpoint": "The signing key {where}: the checkpoints of this database were signed with the right one. No new "
    "key is made. Put the saved copy into {path} (or CHECKPOINT_KEY) and start again; where there is no copy, run "
    "bin/manage new_signing_key --old-key-lost.",
}


@dataclass(frozen=True)
class KnownKeys:
    """What the database knows of the keys it was filled with; empty texts where it knows nothing."""

    is_filled: bool
    marks: dict[str, str]


def make_keys(address: str, *, expected: tuple[str, ...] = ("outside", "checkpoint")) -> None:
    """Write each missing key (32 bytes in hex) into `var/keys/`, readable by this user alone.

    Ends with an explanation where the database at `address` was filled under one of the `expected` keys and it is
    missing or another one: a new key would lock out what the old one sealed.
    """
    KEYS.mkdir(parents=True, exist_ok=True)
    KEYS.chmod(0o700)
    known = read_known_keys(address)
    for name in NAMES:
        if name in expected and known.is_filled:
            _finish_change(name, known.marks[name])
            _check_key(name, known.marks[name])
        path = KEYS / f"{name}.key"
        if path.exists() or os.environ.get(f"{name.upper()}_KEY"):
            continue
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")


def require_saved_keys() -> None:
    """End with an explanation where a key is missing that a backup needs: a restored database gets no new ones."""
    for name in LOST:
        if not _read_key(name):
            sys.exit(
                f"Restoring needs the {name} key that belongs to the backup: put the saved copy into "
                f"{KEYS / f'{name}.key'} first (or set {name.upper()}_KEY)."
            )


def read_known_keys(address: str) -> KnownKeys:
    """Return what the database at `address` knows of its keys."""
    with psycopg.connect(address) as connection:
        tables = {
            str(row[0])
            for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        }
        marks = {"outside": "", "checkpoint": ""}
        if "records_outsidekey" in tables:
            marks["outside"] = _ask(
                connection, "SELECT fingerprint FROM records_outsidekey WHERE ended_at IS NULL"
            )
            marks["checkpoint"] = _ask(
                connection,
                "SELECT coalesce((SELECT body::jsonb ->> 'next' FROM records_keyannouncement ORDER BY id DESC LIMIT 1),"
                " (SELECT key FROM records_checkpoint ORDER BY id DESC LIMIT 1), '')",
            )
    return KnownKeys("site_installation" in tables, marks)


def _ask(connection: "psycopg.Connection[tuple[object, ...]]", query: str) -> str:
    row = connection.execute(query).fetchone()
    return str(row[0]) if row else ""


def _finish_change(name: str, mark: str) -> None:
    """Put the new key in its place where a change of keys was committed and then interrupted."""
    path = KEYS / f"{name}.key"
    coming = path.with_suffix(".key.new")
    if mark and coming.exists() and _mark(name, coming.read_text()) == mark:
        coming.replace(path)


def _check_key(name: str, mark: str) -> None:
    key, path = _read_key(name), KEYS / f"{name}.key"
    if not key:
        sys.exit(LOST[name].format(where="is missing", path=path))
    if mark and _mark(name, key) != mark:
        sys.exit(LOST[name].format(where="is not the one this database knows", path=path))


def _read_key(name: str) -> str:
    path = KEYS / f"{name}.key"
    return os.environ.get(f"{name.upper()}_KEY") or (path.read_text() if path.exists() else "")


def _mark(name: str, text: str) -> str:
    """Return what the database would know of this key; empty where it is no key."""
    try:
        key = bytes.fromhex(text.strip())
        return fingerprint_key(key) if name == "outside" else bytes(SigningKey(key).verify_key).hex()
    except (ValueError, TypeError):
        return ""
