"""Check a published draw (MAD-1), your receipt, and checkpoints, on your own computer:

    python3 verify_draw.py draw.json
    python3 verify_draw.py draw.json A-7K2QX-1.json
    python3 verify_draw.py A-7K2QX-1.json

It needs Python 3.8 or later and nothing else. From the list of entrants, the commitment published before and the
value published after, it computes the order of the draw again and names what differs. With the receipt you
downloaded, it checks that what you sent is what the receipt says, and that it was counted at closing; without a
draw it tells you the root to compare with the one on the opportunity's page. A checkpoint of the record is a file
from /checkpoints/ on the site. Signatures (Ed25519) are checked where the package cryptography is installed
(pip install cryptography); where it is not, it says that it did not.

What it cannot check for you: that the value is the one its source really gave (look it up there, see the end),
that the commitment is the one mailed to you before that moment (compare its digest), and that the public key it
names is the site's (compare it with /checkpoints/ there, or with a mail of that time).
"""

import hashlib
import hmac
import json
import re
import sys
from datetime import date, datetime, timedelta

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

ZEROS = "0" * 64


def canon(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def join(ids):
    return "".join(each + "\n" for each in ids)


def words(seed):
    counter = 0
    while True:
        message = b"MAD-1|draw\n" + counter.to_bytes(8, "big")
        block = hmac.new(seed, message, hashlib.sha256).digest()
        for start in range(0, 32, 8):
            yield int.from_bytes(block[start : start + 8], "big")
        counter += 1


def uniform(n, source, taken):
    """Words above the last whole multiple of n are thrown away, so that no remainder is likelier than another."""
    while True:
        word = next(source)
        taken.append(f"{word:016x}")
        if word < 2**64 - 2**64 % n:
            return word % n


def compute_order(ids, before, inserted, seed):
    """Return the order and every word it took."""
    source, taken = words(seed), []
    if inserted:
        place = uniform(len(before) + 1, source, taken)
        return before[:place] + ids + before[place:], taken
    order = sorted(ids, key=str.encode)
    for i in range(len(order) - 1, 0, -1):
        j = uniform(i + 1, source, taken)
        order[i], order[j] = order[j], order[i]
    return order, taken


def allowed_values(beacon):
    """The value is of the round or date of the commitment or, after 24 hours without it, the fallback."""
    kind = beacon["kind"]
    if kind == "drand-quicknet":
        return [f"{kind}:{beacon['round'] + later}:" for later in (0, 28800)]
    if kind == "practice":
        return ["practice:{}:".format(beacon["date"])]
    # For dice it is the next business day: check the calendar where holidays are near.
    later = [date.fromisoformat(beacon["date"]) + timedelta(days=n) for n in range(1, 8)]
    if kind == "lotto-6-49":
        later = [day for day in later if day.weekday() in (2, 5)][:1]
    return [f"{kind}:{day}:" for day in [beacon["date"], *later]]


def well_written(value):
    kind, last = value.split(":", 1)[0], value.rsplit(":", 1)[-1]
    if kind == "lotto-6-49":
        numbers = [int(n) for n in re.findall("[1-9][0-9]?", last)]
        whole = "".join(f"{n}." for n in numbers) == last
        return whole and len(numbers) == 6 and numbers == sorted(set(numbers)) and numbers[-1] <= 49
    return re.fullmatch("[1-6]{20}" if kind == "dice-d6" else "[0-9a-f]{64}", last) is not None


def latest_commitment(beacon):
    """An hour before the value could first be known; for a lottery or dice that is midnight Eastern, or earlier."""
    if beacon["kind"] == "drand-quicknet":
        return datetime(1970, 1, 1) + timedelta(seconds=1692803367 + 3 * (beacon["round"] - 1) - 3600)
    if beacon["kind"] == "practice":
        return datetime.strptime(beacon["date"], "%Y-%m-%dT%H:%M:%SZ") - timedelta(seconds=1)
    return datetime.strptime(beacon["date"] + "T04:00:00Z", "%Y-%m-%dT%H:%M:%SZ")


def check_secret(draw, is_fallback):
    if draw["commitment"]["mode"] != "witnessed" or is_fallback:
        return draw.get("secret", ZEROS) == ZEROS
    return sha256(bytes.fromhex(draw["secret"])) == draw["commitment"]["secret_sha256"]


def compare(name, shown, computed):
    """Return where two lists differ first, or nothing."""
    for number in range(max(len(shown), len(computed))):
        pair = [each[number] if number < len(each) else "missing" for each in (shown, computed)]
        if pair[0] != pair[1]:
            return f"{name} {number + 1} is {pair[0]}, computed {pair[1]}"
    return ""


def compare_digests(shown, computed):
    return "" if shown == computed else f"published {shown}, computed {computed}"


def check_list(draw):
    """Yield (what is checked, whether it holds, what differs) of all that was published before the value."""
    c = draw["commitment"]
    ids = sorted(draw["ids"] if "ids" in draw else set(draw["order"]) - set(draw["before"]), key=str.encode)
    committed = datetime.strptime(c["committed_at"], "%Y-%m-%dT%H:%M:%SZ")
    yield "the algorithm is MAD-1", c["algorithm"] == "MAD-1", c["algorithm"]
    yield (
        "the commitment came before the value",
        committed <= latest_commitment(c["beacon"]),
        c["committed_at"],
    )
    wrong = compare_digests(draw["commitment_sha256"], sha256(canon(c)))
    yield "the digest of the commitment", not wrong, wrong
    wrong = compare_digests(c["entrants_sha256"], sha256("MAD-1|entrants\n" + join(ids)))
    yield "the list of entrants", not wrong, wrong
    yield "the number of entrants", len(ids) == len(set(ids)) == c["entrants"], f"{len(ids)} ids"
    if "order" in draw:
        listed = sorted(set(draw["order"]) - set(draw.get("before", [])), key=str.encode)
        wrong = compare("id", ids, listed)
        yield "the ids are those in the order", not wrong, wrong


def check_order(draw):
    """Yield the same of all that followed from the value."""
    c, value = draw["commitment"], draw["value"]
    before, inserted = draw.get("before", []), draw["commitment"]["purpose"] == "insertion"
    known = set(before)
    ids = [each for each in draw["order"] if each not in known]
    if value or len(ids) + len(before) > 1:
        starts = [start for start in allowed_values(c["beacon"]) if value.startswith(start)]
        yield (
            "the value is of the published source and moment",
            len(starts) == 1 and well_written(value),
            value,
        )
        is_fallback = starts != allowed_values(c["beacon"])[:1]
        yield "the secret", check_secret(draw, is_fallback), draw.get("secret", "")
    key = bytes.fromhex(draw.get("secret", ZEROS))
    seed = hmac.new(key, ("MAD-1|seed\n" + canon(c) + "\n" + value).encode(), hashlib.sha256).digest()
    wrong = compare_digests(draw["seed"], seed.hex())
    yield "the seed", not wrong, wrong
    order, taken = compute_order(ids, before, inserted, seed)
    wrong = compare("word", draw.get("words", taken), taken)
    yield "the words drawn", not wrong, wrong
    wrong = compare("place", draw["order"], order)
    yield "the order", not wrong, wrong
    wrong = compare_digests(
        draw.get("order_sha256", sha256(join(draw["order"]))), sha256(join(draw["order"]))
    )
    yield "the digest of the order", not wrong, wrong


def check_receipt(mine, draw):
    """Yield the same of a receipt: what it says of the content, and its place among all that were counted."""
    receipt, proof = (
        json.loads(mine["receipt"]),
        mine["inclusion"] or {"proof": [], "root": "none: not closed yet"},
    )
    c = draw["commitment"] if draw else {"applications_root": proof["root"], **receipt}
    content = ZEROS
    if mine["content"] is not None:
        content = sha256(receipt["salt"] + "\n" + canon(mine["content"]))
    wrong = compare_digests(receipt["content_sha256"], content)
    yield "receipt: it is of what you sent", not wrong, wrong
    reached = sha256(b"\0" + mine["receipt"].encode())
    for side, neighbour in proof["proof"]:
        pair = [neighbour, reached] if side == "L" else [reached, neighbour]
        reached = sha256(b"\1" + bytes.fromhex("".join(pair)))
    wrong = compare_digests(c["applications_root"], reached)
    yield "receipt: it was counted at closing", not wrong, wrong
    same = receipt["opportunity"] == c["opportunity"]
    yield "receipt: it is of this opportunity", same, receipt["opportunity"]
    yield from check_signature("receipt", mine["receipt"], mine["signature"], mine["public_key"])


def check_signature(what, text, signature, key):
    """Yield the same of who signed; nothing where no package here knows Ed25519."""
    if Ed25519PublicKey is None:
        return
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text.encode())
        yield f"{what}: its signature", True, ""
    except (InvalidSignature, ValueError):
        yield f"{what}: its signature", False, f"not by the key {key}"


