"""Fills the engine's table: which stage takes which step, and who plays the parts no role is granted for."""

from microacquisition.opportunities.agreement.steps import STEPS as AGREEMENT
from microacquisition.opportunities.delivery.steps import STEPS as DELIVERY
from microacquisition.opportunities.engine import TABLE
from microacquisition.opportunities.intake.steps import STEPS as INTAKE
from microacquisition.opportunities.payment.steps import STEPS as PAYMENT
from microacquisition.opportunities.reuse.steps import STEPS as REUSE
from microacquisition.opportunities.supplier_part import is_supplier_in
from microacquisition.process.roles import Role

for rows in (INTAKE, AGREEMENT, DELIVERY, PAYMENT, REUSE):
    TABLE.steps.update(rows)
TABLE.parts[Role.SUPPLIER] = is_supplier_in
