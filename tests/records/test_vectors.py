"""The published vectors hold in our implementation, in a second one, and in the database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from microacquisition.common.canonical import write_canonical
from microacquisition.records.chain import FIRST, hash_event
from microacquisition.records.checkpoints import read_file, write_body
from microacquisition.records.events import CLOCK_DOER, digest_text, write_event
from microacquisition.records.signing_key import public_key_hex, sign_text, verify_text

HERE = Path(__file__).resolve().parent
PUBLISHED = HERE.parents[1] / "docs" / "record-vectors.json"
VECTORS = json.loads((HERE / "record-vectors.json").read_text(encoding="utf-8"))


def test_the_published_vectors_are_the_tested_ones():
    assert PUBLISHED.read_bytes() == (HERE / "record-vectors.json").read_bytes()


def test_events_hash_as_published():
    for event in VECTORS["events"]:
        found = hash_event(
            event["stream"], event["seq"], event["recorded_at"], event["previous"], event["body"]
        )
        assert found == event["hash"]
        assert write_canonical(json.loads(event["body"])) == event["body"]


def test_a_kept_text_has_the_published_digest():
    text = VECTORS["text"]
    assert digest_text(text["text"], text["salt"]) == text["digest"]


def test_the_checkpoint_is_written_and_signed_as_published(settings: Any):
    settings.CHECKPOINT_KEY = bytes.fromhex(VECTORS["seed"])
    published = VECTORS["checkpoint"]
    heads = {event["stream"]: (event["stream"], event["seq"], event["hash"]) for event in VECTORS["events"]}
    at = json.loads(published["body"])["at"]
    body = write_body(at, public_key_hex(), FIRST, heads.values())
    assert body == published["body"]
    assert sign_text(body) == published["signature"]
    assert verify_text(body, published["signature"], VECTORS["public_key"])
    assert not verify_text(body + " ", published["signature"], VECTORS["public_key"])
    assert not verify_text(body, "not hex", VECTORS["public_key"])
    assert read_file(json.dumps(published)).digest == published["digest"]


def test_a_second_implementation_agrees():
    program = HERE / "second_implementation.py"
    lines = program.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 60 and not any("microacquisition" in line for line in lines)
    done = subprocess.run(
        [sys.executable, "-I", program, PUBLISHED], capture_output=True, text=True, check=False
    )
    assert done.stdout == "ok\n", done.stderr


@pytest.mark.parametrize("change", [("body", "REQUESTED", "DRAFTING"), ("recorded_at", "19:00", "19:01")])
def test_a_second_implementation_refuses_a_changed_event(tmp_path: Path, change: tuple[str, str, str]):
    field, old, new = change
    vectors = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    vectors["events"][1][field] = vectors["events"][1][field].replace(old, new)
    (tmp_path / "changed.json").write_text(json.dumps(vectors), encoding="utf-8")
    program = [sys.executable, "-I", HERE / "second_implementation.py", tmp_path / "changed.json"]
    assert subprocess.run(program, capture_output=True, check=False).returncode == 1


def test_the_database_chains_by_the_same_rule(database):
    first = write_event("stream-of-a-test", "first", CLOCK_DOER, ("opportunity", "é"))
    second = write_event(
        "stream-of-a-test",
        "second",
        CLOCK_DOER,
        ("opportunity", "é"),
        facts={"cents": 2**53 - 1, "text": "“ \n"},
    )
    assert (first.seq, first.previous, second.seq, second.previous) == (1, FIRST, 2, first.hash)
    for event in (first, second):
        assert event.hash == hash_event(
            event.stream, event.seq, event.recorded_at, event.previous, event.body
        )