def check_checkpoint(each):
    """Yield the same of a checkpoint: its digest, and that the key it names signed it."""
    wrong = compare_digests(each["digest"], sha256(each["body"]))
    yield "checkpoint: its digest", not wrong, wrong
    yield from check_signature("checkpoint", each["body"], each["signature"], json.loads(each["body"])["key"])


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def tell_the_rest(draw):
    beacon = draw["commitment"]["beacon"]
    if "order" not in draw:
        print("Nothing is drawn yet. Keep the digest of the commitment: " + draw["commitment_sha256"])
    elif len(draw["order"]) <= 1000:
        print("The order follows: " + ", ".join(draw["order"]))
    if beacon["kind"] == "drand-quicknet":
        number = draw["value"].split(":")[1] if draw.get("value") else beacon["round"]
        print(f"Now look up drand quicknet round {number} yourself and compare it with the value.")
    elif beacon["kind"] == "practice":
        print("This was a practice draw: its value was made by the server and proves nothing.")


def tell_of_receipt(mine, draw):
    own = json.loads(mine["receipt"])["application"]
    if draw:
        print(
            f"Your application {own} is " + ("in" if own in draw.get("ids", []) else "not in") + " the list."
        )
    else:
        print(f"Compare the root on the opportunity's page: {own} is counted in {mine['inclusion']['root']}")


