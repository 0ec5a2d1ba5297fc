"""Tax follows the buyer's address, the supplier's registration and the day."""

from datetime import date
from decimal import Decimal

import pytest

from microacquisition.process.tax import (
    HIGHEST_RATE,
    PROVINCES,
    TaxError,
    propose_tax,
    tax_amounts,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("place", "rate"),
    [
        ("AB", "0.05"),
        ("BC", "0.05"),
        ("MB", "0.05"),
        ("NB", "0.15"),
        ("NL", "0.15"),
        ("NS", "0.14"),
        ("NT", "0.05"),
        ("NU", "0.05"),
        ("ON", "0.13"),
        ("PE", "0.15"),
        ("QC", "0.05"),
        ("SK", "0.05"),
        ("YT", "0.05"),
    ],
)
def test_a_federal_buyer_pays_the_rate_of_its_address(place, rate):
    assert propose_tax(place, TODAY, supplier_registered=True).rate == Decimal(rate)


def test_nova_scotia_changed_on_the_first_of_april_2025():
    assert propose_tax("NS", date(2025, 3, 31), True).rate == Decimal("0.15")
    assert propose_tax("NS", date(2025, 4, 1), True).rate == Decimal("0.14")


def test_supplier_who_is_not_registered_charges_none_and_the_reason_says_so():
    proposal = propose_tax("ON", TODAY, supplier_registered=False, buyer_pays_provincial=True)
    assert proposal.parts == ()
    assert "not registered" in proposal.reason.en
    assert "TPS/TVH" in proposal.reason.fr
    assert tax_amounts(650_000, proposal) == ()


def test_provincial_tax_only_where_the_buyer_pays_it():
    exempt = propose_tax("QC", TODAY, True)
    assert [part.code for part in exempt.parts] == ["GST"]
    assert "La TVQ n’est pas ajoutée" in exempt.reason.fr
    paying = propose_tax("QC", TODAY, True, buyer_pays_provincial=True)
    assert [part.code for part in paying.parts] == ["GST", "QST"]
    assert [amount.cents for amount in tax_amounts(100_000, paying)] == [5_000, 9_975]


def test_reason_names_tax_rate_and_place_in_both_languages():
    reason = propose_tax("ON", TODAY, True).reason
    assert reason.en.startswith("HST 13%: ")
    assert "Ontario" in reason.en
    assert reason.fr.startswith("TVH 13\u00a0%\u00a0: ")


def test_no_place_is_dearer_than_the_highest_rate():
    assert max(propose_tax(place, TODAY, True, True).rate for place in PROVINCES) == HIGHEST_RATE


@pytest.mark.parametrize(("place", "day"), [("XX", TODAY), ("", TODAY), ("ON", date(2019, 6, 30))])
def test_unknown_place_or_day_is_refused(place, day):
    with pytest.raises(TaxError) as refused:
        propose_tax(place, day, True)
    assert refused.value.words.fr


def test_the_pilots_opportunity_invoiced_to_an_ontario_address():
    proposal = propose_tax("ON", TODAY, True)
    assert [amount.cents for amount in tax_amounts(650_000, proposal)] == [84_500]
