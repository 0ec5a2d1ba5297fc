"""The things that have a life, as a test finds them, and what a step left behind."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.applications.models import ApplicationVersion
from microacquisition.opportunities.applications.queries import find_own_application
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.people.models import User
from microacquisition.process.lifecycle import Thing
from microacquisition.records.models import Event


def find_thing(thing: Thing, opportunity: Opportunity, person: User | None) -> Any:
    """Return the latest thing of this kind, the person’s own where it is an application; None where there is none."""
    if thing is Thing.OPPORTUNITY:
        return opportunity
    if thing is Thing.APPLICATION:
        assert person is not None
        return find_own_application(opportunity, person)
    rows: dict[Thing, Any] = {
        Thing.DELIVERABLE: Deliverable.objects.filter(agreement__opportunity=opportunity).order_by("agreement__signed_at"),
        Thing.INVOICE: Invoice.objects.filter(agreement__opportunity=opportunity).order_by("submitted_at"),
        Thing.PAYMENT: Payment.objects.filter(invoice__agreement__opportunity=opportunity).order_by("started_at"),
    }  # fmt: skip
    return rows[thing].last()


def state_of(thing: Thing, opportunity: Opportunity | None, person: User | None = None) -> str:
    """Return the state of the latest thing of this kind; empty where there is none yet."""
    found = find_thing(thing, opportunity, person) if opportunity else None
    return found.state if found else ""


@dataclass(frozen=True)
class Left:
    """What a step left behind: events in order, whom it wrote to by message, receipts."""

    events: list[Event]
    mails: Mapping[str, list[str]]
    receipts: int

    def of(self, code: str) -> Event | None:
        """Return the event of that code; None where there is none."""
        return next((event for event in self.events if event.code == code), None)


class Watch:
    """Looks at the record and the outbox before a step, and at what is new afterwards."""

    def __init__(self) -> None:
        self.events = set(Event.objects.values_list("pk", flat=True))
        self.mails = set(Message.objects.values_list("pk", flat=True))
        self.receipts = ApplicationVersion.objects.count()

    def look(self) -> Left:
        """Return what is new."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in Message.objects.exclude(pk__in=self.mails):
            found[row.template].append(read_letter(row).to_email)
        events = list(Event.objects.exclude(pk__in=self.events).order_by("seq"))
        receipts = ApplicationVersion.objects.count() - self.receipts
        return Left(events, {template: sorted(addresses) for template, addresses in found.items()}, receipts)
