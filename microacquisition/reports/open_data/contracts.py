"""Contracts for the disclosure: each agreement as it was signed, and as an early end changed what it was worth.

Amounts hold all taxes, as the government's guidelines ask: those invoiced, or as long as there is no invoice those that
the supplier, as registered now, would add.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.dues import sum_accepted
from microacquisition.process.calendar import fiscal_year_of
from microacquisition.process.tax import propose_tax, tax_amounts
from microacquisition.reports.open_data.contract_moments import HOW_ENDED

THRESHOLD_CENTS = 10_000_00  # above it each contract is disclosed by itself, quarterly
CONTRACT, AMENDMENT = "C", "A"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """A contract entered into, or amended on `day`; amounts in cents, taxes included."""

    agreement: Agreement
    number: int  # of the agreement in its purchase
    kind: str
    day: date
    original_cents: int
    amendment_cents: int = 0
    why: str = ""

    @property
    def value_cents(self) -> int:
        """What the contract is worth after this."""
        return self.original_cents + self.amendment_cents

    @property
    def is_above_threshold(self) -> bool:
        """True where it is disclosed by itself: the contract, or the amendment up or down, is above the threshold."""
        amount = self.amendment_cents if self.kind == AMENDMENT else self.original_cents
        return abs(amount) > THRESHOLD_CENTS

    @property
    def quarter(self) -> str:
        """The quarter of the fiscal year: `2026-2027-Q3`."""
        return quarter_of(self.day)


def quarter_of(day: date) -> str:
    """Return the quarter of the federal fiscal year that `day` is in, as the government writes it: `2026-2027-Q3`."""
    return f"{fiscal_year_of(day)}-Q{(day.month - 4) % 12 // 3 + 1}"


def days_of(quarter: str) -> tuple[date, date]:
    """Return the first and the last day of a quarter written so."""
    month = 3 * int(quarter[-1]) + 1  # January of the next calendar year is month 13
    first = date(int(quarter[:4]) + (month > 12), (month - 1) % 12 + 1, 1)
    after = (first.replace(day=28) + 66 * ONE_DAY).replace(day=1)
    return first, after - ONE_DAY


def find_first_day() -> date | None:
    """Return the day of the first public contract; None before it."""
    agreement = _list_public().select_related("opportunity").order_by("signed_at").first()
    return local_day(agreement, agreement.signed_at) if agreement else None


def list_entries(first: date, last: date) -> Iterator[Entry]:
    """Yield the contracts of the public purchases and what amended them, from `first` to `last`, as they were signed."""
    # A day more at both ends: the days are those where the buyer is.
    start = datetime.combine(first - ONE_DAY, time(), UTC)
    end = datetime.combine(last + 2 * ONE_DAY, time(), UTC)
    between = {name: (start, end) for name in ("signed_at", "ended_at", "notices__given_at")}
    happened = [Q(**{f"{name}__range": span}) for name, span in between.items()]
    rows = _list_public().filter(happened[0] | happened[1] | happened[2]).distinct()
    related = ("supplier", "opportunity__department", "opportunity__statement")
    lists = ("invoices", "deliverables", "notices", "opportunity__agreements")
    for agreement in rows.select_related(*related).prefetch_related(*lists).order_by("signed_at", "pk"):
        signed = sorted(agreement.opportunity.agreements.all(), key=lambda each: each.signed_at)
        entries = _describe(agreement, signed.index(agreement) + 1)
        yield from (entry for entry in entries if first <= entry.day <= last)


def _list_public() -> QuerySet[Agreement]:
    return Agreement.objects.filter(opportunity__in=Opportunity.objects.public())


def _describe(agreement: Agreement, number: int) -> Iterator[Entry]:
    original = add_taxes(agreement, agreement.price_cents)
    yield Entry(agreement, number, CONTRACT, local_day(agreement, agreement.signed_at), original)
    notices = [each for each in agreement.notices.all() if each.kind == "convenience"]
    if notices:
        ended_at, why = notices[0].given_at, "convenience"
    elif agreement.ended_at is not None and agreement.ended_because == "default":
        ended_at, why = agreement.ended_at, "default"
    else:
        return
    changed = add_taxes(agreement, sum_accepted(agreement)) - original
    if changed:
        yield Entry(agreement, number, AMENDMENT, local_day(agreement, ended_at), original, changed, why)


def add_taxes(agreement: Agreement, cents: int) -> int:
    """Return an amount with the taxes of this agreement, in cents."""
    invoices = [each for each in agreement.invoices.all() if each.state != "RETURNED"]
    registered = (
        any(each.tax_cents for each in invoices) if invoices else agreement.supplier.is_registered_for_tax
    )
    programme = agreement.opportunity.programme
    signed_on = local_day(agreement, agreement.signed_at)
    proposal = propose_tax(
        agreement.place_of_supply, signed_on, registered, programme.buyer_pays_provincial_tax
    )
    return cents + sum(each.cents for each in tax_amounts(cents, proposal))


def say_why(entry: Entry, language: str) -> str:
    """Return why the contract was amended; empty for a contract as it was signed."""
    return HOW_ENDED[entry.why][1].in_language(language) if entry.why else ""


def local_day(agreement: Agreement, at: datetime) -> date:
    """Return the day of an instant where the buyer is."""
    opportunity = agreement.opportunity
    return local_time(at, opportunity.zone or opportunity.programme.zone).date()
