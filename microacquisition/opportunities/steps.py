"""Fills the engine's table: which stage takes which step."""

from microacquisition.opportunities.engine import TABLE
from microacquisition.opportunities.funding.steps import STEPS as FUNDING
from microacquisition.opportunities.intake.steps import STEPS as INTAKE
from microacquisition.opportunities.posting.steps import STEPS as POSTING
from microacquisition.opportunities.statement.steps import STEPS as STATEMENT

for rows in (INTAKE, STATEMENT, FUNDING, POSTING):
    TABLE.steps.update(rows)
