"""Subscribers, postings and the worker's pages, for the tests of telling many."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.correspondence.subscribing import Wishes, Wording, subscribe
from microacquisition.opportunities.announcing.fan_out import send_page
from microacquisition.opportunities.announcing.models import Announcement
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from tests.builders import People, make_translated, posting_form

SHOWN = Wording("privacy_mailing_list/2026-11-21.en", "0" * 64, "mailing_list")


def make_subscriber(email: str = "ana@example.org", language: str = "en", **wishes: Any) -> Subscription:
    """Return a confirmed subscription."""
    return subscribe(Wishes(email, language, **wishes), SHOWN)


def post(
    people: People, opens_at: datetime | None = None, opportunity: Opportunity | None = None
) -> Opportunity:
    """Post an opportunity, a new one if none is given, now or for later."""
    opportunity = opportunity or make_translated(people)
    given = posting_form(opens_at=opens_at)
    take_step("post", opportunity_id=opportunity.pk, user=people.officer, given=given)
    return Opportunity.objects.get(pk=opportunity.pk)


def let_the_worker_write() -> int:
    """Write every page of every announcement; return how many pages there were."""
    pages = 0
    for key in list(Announcement.objects.order_by("at").values_list("pk", flat=True)):
        pages += 1
        while send_page(key):
            pages += 1
    return pages


def list_told(template: str = "posting/new_opportunity") -> list[str]:
    """Return the addresses that a message was written to, sorted."""
    return sorted(Message.objects.filter(template=template).values_list("to_email", flat=True))


def list_states(rows: Iterable[Message]) -> list[str]:
    """Return the states of the mails."""
    return sorted(row.state for row in rows)
