"""Coming soon: one mail, four answers, one of each subscriber counted, totals for the client and the officer alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from microacquisition.correspondence.ending import unsubscribe
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.opportunities.announcing.interest import interest_address
from microacquisition.opportunities.announcing.models import Interest
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.announcing.making import let_the_worker_write, list_told, make_subscriber, post

THANKS, LATE = "your answer is counted", "was asked before the opening"


@pytest.fixture
def soon(people: People) -> Opportunity:
    """An opportunity that opens in two days; two subscribers."""
    make_subscriber("ana@example.org")
    make_subscriber("eve@example.org", "fr", skills=("documentation",))
    make_subscriber("max@example.org", skills=("python",))
    return post(people, opens_at=current_instant() + timedelta(days=2))


def path_of(email: str, opportunity: Opportunity) -> str:
    """Return the path on which this subscriber answers."""
    address = interest_address(Subscription.objects.get(email=email), opportunity.pk)
    return "/" + address.split("/", 3)[3]


def test_subscribers_with_the_skills_are_asked_once(soon: Opportunity) -> None:
    let_the_worker_write()
    assert list_told("announcing/coming_soon") == ["ana@example.org", "eve@example.org"]
    french = Message.objects.get(to_email="eve@example.org")
    assert path_of("eve@example.org", soon) in french.body and "/fr/" in path_of("eve@example.org", soon)
    assert list_told() == []


def test_reading_counts_nothing_and_the_last_button_counts(soon: Opportunity) -> None:
    address, browser = path_of("ana@example.org", soon), Client()
    for link in (address, f"{address}?opinion=would_apply"):
        assert browser.get(link).content.decode().count('name="opinion"') == 4
    assert not Interest.objects.exists()
    for opinion in ("price_too_low", "would_apply"):
        assert THANKS in browser.post(address, {"opinion": opinion}).content.decode()
    assert list(Interest.objects.values_list("opinion", flat=True)) == ["would_apply"]
    assert browser.post(address, {"opinion": "anything"}).status_code == 200
    assert Interest.objects.count() == 1


def test_who_answered_is_not_in_the_table(soon: Opportunity) -> None:
    Client().post(path_of("ana@example.org", soon), {"opinion": "not_clear"})
    subscription = Subscription.objects.get(email="ana@example.org")
    row = " ".join(str(value) for value in Interest.objects.values_list()[0])
    assert str(subscription.pk) not in row and subscription.address_digest not in row


def test_totals_are_for_the_client_and_the_officer_alone(
    people: People, soon: Opportunity, browser: Any
) -> None:
    Client().post(path_of("ana@example.org", soon), {"opinion": "price_too_low"})
    address = f"/en/files/{soon.pk}/"
    for person in (people.officer, people.author):
        page = browser(person).get(address).content.decode()
        assert "What subscribers think" in page and "The price is too low" in page
    for person in (people.advisor, people.auditor):
        assert "What subscribers think" not in browser(person).get(address).content.decode()


def test_after_the_opening_and_after_leaving_it_is_too_late(soon: Opportunity, move_clock: Any) -> None:
    address = path_of("ana@example.org", soon)
    gone = path_of("eve@example.org", soon)
    unsubscribe(Subscription.objects.get(email="eve@example.org"))
    assert Client().post(gone, {"opinion": "would_apply"}).status_code == 404
    move_clock(timedelta(days=2, seconds=1))
    take_due_steps()
    assert LATE in Client().get(address).content.decode()
    assert Client().post(address, {"opinion": "would_apply"}).status_code == 409
    assert not Interest.objects.exists()
    let_the_worker_write()
    assert list_told("announcing/coming_soon") == [] and list_told() == ["ana@example.org"]
