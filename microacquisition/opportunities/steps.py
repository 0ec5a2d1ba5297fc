"""Fills the engine's table: which stage takes which step."""

from microacquisition.opportunities.engine import TABLE
from microacquisition.opportunities.intake.steps import STEPS as INTAKE

for rows in (INTAKE,):
    TABLE.steps.update(rows)
