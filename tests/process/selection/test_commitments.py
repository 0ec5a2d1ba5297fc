"""Commitments: the published ones are accepted, and each way of bending one is noticed."""

import copy
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from microacquisition.process.selection import beacon, commitments, draw

VECTORS = json.loads((Path(__file__).parent / "draw-vectors.json").read_text(encoding="utf-8"))["draws"]
FIRST = VECTORS[0]
WITNESSED = next(each for each in VECTORS if each["commitment"]["mode"] == "witnessed")
INSERTION = next(each for each in VECTORS if each["commitment"]["purpose"] == "insertion")
AT = datetime(2026, 11, 20, 19, tzinfo=UTC)


def changed(vector, **parts):
    return {**copy.deepcopy(vector), **parts}


def recommitted(vector, **parts):
    """The vector with another commitment, everything computed from it again."""
    commitment = {**vector["commitment"], **parts}
    return commitments.write_draw(
        commitment, vector["value"], vector["ids"], secret=bytes.fromhex(vector["secret"])
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_every_published_draw_is_found_right(vector):
    assert commitments.find_draw_faults(vector) == []


def test_commitment_of_the_first_vector_is_written_the_same():
    parts = FIRST["commitment"]
    written = commitments.write_commitment(
        opportunity=parts["opportunity"],
        purpose="award",
        mode="public",
        ids=FIRST["ids"],
        beacon=beacon.drand_beacon(beacon.default_beacon_instant(AT)),
        committed_at=AT,
        applications_count=5,
        applications_root=parts["applications_root"],
        log_head=parts["log_head"],
    )
    assert written == parts
    assert commitments.write_draw(written, FIRST["value"], FIRST["ids"])["order"] == FIRST["order"]


def test_insertion_is_written_with_the_order_it_enters():
    written = commitments.write_draw(
        INSERTION["commitment"], INSERTION["value"], ["A-Q5H6R"], before=INSERTION["before"]
    )
    assert written["order"] == INSERTION["order"]
    assert commitments.find_draw_faults(written) == []
    assert commitments.find_draw_faults(changed(written, before=INSERTION["before"][::-1]))


@pytest.mark.parametrize(
    "parts",
    [
        {"order": FIRST["order"][::-1]},
        {"seed": "0" * 64},
        {"commitment_sha256": "0" * 64},
        {"order_sha256": "0" * 64},
        {"words": []},
        {"value": ""},
        {"value": FIRST["value"].replace("34216612", "34216613")},
        {"value": FIRST["value"].upper()},
        {"value": FIRST["value"][:-1]},
        {"secret": "11" * 32},
        {"ids": ["A-7K2QX", "A-B8W3N", "A-M4D9T"]},
        {"order": [*FIRST["order"], "A-ZZZZZ"]},
        {"before": ["A-00000"]},
        {"commitment": "none"},
    ],
)
def test_anything_changed_afterwards_is_noticed(parts):
    faults = commitments.find_draw_faults(changed(FIRST, **parts))
    assert faults
    assert all(fault.en and fault.fr for fault in faults)


@pytest.mark.parametrize(
    "parts",
    [
        {"algorithm": "MAD-2"},
        {"entrants": True},
        {"entrants": 0},
        {"applications_count": "5"},
        {"mode": "secret"},
        {"mode": "practice"},
        {"purpose": "fun"},
        {"purpose": "insertion"},
        {"opportunity": ""},
        {"extra": "1"},
        {"beacon": {"kind": "drand-quicknet", "round": "34216612"}},
        {"beacon": {"kind": "drand-quicknet"}},
        {"beacon": {"kind": "dice-d6", "date": "2026-11-21"}},
        {"log_head": "A" * 64},
        {"secret_sha256": "a" * 64},
        {"committed_at": "2026-11-20 19:00"},
        {"committed_at": "2026-11-23T17:00:00Z"},
        {"committed_at": "2026-11-23T16:00:01Z"},
        {"beacon": {"kind": "drand-quicknet", "round": 2**80}},
    ],
)
def test_commitment_that_is_not_one_is_noticed(parts):
    assert commitments.find_commitment_faults({**FIRST["commitment"], **parts})


def test_commitment_without_a_key_is_noticed():
    for key in FIRST["commitment"]:
        rest = {name: part for name, part in FIRST["commitment"].items() if name != key}
        assert commitments.find_commitment_faults(rest) == [commitments.WRONG_KEYS]


def test_commitment_too_near_its_beacon_is_not_written():
    with pytest.raises(ValueError, match="already be known"):
        commitments.write_commitment(
            opportunity="O",
            purpose="award",
            mode="public",
            ids=["a", "b"],
            committed_at=AT,
            beacon=beacon.drand_beacon(AT + timedelta(minutes=59)),
            applications_count=2,
            applications_root="0" * 64,
            log_head="0" * 64,
        )


def test_the_fallback_round_is_believed_and_no_other():
    later = FIRST["value"].replace("34216612", str(34216612 + 28_800))
    assert (
        commitments.find_draw_faults(commitments.write_draw(FIRST["commitment"], later, FIRST["ids"])) == []
    )
    much_later = FIRST["value"].replace("34216612", str(34216612 + 57_600))
    assert commitments.find_draw_faults(commitments.write_draw(FIRST["commitment"], much_later, FIRST["ids"]))


def test_witnessed_draw_needs_its_secret_until_the_fallback_holds():
    commitment, ids = WITNESSED["commitment"], WITNESSED["ids"]
    assert commitments.find_draw_faults(commitments.write_draw(commitment, WITNESSED["value"], ids)) == [
        commitments.OTHER_SECRET
    ]
    next_draw = WITNESSED["value"].replace("2026-11-21", "2026-11-25")
    assert commitments.find_draw_faults(commitments.write_draw(commitment, next_draw, ids)) == []
    with_secret = commitments.write_draw(
        commitment, next_draw, ids, secret=bytes.fromhex(WITNESSED["secret"])
    )
    assert commitments.find_draw_faults(with_secret) == [commitments.OTHER_SECRET]


def test_one_entrant_needs_no_value():
    single = next(each for each in VECTORS if each["name"].startswith("P1 "))
    assert commitments.find_draw_faults(commitments.write_draw(single["commitment"], "", single["ids"])) == []


def test_practice_draw_is_checked_like_any_other():
    source = beacon.practice_beacon(AT + timedelta(seconds=20))
    commitment = commitments.write_commitment(
        opportunity="O",
        purpose="award",
        mode="practice",
        ids=["a", "b"],
        beacon=source,
        committed_at=AT,
        applications_count=2,
        applications_root="0" * 64,
        log_head="0" * 64,
    )
    published = commitments.write_draw(commitment, beacon.practice_value(source, "e" * 64), ["a", "b"])
    assert commitments.find_draw_faults(published) == []
    assert published["secret"] == draw.ZERO.hex()


def test_replacement_names_the_commitment_it_replaces():
    assert commitments.find_draw_faults(recommitted(FIRST, replaces=FIRST["commitment_sha256"])) == []
    assert commitments.find_draw_faults(recommitted(FIRST, replaces="the first"))
