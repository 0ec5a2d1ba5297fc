"""Rules that say when they refused."""

from collections.abc import Iterator

import pytest

from tests.lifecycle.refusals import Refusals, listen_to_rules


@pytest.fixture(scope="module")
def refusals() -> Iterator[Refusals]:
    """Every rule of the table, telling which of them refused and why."""
    with pytest.MonkeyPatch.context() as patch:
        yield listen_to_rules(patch)
