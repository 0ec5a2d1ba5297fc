"""The cast of a story, on a database in which commits commit, on a Monday morning."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.builders import People, make_people
from tests.stories.beginning import Cast


@pytest.fixture
def cast(committed_database: str, settings: Any, move_clock: Callable[[datetime], datetime]) -> Cast:
    """Everybody, in the program of ESDC, on Monday, November 23, 2026, 10:00 am Eastern."""
    settings.DEMO = True
    move_clock(datetime(2026, 11, 23, 15, tzinfo=UTC))
    return Cast(_make_bilingual("esdc"))


@pytest.fixture
def practising_cast(committed_database: str, settings: Any) -> Cast:
    """Everybody, in the practice program, now."""
    settings.DEMO = True
    return Cast(_make_bilingual("practice"))


def _make_bilingual(programme_code: str) -> People:
    """Three suppliers; the second reads French, as do the client, the advisor and the payment officer."""
    people = make_people(programme_code, suppliers=3)
    for person in (people.suppliers[1], people.advisor, people.payment_officer):
        person.language = "fr"
        person.save(update_fields=["language"])
    return people
