"""The rows of the five tables as people walk them, stage by stage."""

from tests.lifecycle.rows import (
    agreement,
    applications,
    beside_dispute,
    beside_offer,
    beside_questions,
    beside_work,
    delivery,
    evaluation,
    funding,
    intake,
    payment,
    posting,
    redrawing,
    selection,
    statement,
    while_open,
)
from tests.lifecycle.walking import ClockRow, ProviderRow, Riding, Row

STAGES = (
    intake, statement, funding, posting, while_open, applications, evaluation, selection, redrawing, agreement,
    delivery, payment, beside_questions, beside_offer, beside_work, beside_dispute,
)  # fmt: skip
EVERY: tuple[Row | ClockRow | ProviderRow | Riding, ...] = tuple(
    row for stage in STAGES for row in stage.ROWS
)
ROWS = [row for row in EVERY if isinstance(row, Row)]
CLOCK_ROWS = [row for row in EVERY if isinstance(row, ClockRow)]
PROVIDER_ROWS = [row for row in EVERY if isinstance(row, ProviderRow)]
RIDING = [row for row in EVERY if isinstance(row, Riding)]
