"""The order by score: sums, exact ties, and a score of 0 that is one."""

import pytest

from microacquisition.process.selection.scores import (
    Score,
    UndecidedTie,
    add_scores,
    find_tied,
    find_unscored,
    order_by_score,
)

IDS, CRITERIA = ["A-1", "A-2", "A-3"], ["one", "two"]


def scores(*rows: tuple[str, int | None, int | None]) -> list[Score]:
    return [Score(key, code, each) for key, *both in rows for code, each in zip(CRITERIA, both, strict=True)]


def test_highest_total_first_in_hundredths():
    found = scores(("A-1", 5000, 5001), ("A-2", 10000, 0), ("A-3", 0, 10000))
    totals = add_scores(IDS, found)
    assert totals == {"A-1": 10001, "A-2": 10000, "A-3": 10000}
    assert find_tied(totals) == ["A-2", "A-3"]


def test_a_score_of_zero_is_a_score():
    found = scores(("A-1", 0, 0), ("A-2", 0, 1), ("A-3", 10000, 10000))
    assert find_unscored(IDS, CRITERIA, found) == []
    assert order_by_score(add_scores(IDS, found)) == ["A-3", "A-2", "A-1"]


def test_what_nobody_scored_is_missing():
    found = scores(("A-1", 0, None), ("A-2", 1, 1))
    assert find_unscored(IDS, CRITERIA, found) == [("A-1", "two"), ("A-3", "one"), ("A-3", "two")]


def test_struck_applications_count_for_nothing():
    found = scores(("A-1", 5000, 0), ("A-2", 5000, 0), ("A-3", 1, 0))
    totals = add_scores(["A-1", "A-3"], found)
    assert find_tied(totals) == []
    assert order_by_score(totals) == ["A-1", "A-3"]


def test_exact_ties_wait_for_a_draw():
    totals = {"A-1": 9000, "A-2": 9000, "A-3": 9001}
    with pytest.raises(UndecidedTie):
        order_by_score(totals)
    with pytest.raises(UndecidedTie):
        order_by_score(totals, ["A-1", "A-3"])


@pytest.mark.parametrize("drawn", [["B", "D", "A", "C", "E"], ["A", "C", "E", "B", "D"]])
def test_a_draw_orders_those_tied_and_moves_nobody_else(drawn):
    totals = {"E": 100, "A": 9000, "B": 9000, "X": 8999, "C": 100, "D": 100}
    order = order_by_score(totals, drawn)
    assert set(order[:2]) == {"A", "B"} and order[2] == "X"
    assert order[:2] == [key for key in drawn if key in ("A", "B")]
    assert order[3:] == [key for key in drawn if key in ("C", "D", "E")]


def test_nobody_to_order():
    assert order_by_score({}) == [] and find_tied({}) == [] and find_unscored([], CRITERIA, []) == []
