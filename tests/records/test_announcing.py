"""A new signing key is announced by the old one; what nobody announced does not count."""

import json
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from nacl.signing import SigningKey, VerifyKey

from microacquisition.records.announcing import list_trusted_keys
from microacquisition.records.checkpoints import write_checkpoint, write_file
from microacquisition.records.models import Event, KeyAnnouncement
from microacquisition.records.signing_key import public_key_hex

THIRD = bytes.fromhex("33" * 32)


@pytest.fixture
def place(tmp_path: Any, settings: Any) -> Any:
    """The folder of the keys."""
    folder = tmp_path / "var" / "keys"
    folder.mkdir(parents=True)
    (folder / "checkpoint.key").write_text(settings.CHECKPOINT_KEY.hex())
    settings.ROOT = tmp_path
    return folder


def change_key(place: Any, settings: Any) -> tuple[str, str]:
    """Change the key as the command does, start again with it, and return the old and the new public key."""
    old = public_key_hex()
    call_command("new_signing_key")
    settings.CHECKPOINT_KEY = bytes.fromhex((place / "checkpoint.key").read_text().strip())
    return old, public_key_hex()


def test_the_old_key_announces_the_new_one_and_old_checkpoints_still_count(
    committed_database, place, settings, tmp_path, client: Client
):
    kept = tmp_path / "kept.json"
    kept.write_text(write_file(write_checkpoint()), encoding="utf-8")
    old, new = change_key(place, settings)
    older, newest = change_key(place, settings)
    write_checkpoint()
    assert (older, len({old, new, newest})) == (new, 3)
    assert list_trusted_keys() == {old, new, newest}
    call_command("verify_record", "--checkpoint", str(kept))
    page = client.get("/checkpoints/").content.decode()
    assert page.count("announced by the key before it") == 2 and f"{newest}</code> (Ed25519)" in page
    said = client.get("/checkpoints/keys.json").json()
    assert [key["key"] for key in said["keys"]] == [old, new, newest]
    for announcement, by, following in zip(said["announcements"], (old, new), (new, newest), strict=True):
        body = json.loads(announcement["body"])
        assert (body["key"], body["next"]) == (by, following)
        for key, signature in ((by, announcement["signature"]), (following, announcement["next_signature"])):
            VerifyKey(bytes.fromhex(key)).verify(announcement["body"].encode(), bytes.fromhex(signature))
    assert Event.objects.filter(stream="platform", code="announce_key").count() == 2


def test_a_key_that_begins_because_the_old_one_was_lost_is_marked_for_ever(
    committed_database, settings, client: Client
):
    old = public_key_hex()
    with pytest.raises(CommandError, match="not lost"):
        call_command("new_signing_key", "--old-key-lost")
    write_checkpoint()
    with pytest.raises(CommandError, match="not lost"):
        call_command("new_signing_key", "--old-key-lost")
    settings.CHECKPOINT_KEY = THIRD
    call_command("new_signing_key", "--old-key-lost")
    assert list_trusted_keys() == {public_key_hex()}
    assert "not announced: the key before it was lost" in client.get("/checkpoints/").content.decode()
    with pytest.raises(CommandError, match="which is not this site’s"):
        call_command("verify_record")
    call_command("verify_record", "--key", old)


def test_an_announcement_that_the_old_key_did_not_sign_makes_nothing_trusted(
    committed_database, owner_address, place, settings
):
    old, _new = change_key(place, settings)
    forged = SigningKey(THIRD).sign(KeyAnnouncement.objects.get().body.encode()).signature.hex()
    with psycopg.connect(owner_address, autocommit=True) as owner:
        owner.execute("ALTER TABLE records_keyannouncement DISABLE TRIGGER USER")
        owner.execute("UPDATE records_keyannouncement SET signature = %s", [forged])
    assert old not in list_trusted_keys()
