"""The fixed price of an opportunity: estimated from hours, bounded by the cap (spec/pilot.md, "Money")."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from microacquisition.common.money import Cents, apply_rate

ADMINISTRATIVE_HOURS = 10


def estimate_price(
    rate_cents: Cents, hours: int | Decimal, administrative_hours: int | Decimal = ADMINISTRATIVE_HOURS
) -> Cents:
    """Return hourly rate × (estimated hours + hours of administration), in cents, before tax."""
    if rate_cents < 0 or hours < 0 or administrative_hours < 0:
        raise ValueError("Rates and hours are not negative.")
    price = Decimal(rate_cents) * (Decimal(hours) + Decimal(administrative_hours))
    return int(price.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def largest_price_before_tax(cap_cents: Cents, highest_rate: Decimal) -> Cents:
    """Return the largest price that stays within a cap including tax: 869565 for $10,000 and 15 %."""
    return int((Decimal(cap_cents) / (1 + highest_rate)).to_integral_value(rounding=ROUND_FLOOR))


def tax_ceiling(price_cents: Cents, highest_rate: Decimal) -> Cents:
    """Return the tax to reserve beside the price, whoever wins, in cents."""
    return apply_rate(price_cents, highest_rate)
