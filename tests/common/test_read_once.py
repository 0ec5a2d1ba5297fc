"""A page that only reads asks each question once; whatever writes reads anew."""

import pytest

from microacquisition.common.read_once import read_once, reading_once


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def look_up(asked):
    @read_once
    def look_up(name: str, *, loudly: bool = False) -> str:
        asked.append(name)
        return name.upper() if loudly else name

    return look_up


def test_outside_a_reading_every_call_reads_anew(look_up, asked):
    assert [look_up("a"), look_up("a")] == ["a", "a"]
    assert asked == ["a", "a"]


def test_inside_a_reading_the_same_question_is_asked_once(look_up, asked):
    with reading_once():
        assert [look_up("a"), look_up("a"), look_up("a", loudly=True), look_up("b")] == ["a", "a", "A", "b"]
    assert asked == ["a", "a", "b"]


def test_a_reading_within_a_reading_shares_its_answers_and_the_end_forgets_them(look_up, asked):
    with reading_once():
        look_up("a")
        with reading_once():
            look_up("a")
        look_up("a")
    look_up("a")
    assert asked == ["a", "a"]


def test_a_reading_that_fails_is_over(look_up, asked):
    with pytest.raises(LookupError), reading_once():
        look_up("a")
        raise LookupError
    look_up("a")
    assert asked == ["a", "a"]
