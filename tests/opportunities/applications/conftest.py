"""A fixed day."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest


@pytest.fixture
def monday(committed_database: str, move_clock: Callable[[datetime], datetime]) -> datetime:
    """The database's clock on Monday, November 23, 2026, 10:00 am Eastern, running on from there."""
    return move_clock(datetime(2026, 11, 23, 15, tzinfo=UTC))
