"""Fills the engine's table: which stage takes which step."""

from microacquisition.opportunities.applications.steps import PARTS as APPLICATIONS_PARTS
from microacquisition.opportunities.applications.steps import STEPS as APPLICATIONS
from microacquisition.opportunities.engine import TABLE
from microacquisition.opportunities.intake.steps import STEPS as INTAKE
from microacquisition.opportunities.statement.steps import STEPS as STATEMENT

for rows in (INTAKE, STATEMENT, APPLICATIONS):
    TABLE.steps.update(rows)

for parts in (APPLICATIONS_PARTS,):
    TABLE.parts.update(parts)
