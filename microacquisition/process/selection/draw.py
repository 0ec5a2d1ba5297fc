"""MAD-1, the draw that a losing supplier can check (spec/draw.md): the list first, then chance from outside.

An order of the entrants follows from three published things: the sorted ids, the commitment C that binds
them before the beacon's time, and the value V that the beacon gives afterwards. Whoever has these three
computes the same order. Nothing here reads a clock, a file, a network or a source of chance.

Names never enter the draw; an id is any string without a line break (ours look like `A-7K2QX`).
"""

import hashlib
import hmac
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from microacquisition.common.canonical import write_canonical

ALGORITHM = "MAD-1"
ZERO = bytes(32)
WORD_RANGE = 2**64
WORDS_OF_BLOCK = struct.Struct(">4Q")


class NotDrawable(ValueError):
    """The ids are not a list of different, one-line references."""


class Swap(NamedTuple):
    """One step of the draw: the last of the first `places` changes with place `chosen` (from 0)."""

    places: int
    chosen: int
    words: tuple[int, ...]


def sort_ids(ids: Sequence[str]) -> list[str]:
    """Return the ids in byte order; NotDrawable where one stands twice or holds a line break."""
    if len(set(ids)) != len(ids):
        raise NotDrawable("An id stands twice in the list.")
    if any("\n" in each or not each for each in ids):
        raise NotDrawable("An id is empty or holds a line break.")
    return sorted(ids, key=str.encode)


def entrants_digest(ids: Sequence[str]) -> str:
    """Return `entrants_sha256` of the commitment, which binds the list whatever order it is given in."""
    return _sha256("MAD-1|entrants\n" + "".join(f"{each}\n" for each in sort_ids(ids)))


def commitment_digest(commitment: Mapping[str, object]) -> str:
    """Return `commitment_sha256`: SHA-256 of the commitment's canonical JSON, in hex."""
    return _sha256(write_canonical(commitment))


def order_digest(order: Sequence[str]) -> str:
    """Return `order_sha256`: SHA-256 of the ids in drawn order, each followed by a line break."""
    return _sha256("".join(f"{each}\n" for each in order))


def derive_seed(commitment: Mapping[str, object], value: str, secret: bytes = ZERO) -> bytes:
    """Return the 32 bytes from which everything is drawn: commitment and beacon value under HMAC-SHA256.

    `secret` is 32 zero bytes, so that the server knows nothing the public does not; only in witnessed mode is
    it the secret whose SHA-256 was published at opening.
    """
    if len(secret) != len(ZERO):
        raise ValueError("The secret is 32 bytes.")
    return _hmac(secret, f"MAD-1|seed\n{write_canonical(commitment)}\n{value}".encode())


def draw_words(seed: bytes) -> Iterator[int]:
    """Yield the endless row of 64-bit numbers of a seed, four from each HMAC-SHA256 block."""
    counter = 0
    while True:
        yield from WORDS_OF_BLOCK.unpack(_hmac(seed, b"MAD-1|draw\n" + counter.to_bytes(8, "big")))
        counter += 1


def draw_steps(count: int, seed: bytes) -> list[Swap]:
    """Return the swaps (Fisher–Yates, last place first) that turn `count` sorted ids into the order."""
    words = draw_words(seed)
    return [Swap(places, *_choose(places, words)) for places in range(count, 1, -1)]


def draw_order(ids: Sequence[str], seed: bytes) -> list[str]:
    """Return all ids in drawn order: the first is offered the work, the others are the reserve list."""
    return swap_all(ids, draw_steps(len(ids), seed))


def swap_all(ids: Sequence[str], steps: Sequence[Swap]) -> list[str]:
    """Return the sorted ids after these swaps."""
    order = sort_ids(ids)
    for places, chosen, _ in steps:
        order[places - 1], order[chosen] = order[chosen], order[places - 1]
    return order


def insertion_step(count: int, seed: bytes) -> Swap:
    """Return the one step of an insertion: `chosen` is the place (from 0) in an order of `count`, struck ids included."""
    return Swap(count + 1, *_choose(count + 1, draw_words(seed)))


def insert_entrant(before: Sequence[str], entrant: str, step: Swap) -> list[str]:
    """Return the full order `before` with `entrant` at its drawn place, the others as they stood."""
    sort_ids([*before, entrant])
    return [*before[: step.chosen], entrant, *before[step.chosen :]]


def write_words(steps: Sequence[Swap]) -> list[str]:
    """Return every word taken, thrown away ones too, in order and in 16 hex digits, as `draw.json` shows them."""
    return [f"{word:016x}" for step in steps for word in step.words]


def _choose(n: int, words: Iterator[int]) -> tuple[int, tuple[int, ...]]:
    """Return uniform(n) and the words it took; a word above the last whole multiple of n is thrown away."""
    limit = WORD_RANGE - WORD_RANGE % n
    taken: tuple[int, ...] = (next(words),)
    while taken[-1] >= limit:
        taken = (*taken, next(words))
    return taken[-1] % n, taken


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")
