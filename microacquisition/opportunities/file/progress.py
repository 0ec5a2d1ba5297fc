"""How far an opportunity is: five phases, thirteen stages, each done, now or to come."""

from dataclasses import dataclass
from enum import StrEnum

from microacquisition.common.words import Words
from microacquisition.process.lifecycle import ENDS, PHASES, Stage
from microacquisition.process.state_words import PHASE_LABELS, STAGE_LABELS

# The stage in which an opportunity stands, by its state.
STAGE_OF_STATE = {
    "REQUESTED": Stage.REQUEST,
    "DRAFTING": Stage.STATEMENT,
    "IN_REVIEW": Stage.REVIEW,
    "APPROVED": Stage.FUNDS,
    "FUNDED": Stage.POSTING,
    "SCHEDULED": Stage.POSTING,
    "OPEN": Stage.OPEN,
    "CLOSED": Stage.EVALUATION,
    "EVALUATED": Stage.SELECTION,
    "DRAW_COMMITTED": Stage.SELECTION,
    "RANKED": Stage.OFFER,
    "OFFERED": Stage.AGREEMENT,
    "IN_WORK": Stage.WORK,
}


class Progress(StrEnum):
    """Where a stage stands."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to_come"


@dataclass(frozen=True)
class StageProgress:
    """One stage as the file page draws it."""

    label: Words
    progress: Progress


@dataclass(frozen=True)
class PhaseProgress:
    """One phase with its stages."""

    label: Words
    stages: list[StageProgress]

    @property
    def done(self) -> int:
        """How many of its stages are done."""
        return sum(stage.progress is Progress.DONE for stage in self.stages)

    @property
    def progress(self) -> Progress:
        """Done, now or to come, from its stages."""
        if self.done == len(self.stages):
            return Progress.DONE
        return (
            Progress.NOW
            if any(stage.progress is not Progress.TO_COME for stage in self.stages)
            else Progress.TO_COME
        )


def measure_progress(state: str, *, reached: Stage | None = None) -> list[PhaseProgress]:
    """Return the phases; `reached` is the stage an ended opportunity stopped in (None where it was completed)."""
    ended = state in ENDS
    now = reached if ended else STAGE_OF_STATE[state]
    order = [stage for stages in PHASES.values() for stage in stages]
    position = len(order) if now is None else order.index(now)
    phases = []
    for code, stages in PHASES.items():
        drawn = [
            StageProgress(STAGE_LABELS[stage], _progress(order.index(stage), position, ended))
            for stage in stages
        ]
        phases.append(PhaseProgress(PHASE_LABELS[code], drawn))
    return phases


def _progress(place: int, position: int, ended: bool) -> Progress:
    if place < position:
        return Progress.DONE
    return Progress.NOW if place == position and not ended else Progress.TO_COME
