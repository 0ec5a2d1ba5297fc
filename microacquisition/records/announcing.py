"""A new signing key is announced by the one before it, so that old checkpoints and receipts still count."""

import json
from dataclasses import dataclass

from django.db import transaction

from microacquisition.common.canonical import write_canonical
from microacquisition.records.chain import digest_body
from microacquisition.records.checkpoints import format_recorded
from microacquisition.records.models import Checkpoint, KeyAnnouncement
from microacquisition.records.platform import write_platform_event
from microacquisition.records.signing_key import public_key_hex, sign_text, verify_text
from microacquisition.site.clock import current_instant


@dataclass(frozen=True)
class KnownKey:
    """A public key that signs or signed here: since when, and by which key it was announced (empty: by none)."""

    key: str
    since: str
    announced_by: str


def announce_key(coming: bytes) -> KeyAnnouncement:
    """Let the present signing key announce the one that comes, which signs the announcement too."""
    return _keep(public_key_hex(), public_key_hex(coming), b"", coming)


def begin_key_without_the_old(lost: str) -> KeyAnnouncement:
    """Write down that the present key begins though the one before, `lost`, could not announce it."""
    return _keep(lost, public_key_hex(), None, b"")


def _keep(before: str, coming: str, signs: bytes | None, coming_signs: bytes) -> KeyAnnouncement:
    with transaction.atomic():
        body = write_canonical({"at": format_recorded(current_instant()), "key": before, "next": coming})
        announcement = KeyAnnouncement.objects.create(
            body=body,
            signature="" if signs is None else sign_text(body, signs),
            next_signature=sign_text(body, coming_signs),
            digest=digest_body(body),
        )
        code = "begin_signing_key" if signs is None else "announce_key"
        write_platform_event(code, actor="console", subject=("signing_key", coming))
    return announcement


def write_keys() -> str:
    """Return what is published of the keys, as JSON: each with its dates, and each announcement with its signatures."""
    columns = ("body", "digest", "signature", "next_signature")
    announcements = list(KeyAnnouncement.objects.order_by("pk").values(*columns))
    said = {"keys": [vars(key) for key in list_keys()], "announcements": announcements}
    return json.dumps(said, indent=2) + "\n"


def list_trusted_keys() -> set[str]:
    """Return the present public key and every one before it that announced the next, each signature verified."""
    trusted = {public_key_hex()}
    for announcement in KeyAnnouncement.objects.order_by("-pk"):
        said = json.loads(announcement.body)
        if said["next"] in trusted and _holds(announcement, said["key"], said["next"]):
            trusted.add(said["key"])
    return trusted


def find_signer(text: str, signature: str) -> str:
    """Return the public key, present or earlier, by which the text was signed; the present one where by none."""
    keys = [public_key_hex(), *(known.key for known in list_keys())]
    return next((key for key in keys if verify_text(text, signature, key)), keys[0])


def _holds(announcement: KeyAnnouncement, before: str, coming: str) -> bool:
    return verify_text(announcement.body, announcement.signature, before) and verify_text(
        announcement.body, announcement.next_signature, coming
    )


def list_keys() -> list[KnownKey]:
    """Return each key that signs or signed, oldest first."""
    announced = {}
    for announcement in KeyAnnouncement.objects.order_by("pk"):
        said = json.loads(announcement.body)
        by = said["key"] if _holds(announcement, said["key"], said["next"]) else ""
        announced[said["next"]] = KnownKey(said["next"], said["at"], by)
    first = Checkpoint.objects.order_by("pk").first()
    oldest = [KnownKey(first.key, first.at, "")] if first and first.key not in announced else []
    return oldest + list(announced.values())


def last_key() -> str:
    """Return the key that the record knows as the present one; empty in a record without checkpoints."""
    known = list_keys()
    return known[-1].key if known else ""
