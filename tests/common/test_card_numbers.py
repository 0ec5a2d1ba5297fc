"""Card numbers are found however they are grouped, and other long numbers are left alone."""

import pytest

from microacquisition.common.card_numbers import holds_card_number, passes_luhn


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "Pay with 4111 1111 1111 1111 please",
        "4111-1111-1111-1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "card:4111 1111 1111 1111, exp. 12/27",
        "4111 1111 1111 1111 123",
        "(5555555555554444)",
        "3782 822463 10005",
        "6011111111111117.",
        "2223003122003222",
        "4222222222222",
        "ref 4500 4111 1111 1111 1111",
    ],
)
def test_card_numbers_are_found(text):
    assert holds_card_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4111111111111112",
        "41111111111111110000",
        "a4111111111111111",
        "9f4111111111111111ce",
        "4111 1111",
        "613 555 0123",
        "2026-11-21 2026-11-30",
        "0000000000000000",
        "1234567890123456",
        "4111  1111  1111  1111",
        "MA-2026-0007",
        "4111\n1111\n1111\n1111",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not holds_card_number(text)


def test_check_digit():
    assert passes_luhn("79927398713")
    assert not passes_luhn("79927398710")


def test_long_texts_are_searched_at_once():
    assert not holds_card_number("1234 " * 5_000)
    assert not holds_card_number("4" * 100_000)
