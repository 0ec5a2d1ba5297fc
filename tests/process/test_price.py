"""The price: rate times hours and administration, and never over the cap with the highest tax."""

from decimal import Decimal

import pytest

from microacquisition.common.money import apply_rate
from microacquisition.process.price import estimate_price, largest_price_before_tax, tax_ceiling


def test_estimate_adds_ten_hours_of_administration():
    assert estimate_price(10_000, 55) == 650_000
    assert estimate_price(6_000, 20, administrative_hours=0) == 120_000
    assert estimate_price(7_575, Decimal("12.5")) == 170_438


def test_negative_estimates_are_refused():
    with pytest.raises(ValueError, match="negative"):
        estimate_price(10_000, -20)


def test_largest_price_of_the_pilots_cap():
    assert largest_price_before_tax(1_000_000, Decimal("0.15")) == 869_565
    assert tax_ceiling(869_565, Decimal("0.15")) == 130_435


@pytest.mark.parametrize("cap", [1, 2, 99, 1_000, 999_999, 7_000_000])
@pytest.mark.parametrize("rate", [Decimal("0.15"), Decimal("0.13"), Decimal("0.14975"), Decimal(0)])
def test_largest_price_fits_and_one_cent_more_does_not(cap, rate):
    price = largest_price_before_tax(cap, rate)
    assert price + apply_rate(price, rate) <= cap
    assert (price + 1) * (1 + rate) > cap
