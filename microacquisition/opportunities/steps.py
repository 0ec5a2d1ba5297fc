"""Fills the engine's table: which stage takes which step."""

from microacquisition.opportunities.engine import TABLE
from microacquisition.opportunities.intake.steps import STEPS as INTAKE
from microacquisition.opportunities.statement.steps import STEPS as STATEMENT

for rows in (INTAKE, STATEMENT):
    TABLE.steps.update(rows)
