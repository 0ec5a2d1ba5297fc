"""People for the tests of the API, on a database in which commits commit."""

import pytest

from tests.builders import People, make_people


@pytest.fixture
def people(committed_database: str) -> People:
    """Everybody an opportunity needs."""
    return make_people()
