"""Scores as they are typed and shown, in both languages."""

import pytest

from microacquisition.common.scores import ScoreError, format_score, parse_score


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("0", 0),
        ("0,00", 0),
        ("87.5", 8750),
        ("87,5", 8750),
        (" 87,05 ", 8705),
        ("100", 10000),
        ("100.00", 10000),
    ],
)
def test_what_people_type(typed, hundredths):
    assert parse_score(typed) == hundredths


@pytest.mark.parametrize(
    "typed", ["", "-1", "100.01", "101", "87.555", "87,", ".5", "87 %", "1e1", "٨٧", "87.5.1", "nan", "1000"]
)
def test_what_is_no_score(typed):
    with pytest.raises(ScoreError) as refused:
        parse_score(typed)
    assert "87.5" in refused.value.words.en and "87,5" in refused.value.words.fr


def test_shown_in_each_language():
    assert (format_score(0, "en"), format_score(8705, "fr"), format_score(27550, "en")) == (
        "0.00",
        "87,05",
        "275.50",
    )
