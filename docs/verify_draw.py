"""Check a published draw (MAD-1) on your own computer:  python3 verify_draw.py draw.json

It needs Python 3.8 or later and nothing else. It computes again, from the list of entrants, the commitment
published before, and the value published after, the order of the draw. What it cannot check for you: that the
value is the one the outside source really gave (look it up there, see the end), and that the commitment is
the one you were sent by mail before that moment (compare its digest).
"""

import hashlib
import hmac
import json
import re
import sys
from datetime import date, datetime, timedelta

ZEROS = "0" * 64


def canon(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def words(seed):
    counter = 0
    while True:
        message = b"MAD-1|draw\n" + counter.to_bytes(8, "big")
        block = hmac.new(seed, message, hashlib.sha256).digest()
        for start in range(0, 32, 8):
            yield int.from_bytes(block[start : start + 8], "big")
        counter += 1


def uniform(n, source):
    word = next(source)
    while word >= 2**64 - 2**64 % n:
        word = next(source)
    return word % n


def compute_order(ids, seed):
    order, source = sorted(ids, key=str.encode), words(seed)
    for i in range(len(order) - 1, 0, -1):
        j = uniform(i + 1, source)
        order[i], order[j] = order[j], order[i]
    return order


def allowed_values(beacon):
    """The value is of the round or date of the commitment or, after 24 hours without it, the fallback."""
    kind = beacon["kind"]
    if kind == "drand-quicknet":
        return [f"{kind}:{beacon['round'] + later}:" for later in (0, 28800)]
    if kind == "practice":
        return ["practice:{}:".format(beacon["date"])]
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


def beacon_instant(beacon):
    """When the value could first be known, in universal time."""
    if beacon["kind"] == "drand-quicknet":
        return datetime(1970, 1, 1) + timedelta(seconds=1692803367 + 3 * (beacon["round"] - 1))
    text = beacon["date"] if "T" in beacon["date"] else beacon["date"] + "T05:00:00Z"
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def check_secret(draw, is_fallback):
    secret = draw.get("secret", ZEROS)
    if draw["commitment"]["mode"] != "witnessed":
        return secret == ZEROS
    published = draw["commitment"]["secret_sha256"]
    return hashlib.sha256(bytes.fromhex(secret)).hexdigest() == published or (is_fallback and secret == ZEROS)


def check_parts(draw):
    """Yield (what is checked, whether it holds)."""
    c, value = draw["commitment"], draw["value"]
    before, inserted = draw.get("before", []), draw["commitment"]["purpose"] == "insertion"
    ids = [each for each in draw["order"] if each not in before]
    committed = datetime.strptime(c["committed_at"], "%Y-%m-%dT%H:%M:%SZ")
    yield "the algorithm is MAD-1", c["algorithm"] == "MAD-1"
    yield "the commitment came before the beacon", committed < beacon_instant(c["beacon"])
    yield "the digest of the commitment", sha256(canon(c)) == draw["commitment_sha256"]
    entrants = "".join(each + "\n" for each in sorted(ids, key=str.encode))
    yield "the list of entrants", sha256("MAD-1|entrants\n" + entrants) == c["entrants_sha256"]
    yield "the number of entrants", len(ids) == len(set(ids)) == c["entrants"]
    yield "the ids shown are those entrants", sorted(draw.get("ids", ids)) == sorted(ids)
    if value or len(ids) + len(before) > 1:
        starts = [start for start in allowed_values(c["beacon"]) if value.startswith(start)]
        yield "the value is of the published source and moment", len(starts) == 1 and well_written(value)
        yield "the secret", check_secret(draw, starts != allowed_values(c["beacon"])[:1])
    key = bytes.fromhex(draw.get("secret", ZEROS))
    seed = hmac.new(key, ("MAD-1|seed\n" + canon(c) + "\n" + value).encode(), hashlib.sha256).digest()
    yield "the seed", seed.hex() == draw["seed"]
    if inserted:
        place = uniform(len(before) + 1, words(seed))
        yield "the order", draw["order"] == before[:place] + ids + before[place:]
    else:
        yield "the order", draw["order"] == compute_order(ids, seed)
    if "order_sha256" in draw:
        digest = sha256("".join(each + "\n" for each in draw["order"]))
        yield "the digest of the order", digest == draw["order_sha256"]


def main(arguments):
    if len(arguments) != 1:
        sys.exit("Use: python3 verify_draw.py draw.json")
    try:
        with open(arguments[0], encoding="utf-8") as file:
            draw = json.load(file)
        results = list(check_parts(draw))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as problem:
        sys.exit(f"This file is not a complete draw.json: {problem!r}")
    for what, holds in results:
        print("ok     " if holds else "WRONG  ", what)
    if not all(holds for _, holds in results):
        sys.exit("The published order does NOT follow from the published parts.")
    print("The order follows: " + ", ".join(draw["order"]))
    beacon = draw["commitment"]["beacon"]
    if beacon["kind"] == "drand-quicknet":
        number = draw["value"].split(":")[1] if draw["value"] else beacon["round"]
        print(f"Now look up drand quicknet round {number} yourself and compare it with the value.")
    elif beacon["kind"] == "practice":
        print("This was a practice draw: its value was made by the server and proves nothing.")


if __name__ == "__main__":
    main(sys.argv[1:])
