"""Writes calendars (RFC 5545): when applications open and close, and when the work is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar, Event

from microacquisition.common.dates import format_instant_and_utc
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity

EVENTS = 300
KEPT_AFTER_CLOSING = timedelta(days=30)
AHEAD = ("SCHEDULED", "OPEN")
OPENS = Words(en="Opens: {title}", fr="Ouverture\xa0: {title}")
CLOSES = Words(en="Applications close: {title}", fr="Clôture des candidatures\xa0: {title}")
DUE = Words(en="Work due: {title}", fr="Livraison des travaux\xa0: {title}")


@dataclass(frozen=True)
class Deadline:
    """One instant of an opportunity; `code` says which, for ever."""

    code: str
    at: datetime
    what: Words


def list_with_deadlines(rows: QuerySet[Opportunity], now: datetime) -> QuerySet[Opportunity]:
    """Return the rows whose closing lies ahead, or not long ago, soonest first; the last to close are left out."""
    return (
        rows.filter(closes_at__gt=now - KEPT_AFTER_CLOSING)
        .order_by("closes_at", "reference")
        .select_related("statement")
        .prefetch_related("amendments", "closing_changes", "agreements")[:EVENTS]
    )


def write_calendar(
    name: str, rows: Iterable[Opportunity], language: str, *, whole: bool
) -> tuple[bytes, datetime | None]:
    """Return the calendar, and when it last changed; `whole` adds when the work is due."""
    calendar = Calendar()
    calendar.add(
        "prodid", f"-//{urlsplit(settings.SITE_ADDRESS).hostname}//Micro-Acquisition//{language.upper()}"
    )
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    changed: list[datetime] = []
    for opportunity in rows:
        changed.append(find_change(opportunity))
        for deadline in list_deadlines(opportunity, whole=whole):
            calendar.add_component(_write_event(opportunity, deadline, language))
    written: bytes = calendar.to_ical()
    return written, max(changed, default=None)


def list_deadlines(opportunity: Opportunity, *, whole: bool) -> list[Deadline]:
    """Return opening (while it lies ahead), closing and, where `whole`, the day the work is due until somebody signs."""
    found = []
    if opportunity.state == "SCHEDULED" and opportunity.opens_at:
        found.append(Deadline("opening", opportunity.opens_at, OPENS))
    if opportunity.closes_at:
        found.append(Deadline("closing", opportunity.closes_at, CLOSES))
    if whole and opportunity.delivery_at and not opportunity.agreements.all():
        found.append(Deadline("delivery", opportunity.delivery_at, DUE))
    return found


def find_change(opportunity: Opportunity) -> datetime:
    """Return when the opportunity last changed in public."""
    amended = [row.at for row in opportunity.amendments.all()]
    return max([opportunity.state_since, *amended, *(row.at for row in opportunity.closing_changes.all())])


def count_changes(opportunity: Opportunity) -> int:
    """Return how often its dates may have changed: grows with each amendment, moved closing and cancellation."""
    changes = opportunity.amendments.all(), opportunity.closing_changes.all()
    return sum(map(len, changes)) + (opportunity.state == "CANCELLED")


def _write_event(opportunity: Opportunity, deadline: Deadline, language: str) -> Event:
    title, zone = opportunity.title.best_for(language)[0], opportunity.zone or opportunity.programme.zone
    with override(language):
        address = (
            f"{settings.SITE_ADDRESS}{reverse('opportunity', kwargs={'reference': opportunity.reference})}"
        )
    event = Event()
    host = urlsplit(settings.SITE_ADDRESS).hostname
    event.add("uid", f"{opportunity.reference}-{deadline.code}@{host}".lower())
    event.add("sequence", count_changes(opportunity))
    event.add("dtstamp", find_change(opportunity).astimezone(UTC))
    event.add("last-modified", find_change(opportunity).astimezone(UTC))
    event.add("dtstart", deadline.at.astimezone(UTC))
    event.add("summary", deadline.what.filled(title=title).in_language(language))
    short = opportunity.statement.short_description.best_for(language)[0]
    event.add("description", f"{short}\n{format_instant_and_utc(deadline.at, zone, language)}\n{address}")
    event.add("url", address)
    event.add("status", "CANCELLED" if opportunity.state == "CANCELLED" else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
