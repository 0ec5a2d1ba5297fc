"""Canonical JSON against an independent implementation of RFC 8785, over values of any shape."""

import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from microacquisition.common.canonical import LARGEST_INTEGER, NotCanonical, write_canonical

VECTORS = Path(__file__).resolve().parents[2] / "docs" / "record-vectors.json"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
KEYS = st.text(st.characters(max_codepoint=0xD7FF), max_size=12)
LEAVES = TEXTS | st.integers(0, LARGEST_INTEGER)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5)
)
ALWAYS_THE_SAME = settings(derandomize=True, database=None, deadline=None, max_examples=100)


@ALWAYS_THE_SAME
@given(VALUES)
def test_every_value_is_spelt_as_rfc_8785_spells_it(value: Any) -> None:
    text = write_canonical(value)
    assert text.encode() == rfc8785.dumps(value)
    assert json.loads(text) == value
    assert write_canonical(json.loads(text)) == text


@ALWAYS_THE_SAME
@given(st.dictionaries(KEYS, LEAVES, min_size=2, max_size=6))
def test_the_order_in_which_keys_came_does_not_matter(value: dict[str, Any]) -> None:
    assert write_canonical(dict(reversed(value.items()))) == write_canonical(value)


@pytest.mark.parametrize(
    "value",
    [None, True, 1.0, -1, 2**53, float("nan"), b"x", {1: "x"}, {"a": None}, ["\ud800"], {"\udfff": 1}, {1, 2}, 10**400],
)  # fmt: skip
def test_what_another_implementation_might_spell_otherwise_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        write_canonical(value)


@pytest.mark.parametrize("key", ["\ue000", "\ufb33", "😀"])
def test_keys_that_two_languages_would_sort_differently_are_refused(key: str) -> None:
    """Python sorts by characters, JavaScript and RFC 8785 by UTF-16: 😀 stands on either side of U+FB33."""
    with pytest.raises(NotCanonical):
        write_canonical({"a": 1, key: 2})


def test_the_published_vectors_are_canonical() -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    bodies = [event["body"] for event in vectors["events"]]
    for body in [*bodies, vectors["checkpoint"]["body"]]:
        assert body.encode() == rfc8785.dumps(json.loads(body)) and write_canonical(json.loads(body)) == body
