"""The cast of a story, on a database in which commits commit, on a Monday morning."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.builders import make_people
from tests.stories.beginning import Cast


@pytest.fixture
def cast(committed_database: str, settings: Any, move_clock: Callable[[datetime], datetime]) -> Cast:
    """Everybody, in the program of ESDC, on Monday, November 23, 2026, 10:00 am Eastern."""
    settings.DEMO = True
    move_clock(datetime(2026, 11, 23, 15, tzinfo=UTC))
    return Cast(make_people("esdc", suppliers=3))
