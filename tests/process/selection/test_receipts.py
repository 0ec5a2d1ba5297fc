"""Receipts: the published tree, its paths, and what does not belong to it."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from microacquisition.common.canonical import write_canonical
from microacquisition.process.selection import receipts

MERKLE = json.loads((Path(__file__).parent / "draw-vectors.json").read_text(encoding="utf-8"))["merkle"]
LEAVES = MERKLE["leaves"]


def test_published_receipts_are_spelt_the_same():
    for published, leaf in zip(MERKLE["receipts"], LEAVES, strict=True):
        instant = datetime.strptime(published["received_at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        written = receipts.write_receipt(
            published["application"],
            published["opportunity"],
            published["content_sha256"],
            instant.astimezone(timezone(timedelta(hours=-5))),
            published["salt"],
        )
        assert written == write_canonical(published)
        assert receipts.leaf_hash(written) == leaf


def test_published_root_and_path_are_reproduced():
    assert receipts.merkle_root(LEAVES) == MERKLE["root"]
    index = [each["application"] for each in MERKLE["receipts"]].index(MERKLE["proof_for"])
    proof = receipts.inclusion_proof(LEAVES, index)
    assert [list(step) for step in proof] == MERKLE["proof"]
    assert receipts.verify_inclusion(LEAVES[index], MERKLE["proof"], MERKLE["root"])


@pytest.mark.parametrize("count", range(1, 18))
def test_every_leaf_has_a_path_and_no_other_leaf_fits_it(count):
    leaves = [receipts.leaf_hash(str(number)) for number in range(count)]
    root = receipts.merkle_root(leaves)
    stranger = receipts.leaf_hash("somebody else")
    for index, leaf in enumerate(leaves):
        proof = receipts.inclusion_proof(leaves, index)
        assert receipts.verify_inclusion(leaf, proof, root)
        assert not receipts.verify_inclusion(stranger, proof, root)


def test_no_application_at_all_has_the_digest_of_nothing():
    assert receipts.merkle_root([]) == hashlib.sha256(b"").hexdigest()


def test_path_of_a_leaf_that_is_not_there_is_refused():
    with pytest.raises(IndexError):
        receipts.inclusion_proof(LEAVES, -1)
    with pytest.raises(IndexError):
        receipts.inclusion_proof(LEAVES, len(LEAVES))


def test_path_with_an_unknown_side_is_not_believed():
    assert not receipts.verify_inclusion(LEAVES[0], [("X", LEAVES[1])], MERKLE["root"])


def test_receipt_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        receipts.write_receipt("A-7K2QX", "OPP", "0" * 64, datetime(2026, 11, 20, 12), "00")


def test_application_ids_are_random_and_well_formed():
    drawn = {receipts.new_application_id() for _ in range(500)}
    assert len(drawn) > 490
    assert all(re.fullmatch(r"A-[0-9A-HJKMNP-TV-Z]{5}", each) for each in drawn)


def test_content_digest_changes_with_salt_and_content():
    digest = receipts.content_digest("aa", {"answer": "é"})
    assert digest == receipts.content_digest("aa", {"answer": "é"})
    assert digest != receipts.content_digest("ab", {"answer": "é"})
    assert digest != receipts.content_digest("aa", {"answer": "e"})
    assert len(receipts.new_salt()) == 32
