"""The file a supplier downloads: it agrees with the published draws and receipts, and names what was changed."""

import copy
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from microacquisition.common.canonical import write_canonical
from microacquisition.process.selection.commitments import write_draw
from microacquisition.process.selection.receipts import (
    content_digest,
    inclusion_proof,
    leaf_hash,
    merkle_root,
)

VERIFIER = Path(__file__).resolve().parents[3] / "docs" / "verify_draw.py"
PUBLISHED = json.loads((Path(__file__).parent / "draw-vectors.json").read_text(encoding="utf-8"))
VECTORS, MERKLE = PUBLISHED["draws"], PUBLISHED["merkle"]
FIRST = VECTORS[0]
WHOLE = write_draw(FIRST["commitment"], FIRST["value"], FIRST["ids"])
KEY = SigningKey(b"\x22" * 32)
RECORD = json.loads((VERIFIER.parent / "record-vectors.json").read_text(encoding="utf-8"))
WITNESSED = next(each for each in VECTORS if each["commitment"]["mode"] == "witnessed")


def verify(tmp_path, *files, options="-I"):
    paths = []
    for number, each in enumerate(files):
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(json.dumps(each), encoding="utf-8")
    return subprocess.run(
        [sys.executable, options, str(VERIFIER), *paths], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_published_draws_verify(tmp_path, vector):
    done = verify(tmp_path, vector)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WRONG" not in done.stdout


def swapped(row, one, other):
    """The row with two entries in each other's place."""
    row = list(row)
    row[one], row[other] = row[other], row[one]
    return row


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"order": swapped(FIRST["order"], 1, 2)}, "the order: place 2 is A-M4D9T, computed A-7K2QX"),
        ({"value": FIRST["value"][:-1]}, "the value is of the published source and moment: dra"),
        ({"value": FIRST["value"][:-1] + "c"}, "the seed: published cf98"),
        ({"ids": ["A-00000", *FIRST["ids"][1:]]}, "the ids are those in the order: id 1 is A-00000"),
        ({"ids": ["A-7K2QX"]}, "the number of entrants: 1 ids"),
        ({"secret": "11" * 32}, "the secret: 1111"),
        ({"value": FIRST["value"].replace("34216612", "34216613")}, "the value is of the published"),
        ({"words": swapped(WHOLE["words"], 0, 2)}, f"the words drawn: word 1 is {WHOLE['words'][2]}"),
        ({"words": WHOLE["words"][:-1]}, "the words drawn: word 3 is missing"),
        ({"seed": "0" * 64}, "the seed: published 0000"),
        ({"commitment_sha256": "0" * 64}, "the digest of the commitment: published 0000"),
        ({"order_sha256": "0" * 64}, "the digest of the order: published 0000"),
        ({"commitment": {**FIRST["commitment"], "entrants": 5}}, "the number of entrants: 4 ids"),
        (
            {"commitment": {**FIRST["commitment"], "committed_at": "2026-11-23T16:00:01Z"}},
            "the commitment came before the value: 2026-11-23T16:00:01Z",
        ),
    ],
)
def test_what_was_changed_is_named(tmp_path, parts, named):
    done = verify(tmp_path, {**WHOLE, **parts})
    assert done.returncode != 0 and "NOT" in done.stderr
    assert f"WRONG   {named}" in done.stdout


def test_the_fallback_has_no_secret_to_choose(tmp_path):
    later = WITNESSED["value"].replace("2026-11-21", "2026-11-25")
    commitment, ids = WITNESSED["commitment"], WITNESSED["ids"]
    assert verify(tmp_path, write_draw(commitment, later, ids)).returncode == 0
    secret = bytes.fromhex(WITNESSED["secret"])
    assert "WRONG   the secret" in verify(tmp_path, write_draw(commitment, later, ids, secret=secret)).stdout
    early = write_draw(commitment, WITNESSED["value"], ids)
    assert "WRONG   the secret" in verify(tmp_path, early).stdout


def test_a_list_that_is_not_drawn_yet_verifies(tmp_path):
    listed = {key: WHOLE[key] for key in ("ids", "commitment", "commitment_sha256")}
    done = verify(tmp_path, listed)
    assert done.returncode == 0 and "Nothing is drawn yet" in done.stdout
    assert verify(tmp_path, {**listed, "ids": FIRST["ids"][1:]}).returncode != 0


def test_file_that_is_no_draw_is_named_as_such(tmp_path):
    for files in ([{"ids": []}], [WHOLE, {"receipt": 1}], [[]]):
        done = verify(tmp_path, *files)
        assert done.returncode != 0
        assert "not a complete draw.json" in done.stderr
    assert "Use:" in verify(tmp_path).stderr


