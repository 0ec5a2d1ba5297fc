"""The supplier's hub, where its stage is not there yet."""

import uuid
from typing import Any

import pytest

from tests.opportunities.evaluation.builders import lacks_address


@pytest.fixture(autouse=True)
def my_work(settings: Any) -> None:
    """Let letters lead to the supplier's page."""
    if lacks_address("my_work", opportunity_id=str(uuid.uuid4())):
        settings.ROOT_URLCONF = "tests.opportunities.evaluation.addresses"
