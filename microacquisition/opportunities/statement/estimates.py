"""What helps to choose price and dates: the cap with tax, business days, the fiscal year."""

from dataclasses import dataclass
from datetime import date, datetime

from microacquisition.common.dates import format_time, zone_name
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.queries import describe_facts
from microacquisition.process.calendar import count_business_days
from microacquisition.process.price import tax_ceiling
from microacquisition.process.programmes.base import Programme
from microacquisition.process.rules.statement_warnings import crosses_fiscal_year, rate_is_unusual
from microacquisition.process.sections import Section
from microacquisition.site.clock import current_instant


@dataclass(frozen=True)
class PriceHelp:
    """Amounts in cents; `tax` is the highest that could be charged on the price saved."""

    programme: Programme
    largest_price_cents: int
    price_cents: int | None
    tax_cents: int
    total_cents: int
    warnings: list[Words]

    @property
    def highest_tax_percent(self) -> int:
        """The highest tax, in percent."""
        return int(self.programme.highest_tax * 100)


@dataclass(frozen=True)
class DatesHelp:
    """Business days between the dates saved, and the earliest closing if it were posted now."""

    programme: Programme
    earliest_closing: datetime
    open_days: int | None
    days_to_selection: int | None
    days_to_deliver: int | None
    warnings: list[Words]

    @property
    def usual_closing(self) -> Words:
        """The program's time of day for closings."""
        at, zone = self.programme.closing_time, zone_name(self.programme.zone)
        return Words(en=f"{format_time(at, 'en')} {zone.en}", fr=f"{format_time(at, 'fr')}, {zone.fr}")


def help_with(section: str, statement: Statement) -> PriceHelp | DatesHelp:
    """Return what stands beside the price or the dates, computed from what is saved."""
    return help_with_price(statement) if section == Section.PRICE else help_with_dates(statement)


def help_with_price(statement: Statement) -> PriceHelp:
    """Return the largest price and what the saved one costs with the highest tax."""
    programme, facts = statement.opportunity.programme, describe_facts(statement)
    tax = tax_ceiling(statement.price_cents or 0, programme.highest_tax)
    return PriceHelp(
        programme=programme,
        largest_price_cents=facts.largest_price_cents,
        price_cents=statement.price_cents,
        tax_cents=tax,
        total_cents=(statement.price_cents or 0) + tax,
        warnings=rate_is_unusual(facts),
    )


def help_with_dates(statement: Statement) -> DatesHelp:
    """Return the business days between the dates and the warnings about them."""
    programme, facts, now = statement.opportunity.programme, describe_facts(statement), current_instant()
    zone = programme.zone
    today = local_time(now, zone).date()
    closing = local_time(statement.closes_at, zone).date() if statement.closes_at else None
    delivery = local_time(statement.delivery_at, zone).date() if statement.delivery_at else None
    return DatesHelp(
        programme=programme,
        earliest_closing=programme.windows.minimum_open.after(now, zone),
        open_days=_between(today, closing),
        days_to_selection=_between(closing, statement.selection_on),
        days_to_deliver=_between(statement.selection_on, delivery),
        warnings=crosses_fiscal_year(facts, today),
    )


def _between(start: date | None, end: date | None) -> int | None:
    return count_business_days(start, end) if start and end else None
