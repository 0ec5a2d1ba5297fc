"""The disclosure of contracts: which quarter or year, with taxes, what an early end changes, and no formula."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client

from microacquisition.content.today import find_today
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier
from microacquisition.reports.case_file.rows import FORMULA
from microacquisition.reports.open_data.contracts import ONE_DAY, days_of, quarter_of
from microacquisition.reports.open_data.disclosure import QUARTERLY, YEARLY
from tests.builders import People, make_people
from tests.opportunities.agreement import builders as work
from tests.reports.test_ocds import end_for_default

PLACES = {
    "en": ("open-data", "contracts", "contracts-of-10000-or-less"),
    "fr": ("donnees-ouvertes", "contrats", "contrats-de-10000-ou-moins"),
}


@pytest.fixture
def people(committed_database: str) -> People:
    """Everybody an opportunity needs."""
    return make_people()


def read(kind: int, period: object, language: str = "en") -> list[dict[str, str]]:
    """Return the rows of a quarter (1) or a year (2) as a spreadsheet program reads them."""
    place = PLACES[language]
    answer = Client().get(f"/{language}/{place[0]}/{place[kind]}/{period}.csv")
    assert answer.status_code == 200 and answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf"), "a spreadsheet program sees that it is UTF-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def raise_price(cents: int) -> None:
    """Let the agreement be worth more, as another program allows."""
    Agreement.objects.update(price_cents=cents)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 4, 1), "2026-2027-Q1"), (date(2026, 9, 30), "2026-2027-Q2"), (date(2026, 12, 31), "2026-2027-Q3"),
        (date(2027, 3, 31), "2026-2027-Q4"),
    ],
)  # fmt: skip
def test_quarters_are_those_of_the_fiscal_year(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter
    first, last = days_of(quarter)
    assert first <= day <= last and (quarter_of(first), quarter_of(last)) == (quarter, quarter)
    assert quarter not in (quarter_of(first - ONE_DAY), quarter_of(last + ONE_DAY))


def test_small_contracts_and_card_payments_are_summed_by_year(people: People) -> None:
    Supplier.objects.update(is_registered_for_tax=True, gst_hst_number="123456782RT0001")
    work.make_paid(people)
    year = find_today().year
    (row,) = read(2, year)
    assert tuple(row) == YEARLY and row["owner_org"] == people.department.code
    assert row["owner_org_title"] == "Employment | Emploi"
    assert (row["contract_service_number_of"], row["contract_goods_number_of"]) == ("1", "0")
    assert row["contracts_service_original_value"] == "6780.00", "6,000 and 13% of tax"
    assert (
        row["acquisition_card_transactions_number_of"],
        row["acquisition_card_transactions_total_value"],
    ) == ("1", "6780.00")
    assert read(2, year, "fr") == [row] and read(1, quarter_of(find_today())) == []


def test_contracts_above_the_threshold_stand_by_themselves(people: People) -> None:
    opportunity = work.make_in_work(people)
    raise_price(20_000_00)
    period = quarter_of(find_today())
    (row,) = read(1, period)
    assert tuple(row) == QUARTERLY and row["reporting_period"] == period
    assert row["reference_number"] == f"C-{period}-{opportunity.reference}-1"
    assert (row["vendor_name"], row["vendor_postal_code"], row["country_of_vendor"]) == (
        "Supplier 1",
        "K1A",
        "CA",
    )
    assert (row["contract_value"], row["original_value"], row["amendment_value"]) == (
        "20000.00",
        "20000.00",
        "0.00",
    )
    assert (row["instrument_type"], row["solicitation_procedure"], row["former_public_servant"]) == (
        "C",
        "OB",
        "N",
    )
    assert (row["description_en"], row["description_fr"]) == ("Cloud policies", "Politiques infonuagiques")
    assert read(2, find_today().year) == [], "disclosed once"
    Supplier.objects.update(country="FR")
    assert read(1, period)[0]["vendor_postal_code"] == "NA"


def test_an_early_end_is_an_amendment(people: People) -> None:
    opportunity = work.make_in_work(people)
    raise_price(20_000_00)
    end_for_default(opportunity, people)
    rows = [row for period in {quarter_of(find_today()), *quarters(opportunity)} for row in read(1, period)]
    contract, amendment = sorted(rows, key=lambda row: row["instrument_type"], reverse=True)
    assert (amendment["instrument_type"], amendment["buyer_name"]) == ("A", "NA")
    assert (amendment["amendment_value"], amendment["contract_value"]) == ("-20000.00", "0.00")
    assert "not delivered" in amendment["comments_en"] and "manquement" in amendment["comments_fr"]
    assert contract["procurement_id"] == amendment["procurement_id"]


def quarters(opportunity: Opportunity) -> list[str]:
    """Return the quarters in which agreements were signed."""
    return [quarter_of(each.signed_at.date()) for each in opportunity.agreements.all()]


def test_no_cell_is_a_formula(people: People) -> None:
    work.make_in_work(people)
    raise_price(20_000_00)
    for mark in ("=", "+", "@", "\uff1d"):
        Supplier.objects.update(legal_name=f"{mark}HYPERLINK(A1)")
        (row,) = read(1, quarter_of(find_today()))
        assert row["vendor_name"] == f"'{mark}HYPERLINK(A1)"
        assert not [cell for cell in row.values() if cell.startswith(FORMULA)]


def test_periods_are_listed_and_others_are_not_there(people: People) -> None:
    work.make_in_work(people)
    today = find_today()
    for language, place in PLACES.items():
        page = Client().get(f"/{language}/{place[0]}/").content.decode()
        assert f'/{language}/{place[0]}/{place[1]}/{quarter_of(today)}.csv"' in page
        assert f'/{language}/{place[0]}/{place[2]}/{today.year}.csv"' in page
    for kind, period in ((1, "2020-2021-Q1"), (1, "nonsense"), (2, 1999)):
        place = PLACES["en"]
        assert Client().get(f"/en/{place[0]}/{place[kind]}/{period}.csv").status_code == 404


def test_who_has_it_already_gets_304(people: People) -> None:
    work.make_in_work(people)
    address = f"/en/open-data/contracts-of-10000-or-less/{find_today().year}.csv"
    known: Any = Client().get(address)
    assert Client().get(address, headers={"if-none-match": known["ETag"]}).status_code == 304
    raise_price(1_000_00)
    assert Client().get(address, headers={"if-none-match": known["ETag"]}).status_code == 200