def sign(text):
    """The signature of a text and the key, as a receipt's file has them."""
    return {
        "signature": KEY.sign(text.encode()).signature.hex(),
        "public_key": bytes(KEY.verify_key).hex(),
    }


def make_receipts():
    """The receipts of the vectors, the third over a content that is known; its file, and the draw over all."""
    receipts = copy.deepcopy(MERKLE["receipts"])
    content = {"answers": {"one": "J’ai écrit trente règles."}}
    receipts[2]["content_sha256"] = content_digest(receipts[2]["salt"], content)
    texts = [write_canonical(each) for each in receipts]
    leaves = [leaf_hash(text) for text in texts]
    root = merkle_root(leaves)
    inclusion = {"leaf": leaves[2], "proof": inclusion_proof(leaves, 2), "root": root}
    mine = {"receipt": texts[2], "content": content, "inclusion": inclusion, **sign(texts[2])}
    return write_draw({**FIRST["commitment"], "applications_root": root}, FIRST["value"], FIRST["ids"]), mine


def test_a_receipt_is_found_among_those_counted(tmp_path):
    drawn, mine = make_receipts()
    done = verify(tmp_path, drawn, mine)
    assert done.returncode == 0, done.stdout
    assert "Your application A-M4D9T is in the list." in done.stdout
    alone = verify(tmp_path, mine)
    assert alone.returncode == 0 and mine["inclusion"]["root"] in alone.stdout
    early = verify(tmp_path, {**mine, "inclusion": None})
    assert early.returncode != 0 and "not closed yet" in early.stdout


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda mine: mine.update(content={"answers": {}}), "receipt: it is of what you sent"),
        (lambda mine: mine.update(inclusion=None), "receipt: it was counted at closing"),
        (lambda mine: mine["inclusion"].update(proof=[]), "receipt: it was counted at closing"),
        (
            lambda mine: mine.update(receipt=mine["receipt"].replace("18:59:51", "18:59:50")),
            "receipt: it was counted at closing",
        ),
        (
            lambda mine: mine.update(receipt=mine["receipt"].replace("2026-0007", "2026-0008")),
            "receipt: it is of this opportunity",
        ),
    ],
)
def test_a_receipt_that_was_changed_or_not_counted_is_named(tmp_path, change, named):
    drawn, mine = make_receipts()
    change(mine)
    done = verify(tmp_path, drawn, mine)
    assert done.returncode != 0 and f"WRONG   {named}" in done.stdout


def test_the_receipt_of_a_withdrawal_is_over_nothing(tmp_path):
    drawn, mine = make_receipts()
    receipt = write_canonical({**json.loads(mine["receipt"]), "content_sha256": "0" * 64})
    root = hashlib.sha256(b"\0" + receipt.encode()).hexdigest()
    inclusion = {"leaf": root, "proof": [], "root": root}
    commitment = {**drawn["commitment"], "applications_root": root}
    drawn = write_draw(commitment, FIRST["value"], FIRST["ids"])
    mine = {"receipt": receipt, "content": None, "inclusion": inclusion, **sign(receipt)}
    assert verify(tmp_path, drawn, mine).returncode == 0


def test_who_signed_a_receipt_is_checked(tmp_path):
    drawn, mine = make_receipts()
    done = verify(tmp_path, drawn, mine)
    assert "ok      receipt: its signature" in done.stdout
    assert f"Compare the key that signed with /checkpoints/ on the site: {mine['public_key']}" in done.stdout
    other = bytes(SigningKey(b"\x23" * 32).verify_key).hex()
    for change in ({"public_key": other}, {"signature": mine["signature"][:-1] + "x"}, {"signature": ""}):
        done = verify(tmp_path, drawn, {**mine, **change})
        assert done.returncode != 0 and "WRONG   receipt: its signature: not by the key" in done.stdout


def test_a_published_checkpoint_verifies_and_a_changed_one_is_named(tmp_path):
    published = RECORD["checkpoint"]
    done = verify(tmp_path, published)
    assert done.returncode == 0 and "ok      checkpoint: its signature" in done.stdout
    assert RECORD["public_key"] in done.stdout
    body = published["body"].replace('"at":"2', '"at":"1')
    for change, named in (
        ({"body": body}, "checkpoint: its digest: published"),
        (
            {"body": body, "digest": hashlib.sha256(body.encode()).hexdigest()},
            "checkpoint: its signature: not by",
        ),
    ):
        done = verify(tmp_path, {**published, **change})
        assert done.returncode != 0 and f"WRONG   {named}" in done.stdout


def test_where_no_package_knows_signatures_it_says_that_none_was_checked(tmp_path):
    drawn, mine = make_receipts()
    done = verify(tmp_path, drawn, {**mine, "signature": "00"}, options="-IS")
    assert done.returncode == 0 and "its signature" not in done.stdout
    assert "No signature was checked: this needs the package cryptography" in done.stdout
