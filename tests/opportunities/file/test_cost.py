"""The pages people open most stay cheap: at most so many queries, however much there is to read."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from tests.builders import (
    People,
    make_funding_confirmed,
    make_in_review,
    make_open,
    make_request,
    make_translated,
)
from tests.opportunities.agreement.builders import make_in_work, make_paid
from tests.opportunities.evaluation.builders import make_opened, make_ranked

Browser = Callable[[User], Client]
FILE, MY_WORK = 45, 30
NEEDS_ME_BESIDES, NEEDS_ME_A_FILE = 10, 14


def count_queries(browser: Client, address: str) -> int:
    """Open the page once, then count the queries of the second time."""
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return len(captured)


@pytest.mark.parametrize(
    "make",
    [
        make_request, make_in_review, make_funding_confirmed, make_translated, make_open, make_opened, make_ranked,
        make_in_work, make_paid,
    ],
)  # fmt: skip
def test_the_file_page(people: People, browser: Browser, make: Callable[[People], Opportunity]) -> None:
    address = reverse("file", kwargs={"opportunity_id": make(people).pk})
    for reader in (people.officer, people.client, people.payment_officer, people.auditor):
        assert count_queries(browser(reader), address) <= FILE, reader


def test_needs_me_with_twenty_files(people: People, browser: Browser) -> None:
    for make in (make_request, make_in_review, make_funding_confirmed, make_translated, make_open) * 4:
        make(people)
    for reader in (people.officer, people.client):
        assert count_queries(browser(reader), "/en/needs-me/") <= NEEDS_ME_BESIDES + 20 * NEEDS_ME_A_FILE


def test_my_work(people: People, browser: Browser) -> None:
    address = reverse("my_work", kwargs={"opportunity_id": make_in_work(people).pk})
    supplier = browser(people.suppliers[0])
    assert count_queries(supplier, address) <= MY_WORK
    assert count_queries(supplier, "/en/my-applications/") <= MY_WORK
