"""The lock of the opportunity taken away, for the negative control of a race."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from microacquisition.opportunities import engine
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.step_table import TABLE


@contextmanager
def read_unlocked(code: str, seconds: float) -> Iterator[None]:
    """Everybody reads the opportunity as it stands, and the step `code` takes `seconds` before it writes."""
    step, lock = TABLE.steps[code], engine._lock_opportunity

    def act_later(*parts: Any) -> Any:
        time.sleep(seconds)
        return step.act(*parts)

    def read(_step: Any, opportunity_id: Any) -> Any:
        return Opportunity.objects.get(pk=opportunity_id)

    TABLE.steps[code], engine._lock_opportunity = replace(step, act=act_later), read
    try:
        yield
    finally:
        TABLE.steps[code], engine._lock_opportunity = step, lock
