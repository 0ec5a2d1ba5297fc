"""A fixed day, and the public page's address where its stage is not there yet."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse


@pytest.fixture(autouse=True)
def public_page(settings: Any) -> Iterator[None]:
    """Let letters and pages lead to the public page."""
    try:
        reverse("opportunity", kwargs={"reference": "MA-2026-0001"})
    except NoReverseMatch:
        settings.ROOT_URLCONF = "tests.opportunities.applications.addresses"
    yield


@pytest.fixture
def monday(committed_database: str, move_clock: Callable[[datetime], datetime]) -> datetime:
    """The database's clock on Monday, November 23, 2026, 10:00 am Eastern, running on from there."""
    return move_clock(datetime(2026, 11, 23, 15, tzinfo=UTC))
