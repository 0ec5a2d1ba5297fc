"""The draw: every vector, every digest, and an order that favours nobody."""

import hashlib
import itertools
import json
import time
from collections import Counter
from pathlib import Path

import pytest

from microacquisition.process.selection import draw

VECTORS = json.loads((Path(__file__).parent / "draw-vectors.json").read_text(encoding="utf-8"))
DRAWS = [each for each in VECTORS["draws"] if each["commitment"]["purpose"] == "award"]
INSERTION = next(each for each in VECTORS["draws"] if each["commitment"]["purpose"] == "insertion")


@pytest.mark.parametrize("vector", DRAWS, ids=lambda vector: vector["name"])
def test_every_published_draw_is_reproduced(vector):
    commitment = vector["commitment"]
    assert draw.entrants_digest(vector["ids"]) == commitment["entrants_sha256"]
    assert len(vector["ids"]) == commitment["entrants"]
    assert draw.commitment_digest(commitment) == vector["commitment_sha256"]
    seed = draw.derive_seed(commitment, vector["value"], bytes.fromhex(vector["secret"]))
    assert seed.hex() == vector["seed"]
    order = draw.draw_order(vector["ids"], seed)
    assert order == vector["order"]
    assert draw.order_digest(order) == vector["order_sha256"]


def test_published_insertion_is_reproduced():
    commitment = INSERTION["commitment"]
    assert draw.commitment_digest(commitment) == INSERTION["commitment_sha256"]
    seed = draw.derive_seed(commitment, INSERTION["value"])
    assert seed.hex() == INSERTION["seed"]
    assert draw.entrants_digest(["A-Q5H6R"]) == commitment["entrants_sha256"]
    step = draw.insertion_step(4, seed)
    assert draw.insert_entrant(INSERTION["before"], "A-Q5H6R", step) == INSERTION["order"]
    assert (step.places, step.chosen, len(step.words)) == (5, 2, 1)


def test_order_does_not_depend_on_the_order_of_the_list():
    seed = bytes(32)
    assert draw.draw_order(["b", "a", "c"], seed) == draw.draw_order(["c", "b", "a"], seed)
    assert draw.entrants_digest(["b", "a"]) == draw.entrants_digest(["a", "b"])


def test_any_change_of_commitment_or_value_changes_the_seed():
    vector = DRAWS[0]
    seed = draw.derive_seed(vector["commitment"], vector["value"])
    assert draw.derive_seed({**vector["commitment"], "log_head": "b" * 64}, vector["value"]) != seed
    assert draw.derive_seed(vector["commitment"], vector["value"] + " ") != seed
    assert draw.derive_seed(vector["commitment"], vector["value"], b"\x01" * 32) != seed


@pytest.mark.parametrize("ids", [["a", "a"], ["a\nb"], [""]])
def test_list_that_is_not_a_list_of_references_is_refused(ids):
    with pytest.raises(draw.NotDrawable):
        draw.draw_order(ids, bytes(32))
    with pytest.raises(draw.NotDrawable):
        draw.entrants_digest(ids)


def test_secret_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        draw.derive_seed({}, "v", b"short")


def test_entrant_already_in_the_order_is_not_inserted_again():
    with pytest.raises(draw.NotDrawable):
        draw.insert_entrant(["a", "b"], "a", draw.insertion_step(2, bytes(32)))


def test_words_above_the_last_whole_multiple_are_thrown_away():
    chosen, taken = draw._choose(3, iter([2**64 - 1, 7]))
    assert (chosen, taken) == (1, (2**64 - 1, 7))


def test_words_shown_are_the_words_the_steps_used():
    seed = bytes.fromhex(DRAWS[0]["seed"])
    order = sorted(DRAWS[0]["ids"])
    words = draw.write_words(draw.draw_steps(4, seed))
    for count, word in zip(range(len(order), 1, -1), words, strict=True):
        chosen = int(word, 16) % count
        order[count - 1], order[chosen] = order[chosen], order[count - 1]
    assert order == DRAWS[0]["order"]


def test_nobody_is_favoured_over_sixty_thousand_seeds():
    counts = Counter(
        tuple(draw.draw_order("abcd", hashlib.sha256(f"uniform {number}".encode()).digest()))
        for number in range(60_000)
    )
    expected = 60_000 / 24
    orders = itertools.permutations("abcd")
    assert sum((counts[order] - expected) ** 2 / expected for order in orders) < 49.7


def test_two_hundred_and_fifty_entrants_take_under_fifty_milliseconds():
    vector = next(each for each in DRAWS if each["name"] == "P250")
    seed = bytes.fromhex(vector["seed"])
    started = time.process_time()
    draw.draw_order(vector["ids"], seed)
    assert time.process_time() - started < 0.05


def test_a_hundred_thousand_entrants_take_about_a_second():
    seed, ids = bytes(32), [f"A-{number:06d}" for number in range(100_000)]
    started = time.process_time()
    order = draw.draw_order(ids, seed)
    assert time.process_time() - started < 2
    assert sorted(order) == ids and order != ids
