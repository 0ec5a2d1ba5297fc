"""Passages of an answer that may tell who wrote it: found however they are spelt, and blacked out."""

import time
import unicodedata

import pytest

from microacquisition.process.doubles import Traits
from microacquisition.process.slips import black_out, find_slips, list_passages

ELISE = Traits(
    "A-00000",
    names=("Elise Tremblay-Roy", "JT Conseils inc."),
    emails=("el.tre@example.ca",),
    phone="+33 1 23 45 67 89",
    address="99 Bank Street K1A 0B1",
    accounts=frozenset({"github.com/eltre"}),
)


def passages(text: str) -> list[str]:
    return [text[slip.start : slip.end] for slip in find_slips(text, ELISE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I am Élise and TREMBLAY’s heir", ["Élise", "TREMBLAY"]),
        (unicodedata.normalize("NFD", "moi, Élise,"), [unicodedata.normalize("NFD", "Élise")]),
        ("my firm JT  Conseils inc. did it", ["JT  Conseils inc"]),
        ("write to elise@jt.example.ca.", ["elise@jt.example.ca"]),
        ("see https://github.com/ElTre/x, or www.jt.ca", ["https://github.com/ElTre/x", "www.jt.ca"]),
        ("code at gitlab.example.org/jt", ["gitlab.example.org/jt"]),
        ("I am @eltre, also ElTre or el.tre", ["@eltre", "ElTre", "el.tre"]),
        ("call (613) 555-0100 or 613.555.0199", ["(613) 555-0100", "613.555.0199"]),
        ("call +33 (1) 23.45.67.89", ["33 (1) 23.45.67.89"]),
        ("at 99, Bank, k1a0b1", ["99, Bank", "k1a0b1"]),
        ("The group of 1500 services, in 2019 and elisement", []),
    ],
)
def test_each_passage_is_found_as_it_stands(text: str, found: list[str]) -> None:
    assert passages(text) == found


def test_what_is_blacked_out_is_gone_and_the_rest_stays() -> None:
    text = "Élise wrote it; see https://github.com/eltre/x. Élise again."
    slips = find_slips(text, ELISE)
    assert black_out(text, slips, "en") == "[redacted] wrote it; see [redacted]. [redacted] again."
    assert black_out(text, slips, "fr").count("[caviardé]") == 3
    assert list(list_passages(text, slips).values()) == [["Élise"], ["https://github.com/eltre/x"]]
    assert find_slips(black_out(text, slips, "fr"), ELISE) == []


@pytest.mark.parametrize("text", ["a" * 100_000, "a-" * 50_000, "1" * 100_000, "a." * 50_000, "@a" * 50_000])
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    started = time.process_time()
    find_slips(text, ELISE)
    assert time.process_time() - started < 10
