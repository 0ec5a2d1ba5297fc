"""The clock takes what is due: opening, closing, draws, lapses. Idempotent; never on web traffic."""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.step_table import TABLE
from microacquisition.site.clock import current_instant

logger = logging.getLogger(__name__)


def take_due_steps() -> int:
    """Take every step of the clock whose instant has come, each in its own transaction; return how many."""
    taken = 0
    for code, parts in TABLE.steps.items():
        if parts.due is None:
            continue
        for opportunity_id, subject_id in list(parts.due(current_instant())):
            taken += take_quietly(code, opportunity_id, subject_id)
    return taken


def take_quietly(
    code: str, opportunity_id: UUID, subject_id: str = "", given: Mapping[str, Any] | None = None
) -> bool:
    """Take one step as the clock; False, and a line in the log, where it could not be taken now."""
    try:
        take_step(code, opportunity_id=opportunity_id, subject_id=subject_id, user=None, given=given)
    except (Refused, NotYours) as refusal:
        # Somebody else was faster, or a person must look: the queue shows it.
        logger.info("The clock did not take %s on %s: %s", code, opportunity_id, refusal)
        return False
    except Exception:  # one broken file must not stop the clock for the others
        logger.exception("The clock failed to take %s on %s.", code, opportunity_id)
        return False
    return True
