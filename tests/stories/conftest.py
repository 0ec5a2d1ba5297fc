"""The cast of a story, on a database in which commits commit, on a Monday morning."""

from datetime import datetime
from typing import Any

import pytest

from tests.builders import People, make_people
from tests.database.clock import move_clock_of_database
from tests.database.known_states import kept
from tests.stories.beginning import Cast

MONDAY = "2026-11-23T15:00:00+00:00"


@pytest.fixture
def cast(committed_database: str, settings: Any) -> Cast:
    """Everybody, in the program of ESDC, on Monday, November 23, 2026, 10:00 am Eastern."""
    settings.DEMO = True
    return Cast(_make_bilingual("esdc", MONDAY))


@pytest.fixture
def practising_cast(committed_database: str, settings: Any) -> Cast:
    """Everybody, in the practice program, now."""
    settings.DEMO = True
    return Cast(_make_bilingual("practice"))


@kept
def _make_bilingual(programme_code: str, at: str = "") -> People:
    """Three suppliers; the second reads French, as do the client, the advisor and the payment officer."""
    if at:
        move_clock_of_database(datetime.fromisoformat(at))
    people = make_people(programme_code, suppliers=3)
    for person in (people.suppliers[1], people.advisor, people.payment_officer):
        person.language = "fr"
        person.save(update_fields=["language"])
    return people
