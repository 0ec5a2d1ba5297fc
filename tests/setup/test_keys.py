"""A lost or foreign key ends every command with an explanation; no new key is ever made over an existing database."""

from pathlib import Path
from typing import Any

import pytest

from microacquisition.records.checkpoints import write_checkpoint
from setup import keys
from setup.embedded import APPLICATION, Server, prepare_database
from tests.conftest import name_copy
from tests.database.template import drop_database

OUTSIDE, CHECKPOINT = "11" * 32, "22" * 32


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of keys."""
    monkeypatch.setattr(keys, "KEYS", tmp_path / "keys")
    for name in keys.NAMES:
        monkeypatch.delenv(f"{name.upper()}_KEY", raising=False)
    return tmp_path / "keys"


@pytest.fixture
def address(test_server: Server, committed_database: str) -> str:
    """A database filled under the keys of the tests, with a checkpoint."""
    write_checkpoint()
    return test_server.write_address(APPLICATION, committed_database)


def put(place: Path, **known: str) -> None:
    """Write these keys."""
    place.mkdir(exist_ok=True)
    for name, key in known.items():
        (place / f"{name}.key").write_text(key)


def test_an_empty_database_gets_new_keys_once(place, test_server):
    name = name_copy()
    prepare_database(test_server, name)
    address = test_server.write_address(APPLICATION, name)
    keys.make_keys(address)
    made = {path.name: path.read_text() for path in place.iterdir()}
    assert set(made) == {"secret.key", "outside.key", "checkpoint.key"} and len(set(made.values())) == 3
    keys.make_keys(address)
    assert {path.name: path.read_text() for path in place.iterdir()} == made
    drop_database(test_server, name)


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"checkpoint": CHECKPOINT}, "The outside key is missing"),
        (
            {"checkpoint": CHECKPOINT, "outside": "33" * 32},
            "The outside key is not the one this database knows",
        ),
        (
            {"checkpoint": CHECKPOINT, "outside": "no key"},
            "The outside key is not the one this database knows",
        ),
        ({"outside": OUTSIDE}, "The signing key is missing"),
        ({"outside": OUTSIDE, "checkpoint": "33" * 32}, "The signing key is not the one this database knows"),
    ],
)
def test_a_lost_or_foreign_key_is_explained_and_never_replaced(place, address, known, sentence):
    put(place, **known)
    with pytest.raises(SystemExit) as end:
        keys.make_keys(address)
    assert sentence in str(end.value) and "No new key is made" in str(end.value)
    assert {path.stem: path.read_text() for path in place.iterdir() if path.stem != "secret"} == known


def test_the_right_keys_of_files_or_environment_are_taken(place, address, monkeypatch: Any):
    put(place, outside=OUTSIDE, checkpoint=CHECKPOINT)
    keys.make_keys(address)
    for name in ("outside", "checkpoint"):
        (place / f"{name}.key").unlink()
        monkeypatch.setenv(f"{name.upper()}_KEY", OUTSIDE if name == "outside" else CHECKPOINT)
    keys.make_keys(address)
    assert sorted(path.name for path in place.iterdir()) == ["secret.key"]


def test_a_restore_makes_no_keys(place):
    with pytest.raises(SystemExit, match="Restoring needs the outside key"):
        keys.require_saved_keys()
    put(place, outside=OUTSIDE)
    with pytest.raises(SystemExit, match="Restoring needs the checkpoint key"):
        keys.require_saved_keys()
    assert sorted(path.name for path in place.iterdir()) == ["outside.key"]
