"""MA-RECORD-1 again, from its specification alone; takes VECTORS.json, or EVENTS.jsonl CHECKPOINT.json KEY …"""

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


def check_events(events: list[dict[str, Any]]) -> list[list[Any]]:
    """Return [stream, seq, hash] of every event; AssertionError at the first event that does not follow."""
    heads, found = {}, []
    for event in events:
        seq, previous = heads.get(event["stream"], (0, "0" * 64))
        assert (event["seq"], event["previous"]) == (seq + 1, previous), event
        assert canon(json.loads(event["body"])) == event["body"], event
        place = ["MA-RECORD-1", event["stream"], str(seq + 1), event["recorded_at"], previous, event["body"]]
        assert sha256("\n".join(place)) == event["hash"], event
        heads[event["stream"]] = seq + 1, event["hash"]
        found.append([event["stream"], seq + 1, event["hash"]])
    return found


def check_checkpoint(checkpoint: dict[str, str], events: list[list[Any]], public_keys: list[str]) -> None:
    """AssertionError where the checkpoint is not signed by a key, or names another event of these streams, or none."""
    said = json.loads(checkpoint["body"])
    assert canon(said) == checkpoint["body"] and sha256(checkpoint["body"]) == checkpoint["digest"]
    named = [head for head in said["streams"] if head[0] in {event[0] for event in events}]
    assert said["key"] in public_keys and named and all(head in events for head in named), "another history"
    try:
        key, signature = VerifyKey(bytes.fromhex(said["key"])), bytes.fromhex(checkpoint["signature"])
        key.verify(checkpoint["body"].encode("utf-8"), signature)
    except BadSignatureError as error:
        raise AssertionError("the signature does not hold") from error


if __name__ == "__main__":
    first, *rest = (Path(each).read_text("utf-8") if Path(each).is_file() else each for each in sys.argv[1:])
    read = json.loads(first) if not rest else {"events": [json.loads(line) for line in first.splitlines()]}
    checkpoint = json.loads(rest[0]) if rest else read["checkpoint"]
    check_checkpoint(checkpoint, check_events(read["events"]), rest[1:] or [read["public_key"]])
    print("ok")
