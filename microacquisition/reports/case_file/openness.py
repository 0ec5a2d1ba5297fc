"""How much of a file may leave it now: what is sealed, unlabelled or unnamed stays so in an export."""

from enum import IntEnum

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.lifecycle import ENDS


class Openness(IntEnum):
    """Each holds what the ones before it hold."""

    SEALED = 0  # before closing: not even how many applied
    CLOSED = 1  # counted, and opened by two people; judged under labels
    FROZEN = 2  # the findings stand
    NAMED = 3  # the offer, or the end, released the names


def measure_openness(opportunity: Opportunity) -> Openness:
    """Return how much of the file is open now; a file cancelled while it was open stays sealed for good."""
    if opportunity.offers.exists():
        return Openness.NAMED
    if opportunity.closed_at is None:
        return Openness.SEALED
    if opportunity.state in ENDS:
        return Openness.NAMED
    return Openness.CLOSED if opportunity.state == "CLOSED" else Openness.FROZEN
