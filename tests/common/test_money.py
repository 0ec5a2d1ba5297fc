"""Money: one amount however it is typed, and nothing that is not an amount."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microacquisition.common.money import (
    LARGEST_AMOUNT,
    NOT_AN_AMOUNT,
    POINT_FOR_THOUSANDS,
    TAX_UNCLEAR,
    TOO_LARGE,
    TOO_MANY_DECIMALS,
    MoneyError,
    apply_rate,
    format_money,
    money_words,
    parse_money,
    parse_posted_price,
)


@pytest.mark.parametrize(
    "text",
    [
        "6,500",
        "6 500,00 $",
        "6500.00",
        "6500",
        "$6,500",
        "$ 6,500.00",
        "6\u00a0500,00\u00a0$",
        "6500,0",
        "6\u202f500,00\u00a0$",
        "  6500  ",
        "6500$",
        "6 500.00",
        "$6500",
    ],
)
def test_one_amount_in_many_spellings(text):
    assert parse_money(text) == 650_000


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1,234", 123_400),
        ("1,23", 123),
        ("1,2", 120),
        ("0", 0),
        ("0.05", 5),
        ("1,234,567.89", 123_456_789),
        ("1 234 567", 123_456_700),
        ("999,999,999.99", 99_999_999_999),
        ("8695.65", 869_565),
    ],
)
def test_commas_and_points_are_read_as_people_mean_them(text, cents):
    assert parse_money(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "1e3",
        "NaN",
        "-1",
        "٥٠٠",
        "\uff15\uff10",
        "",
        "   ",
        "$",
        "9" * 40,
        "9" * 10_000,
        "6,50,0",
        "1.234.567",
        "1.234,50",
        "1.234",
        "1.2345",
        "1,2345",
        "12,34.5",
        "+5",
        "1_000",
        "Infinity",
        "0x10",
        "$5$",
        "5 $ $",
        "1,,000",
        "1, 000",
        "6500.",
        ".5",
        "1 23",
        "1  000",
        "five",
        "6,500 (excluding taxes)",
        "1,234 567",
        "1 234,567",
        "²",
        "1\n2",
    ],
)
def test_what_is_not_an_amount_is_refused_in_both_languages(text):
    with pytest.raises(MoneyError) as refused:
        parse_money(text)
    assert refused.value.words.en
    assert refused.value.words.fr != refused.value.words.en


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.234,50", POINT_FOR_THOUSANDS),
        ("1.234.567", POINT_FOR_THOUSANDS),
        ("6500.125", TOO_MANY_DECIMALS),
        ("9" * 40, TOO_LARGE),
        ("-1", NOT_AN_AMOUNT),
        ("1,2345", TOO_MANY_DECIMALS),
    ],
)
def test_refusal_says_what_is_wrong(text, words):
    with pytest.raises(MoneyError) as refused:
        parse_money(text)
    assert refused.value.words is words


@pytest.mark.parametrize(
    "text", ["$6,500 (excluding taxes)", "6 500$ (hors les taxes)", "6\u00a0500\u00a0$ (hors les taxes)"]
)
def test_posts_of_the_pilot_read_alike(text):
    assert parse_posted_price(text) == (650_000, False)


def test_posted_price_with_taxes_inside():
    assert parse_posted_price("$7,345.00 (taxes included)") == (734_500, True)
    assert parse_posted_price("7 345 $ (taxes comprises)") == (734_500, True)


@pytest.mark.parametrize(
    "text", ["$6,500", "$6,500 (CAD)", "6500 (a) (b)", "(excluding taxes)", "x" * 10_000]
)
def test_posted_price_that_cannot_be_placed_is_refused(text):
    with pytest.raises(MoneyError):
        parse_posted_price(text)


def test_posted_price_must_say_what_it_does_with_taxes():
    with pytest.raises(MoneyError) as refused:
        parse_posted_price("$6,500")
    assert refused.value.words is TAX_UNCLEAR


def test_amounts_are_written_in_each_language():
    assert format_money(650_000, "en") == "$6,500.00"
    assert format_money(650_000, "fr") == "6\u00a0500,00\u00a0$"
    assert format_money(5, "fr") == "0,05\u00a0$"
    assert format_money(-123_456_789, "en") == "-$1,234,567.89"
    assert money_words(100).fr == "1,00\u00a0$"


AMOUNTS = st.integers(0, LARGEST_AMOUNT)
ALWAYS_THE_SAME = settings(derandomize=True, database=None, deadline=None, max_examples=100)


@ALWAYS_THE_SAME
@given(AMOUNTS, st.sampled_from(" \u00a0\u202f\u2009\u2007"))
def test_what_is_written_reads_back_whatever_the_space(cents, space):
    for language in ("en", "fr"):
        shown = format_money(cents, language)
        assert parse_money(shown) == cents
        assert parse_money(shown.replace("\u00a0", space)) == cents
        assert parse_money(shown.replace("$", "").strip()) == cents


@ALWAYS_THE_SAME
@given(st.text(st.sampled_from("0123456789 ,.$\u00a0"), max_size=16))
def test_what_is_read_is_written_as_the_same_amount_or_refused_in_words(text):
    try:
        cents = parse_money(text)
    except MoneyError as refused:
        assert refused.words.en and refused.words.fr
        return
    digits = re.sub(r"[^0-9]", "", text).lstrip("0")
    assert 0 <= cents <= LARGEST_AMOUNT
    # No digit is lost and none is made up: dollars, or dollars with one or two digits of cents.
    assert digits.rstrip("0") == str(cents).rstrip("0").lstrip("0")
    assert parse_money(format_money(cents, "fr")) == cents


@ALWAYS_THE_SAME
@given(st.lists(AMOUNTS, max_size=6), st.integers(0, 20))
def test_parts_add_up_and_a_tax_is_off_by_less_than_a_cent(amounts, percent):
    rate = Decimal(percent) / 100
    for amount in amounts:
        assert abs(Decimal(amount) * rate - apply_rate(amount, rate)) <= Decimal("0.5")
    whole = sum(apply_rate(amount, rate) for amount in amounts)
    assert abs(Decimal(sum(amounts)) * rate - whole) <= Decimal("0.5") * len(amounts)


def test_half_a_cent_rounds_up():
    assert apply_rate(650_000, Decimal("0.13")) == 84_500
    assert apply_rate(50, Decimal("0.13")) == 7
    assert apply_rate(10, Decimal("0.05")) == 1
    assert apply_rate(869_565, Decimal("0.15")) == 130_435
