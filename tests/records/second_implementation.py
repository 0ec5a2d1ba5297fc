"""MA-RECORD-1 a second time, from its specification alone: nothing here is imported from the site."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey


def canon(value: object) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """SHA-256 of UTF-8 text, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check_events(events: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return the head of each stream; AssertionError at the first event that does not follow."""
    heads: dict[str, list[Any]] = {}
    for event in events:
        stream, seq, previous = heads.get(event["stream"], [event["stream"], 0, "0" * 64])
        assert (event["seq"], event["previous"]) == (seq + 1, previous), event
        assert canon(json.loads(event["body"])) == event["body"], event
        lines = ["MA-RECORD-1", stream, str(seq + 1), event["recorded_at"], previous, event["body"]]
        assert sha256("\n".join(lines)) == event["hash"], event
        heads[stream] = [stream, seq + 1, event["hash"]]
    return heads


def check_checkpoint(checkpoint: dict[str, str], heads: dict[str, list[Any]], public_key: str) -> None:
    """AssertionError where the checkpoint is not signed by the key, or names other heads."""
    said = json.loads(checkpoint["body"])
    assert canon(said) == checkpoint["body"] and sha256(checkpoint["body"]) == checkpoint["digest"]
    assert said["key"] == public_key and said["streams"] == sorted(heads.values())
    try:
        key = VerifyKey(bytes.fromhex(public_key))
        key.verify(checkpoint["body"].encode("utf-8"), bytes.fromhex(checkpoint["signature"]))
    except BadSignatureError as error:
        raise AssertionError("the signature does not hold") from error


if __name__ == "__main__":
    vectors = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    check_checkpoint(vectors["checkpoint"], check_events(vectors["events"]), vectors["public_key"])
    print("ok")
