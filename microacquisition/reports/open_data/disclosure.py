"""The proactive disclosure of contracts as CSV, in the columns that the Government of Canada publishes.

Names of columns: the files `contracts.csv` and `contractsa.csv` of open.canada.ca (dataset
d8f85d91-7dec-4fd1-8055-483b77225d8b), as its source repository open-data/ckanext-canada describes them and as programs
that read these files quote their first line. Codes taken from there: instrument_type, commodity_type,
solicitation_procedure, limited_tendering_reason, trade_agreement_exceptions, contracting_entity, intellectual_property,
article_6_exceptions. Not verified, and so left empty for the department to fill in: award_criteria, land_claims,
trade_agreement, agreement_type_code, socioeconomic_indicator, indigenous_business_excluding_psib,
potential_commercial_exploitation. The economic object code and the commodity code are not known here.

The files begin with a byte order mark: the government's own do, and a spreadsheet program takes accents for others
without it. No cell is taken for a formula (`write_cell`).
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Q

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Payment
from microacquisition.people.models import Department, Supplier
from microacquisition.reports.case_file.rows import write_cell
from microacquisition.reports.open_data.contracts import (
    AMENDMENT,
    CONTRACT,
    Entry,
    days_of,
    find_first_day,
    list_entries,
    local_day,
    quarter_of,
    say_why,
)

CSV_TYPE = "text/csv; charset=utf-8"
CARD_METHODS = ("card", "paypal")  # the acquisition card, directly or through PayPal (spec/pilot.md)
QUARTERLY = (
    "reference_number", "procurement_id", "vendor_name", "vendor_postal_code", "buyer_name", "contract_date",
    "economic_object_code", "description_en", "description_fr", "contract_period_start", "delivery_date",
    "contract_value", "original_value", "amendment_value", "comments_en", "comments_fr", "additional_comments_en",
    "additional_comments_fr", "agreement_type_code", "trade_agreement", "land_claims", "commodity_type",
    "commodity_code", "country_of_vendor", "solicitation_procedure", "limited_tendering_reason",
    "trade_agreement_exceptions", "indigenous_business", "indigenous_business_excluding_psib",
    "intellectual_property", "potential_commercial_exploitation", "former_public_servant", "contracting_entity",
    "standing_offer_number", "instrument_type", "ministers_office", "number_of_bids", "article_6_exceptions",
    "award_criteria", "socioeconomic_indicator", "reporting_period", "owner_org", "owner_org_title",
)  # fmt: skip
YEARLY = (
    "year", "contract_goods_number_of", "contracts_goods_original_value", "contracts_goods_amendment_value",
    "contract_service_number_of", "contracts_service_original_value", "contracts_service_amendment_value",
    "contract_construction_number_of", "contracts_construction_original_value",
    "contracts_construction_amendment_value", "acquisition_card_transactions_number_of",
    "acquisition_card_transactions_total_value", "owner_org", "owner_org_title",
)  # fmt: skip
# What is the same for every small purchase of code: an open competition for a service, the supplier keeps its rights.
ALWAYS = {
    "commodity_type": "S", "solicitation_procedure": "OB", "limited_tendering_reason": "00",
    "trade_agreement_exceptions": "00", "indigenous_business": "NA", "intellectual_property": "B",
    "contracting_entity": "DC", "ministers_office": "N", "article_6_exceptions": "0",
}  # fmt: skip


def list_quarters(today: date) -> list[str]:
    """Return every quarter from the first contract to the present one, the latest first."""
    first = find_first_day() or today
    months = range(first.year * 12 + first.month - 1, today.year * 12 + today.month)
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    return list(dict.fromkeys(quarter_of(day) for day in reversed(days)))


def list_years(today: date) -> list[int]:
    """Return every calendar year from the first contract to the present one, the latest first."""
    return list(range(today.year, (find_first_day() or today).year - 1, -1))


def write_quarter(quarter: str) -> bytes:
    """Return the contracts and amendments of one quarter that are disclosed by themselves."""
    entries = (entry for entry in list_entries(*days_of(quarter)) if entry.is_above_threshold)
    return _write_table(QUARTERLY, (_describe_entry(entry) for entry in entries))


def write_year(year: int) -> bytes:
    """Return one line for each department: its contracts of a calendar year at or under the threshold, card payments."""
    contracts: dict[Department, list[Entry]] = defaultdict(list)
    for entry in list_entries(date(year, 1, 1), date(year, 12, 31)):
        if not entry.is_above_threshold:
            contracts[entry.agreement.opportunity.department].append(entry)
    cards = _sum_cards(year)
    departments = sorted({*contracts, *cards}, key=lambda each: each.code)
    rows = (_sum_year(year, each, contracts[each], cards.get(each, (0, 0))) for each in departments)
    return _write_table(YEARLY, rows)


def _sum_year(
    year: int, department: Department, entries: list[Entry], cards: tuple[int, int]
) -> dict[str, object]:
    signed = [entry for entry in entries if entry.kind == CONTRACT]
    amended = [entry for entry in entries if entry.kind == AMENDMENT]
    return {
        **dict.fromkeys(YEARLY, 0),
        "year": year,
        "contract_service_number_of": len(signed),
        "contracts_service_original_value": _dollars(sum(entry.original_cents for entry in signed)),
        "contracts_service_amendment_value": _dollars(sum(entry.amendment_cents for entry in amended)),
        "acquisition_card_transactions_number_of": cards[0],
        "acquisition_card_transactions_total_value": _dollars(cards[1]),
        **_name(department),
    }


def _sum_cards(year: int) -> dict[Department, tuple[int, int]]:
    """Return how many payments by card, of any amount, and their sum less what came back, by department."""
    found: dict[Department, tuple[int, int]] = {}
    payments = Payment.objects.filter(
        Q(paid_on__year=year) | Q(refunded_on__year=year),
        method__in=CARD_METHODS, state__in=("COMPLETED", "REFUNDED"),
        invoice__agreement__opportunity__in=Opportunity.objects.public(),
    )  # fmt: skip
    for payment in payments.select_related("invoice__agreement__opportunity__department"):
        department = payment.invoice.agreement.opportunity.department
        number, cents = found.get(department, (0, 0))
        if payment.paid_on is not None and payment.paid_on.year == year:
            number, cents = number + 1, cents + payment.amount_cents
        if payment.refunded_on is not None and payment.refunded_on.year == year:
            cents -= payment.amount_cents
        if (number, cents) != (0, 0):
            found[department] = (number, cents)
    return found


def _describe_entry(entry: Entry) -> dict[str, object]:
    agreement, opportunity = entry.agreement, entry.agreement.opportunity
    is_amendment = entry.kind == AMENDMENT
    signed_on = local_day(agreement, agreement.signed_at).isoformat()
    return {
        **dict.fromkeys(QUARTERLY, ""),
        **ALWAYS,
        "reference_number": f"{entry.kind}-{entry.quarter}-{opportunity.reference}-{entry.number}",
        "procurement_id": f"{opportunity.reference}-{entry.number}",
        "vendor_name": agreement.supplier.legal_name,
        "vendor_postal_code": _shorten_postal_code(agreement.supplier),
        "buyer_name": "NA" if is_amendment else opportunity.programme.name.en,
        "contract_date": signed_on,
        "description_en": opportunity.title.best_for("en")[0],
        "description_fr": opportunity.title.best_for("fr")[0],
        "contract_period_start": signed_on,
        "delivery_date": local_day(agreement, agreement.delivery_at).isoformat(),
        "contract_value": _dollars(entry.value_cents),
        "original_value": _dollars(entry.original_cents),
        "amendment_value": _dollars(entry.amendment_cents),
        "comments_en": say_why(entry, "en"),
        "comments_fr": say_why(entry, "fr"),
        "country_of_vendor": agreement.supplier.country,
        "former_public_servant": "Y" if agreement.former_public_servant else "N",
        "instrument_type": entry.kind,
        "number_of_bids": opportunity.applications_count or "",
        "reporting_period": entry.quarter,
        **_name(opportunity.department),
    }


def _shorten_postal_code(supplier: Supplier) -> str:
    """Return the first three characters; NA outside Canada."""
    return supplier.postal_code.strip()[:3].upper() if supplier.country == "CA" else "NA"


def _name(department: Department) -> dict[str, object]:
    title = f"{department.name_en} | {department.name_fr}"
    return {"owner_org": department.code, "owner_org_title": title}


def _dollars(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _write_table(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    written = io.StringIO(newline="")
    sheet = csv.DictWriter(written, fieldnames=list(columns))
    sheet.writeheader()
    for row in rows:
        sheet.writerow({name: write_cell(value) for name, value in row.items()})
    return written.getvalue().encode("utf-8-sig")
