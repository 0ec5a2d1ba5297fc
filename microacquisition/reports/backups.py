"""Writes the whole database into a folder, and fills an empty database from it; no key is ever in a backup."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from microacquisition.common.sealing import fingerprint_key
from microacquisition.records.checkpoints import format_recorded, write_checkpoint, write_file
from microacquisition.records.grants import grant_application_role
from microacquisition.records.outside_key import NOT_SAVED, OTHER_KEY, live_outside_key, read_key_faults
from microacquisition.records.platform import write_platform_event
from microacquisition.records.signing_key import public_key_hex
from microacquisition.reports.database_programs import run_program
from microacquisition.site.clock import current_instant

DUMP, CHECKPOINT, MANIFEST = "database.dump", "checkpoint.json", "manifest.json"
# Sessions and the cache are worth nothing on another day, and hold what people typed.
NOT_KEPT = ("django_session", "site_cache")
IS_EMPTY = """SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
AND relkind IN ('r', 'p', 'v', 'm', 'S'))"""


class BackupRefused(Exception):
    """A backup is not written, or not restored; the message is one sentence."""


def back_up(folder: Path) -> dict[str, str]:
    """Write one consistent state of the database into `folder` and return what its manifest says; BackupRefused.

    An event says that it was done, and a checkpoint published just before tells later whether it is whole.
    """
    live = live_outside_key()
    if read_key_faults() or live is None:
        raise BackupRefused(OTHER_KEY)
    if live.saved_at is None:
        raise BackupRefused(NOT_SAVED)
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(f"{folder} is not empty: name a new folder for each backup.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    write_platform_event("back_up", actor="console", subject=("backup", str(uuid.uuid4())))
    checkpoint = write_checkpoint()
    with _snapshot() as snapshot:
        left_out = [f"--exclude-table-data=public.{table}" for table in NOT_KEPT]
        run_program(
            "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={folder / DUMP}", *left_out
        )
    (folder / CHECKPOINT).write_text(write_file(checkpoint), encoding="utf-8")
    said = {
        "made_at": format_recorded(current_instant()),
        "sha256": _digest_file(folder / DUMP),
        "outside_key_fingerprint": live.fingerprint,
        "signing_key": public_key_hex(),
    }
    (folder / MANIFEST).write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    return said


def restore(folder: Path) -> dict[str, str]:
    """Fill the empty database from `folder`, whole or not at all; return its manifest; BackupRefused."""
    said = _read_manifest(folder)
    with connection.cursor() as cursor:
        cursor.execute(IS_EMPTY)
        if not cursor.fetchone()[0]:
            raise BackupRefused("This database is not empty: a backup is restored into an empty one only.")
    connection.close()
    whole = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    run_program("pg_restore", *whole, str(folder / DUMP))
    grant_application_role()
    facts: dict[str, Any] = {"made_at": said["made_at"]}
    write_platform_event("restore", actor="console", subject=("backup", said["sha256"]), facts=facts)
    return said


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        said: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        dump, fingerprint, key = said["sha256"], said["outside_key_fingerprint"], said["signing_key"]
        found = _digest_file(folder / DUMP)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"{folder} holds no backup.") from error
    if found != dump:
        raise BackupRefused(f"{DUMP} is not the file that was backed up: its digest differs.")
    if fingerprint != fingerprint_key(settings.OUTSIDE_KEY):
        raise BackupRefused(
            "The outside key here is not the one of the backup: put the saved key in its place first."
        )
    if key != public_key_hex():
        raise BackupRefused(
            "The signing key here is not the one of the backup: put the saved key in its place first."
        )
    return said


@contextmanager
def _snapshot() -> Iterator[str]:
    """Hold one state of the database open for other connections, and give its name."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