def tell_of_keys(keys):
    if keys and Ed25519PublicKey is None:
        print("No signature was checked: this needs the package cryptography (pip install cryptography).")
    elif keys:
        print("Compare the key that signed with /checkpoints/ on the site: " + ", ".join(sorted(keys)))


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit("Use: python3 verify_draw.py draw.json [your receipt.json], or a checkpoint")
    try:
        files = [read(path) for path in arguments]
        receipts = [each for each in files if "receipt" in each]
        checkpoints = [each for each in files if "body" in each]
        draws = [each for each in files if "receipt" not in each and "body" not in each]
        results = [each for draw in draws for each in check_list(draw)]
        results += [each for draw in draws if "order" in draw for each in check_order(draw)]
        draw = draws[0] if draws else None
        results += [each for mine in receipts for each in check_receipt(mine, draw)]
        results += [each for one in checkpoints for each in check_checkpoint(one)]
        keys = {mine["public_key"] for mine in receipts} | {
            json.loads(one["body"])["key"] for one in checkpoints
        }
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as problem:
        sys.exit(f"This file is not a complete draw.json, receipt or checkpoint: {problem!r}")
    for what, holds, wrong in results:
        print("ok     " if holds else "WRONG  ", what if holds or not wrong else f"{what}: {wrong}")
    if not all(holds for _, holds, _ in results):
        sys.exit("What was published does NOT fit together.")
    for mine in receipts:
        tell_of_receipt(mine, draw)
    for each in draws:
        tell_the_rest(each)
    tell_of_keys(keys)


if __name__ == "__main__":
    main(sys.argv[1:])
