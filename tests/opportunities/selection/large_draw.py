"""A draw among very many, written straight into the database: to see how its page and its file bear it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from microacquisition.common.canonical import write_canonical
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, DrawResult
from microacquisition.process.selection.beacon import drand_value, first_round_at_or_after
from microacquisition.process.selection.commitments import write_commitment, write_draw
from microacquisition.process.selection.draw import ZERO, commitment_digest
from microacquisition.site.clock import current_instant
from tests.quicknet import sign_round

SOON = timedelta(seconds=2)


def make_ids(count: int) -> list[str]:
    """Return so many ids of our kind, sorted."""
    return [f"A-{number:06d}" for number in range(count)]


def write_large_draw(ids: list[str]) -> dict[str, Any]:
    """Return the `draw.json` of a public draw over all these ids."""
    now = current_instant()
    number = first_round_at_or_after(now + timedelta(hours=2))
    commitment = write_commitment(
        opportunity="MA-2026-1000", purpose="award", mode="public", ids=ids, committed_at=now,
        beacon={"kind": "drand-quicknet", "round": number}, applications_count=len(ids),
        applications_root="0" * 64, log_head="0" * 64,
    )  # fmt: skip
    return write_draw(commitment, drand_value(number, sign_round(number).randomness), ids)


def publish_large_draw(
    opportunity: Opportunity, count: int, wait: Callable[[timedelta], object]
) -> DrawResult:
    """Commit and record a draw over so many ids; `wait` lets the time pass until its value may be recorded."""
    drawn = write_large_draw(make_ids(count))
    commitment = Commitment.objects.create(
        opportunity=opportunity, purpose="award", body=write_canonical(drawn["commitment"]),
        digest=commitment_digest(drawn["commitment"]), entrants=drawn["ids"], entrants_count=count,
        beacon_at=current_instant() + SOON,
    )  # fmt: skip
    wait(SOON)
    return DrawResult.objects.create(
        commitment=commitment,
        value=drawn["value"],
        secret=ZERO.hex(),
        seed=drawn["seed"],
        order=drawn["order"],
    )
