"""Fills the engine's table: which stage takes which step, and who plays the parts no role is granted for."""

from microacquisition.opportunities.agreement.steps import STEPS as AGREEMENT
from microacquisition.opportunities.applications.reaching import (
    applicants_to_tell,
    draft_holders_to_tell,
    list_unreachable,
)
from microacquisition.opportunities.applications.steps import STEPS as APPLICATIONS
from microacquisition.opportunities.delivery.steps import STEPS as DELIVERY
from microacquisition.opportunities.evaluation.damage import list_seals_to_mend
from microacquisition.opportunities.evaluation.links import link_evaluation
from microacquisition.opportunities.evaluation.steps import PARTS as EVALUATION_PARTS
from microacquisition.opportunities.evaluation.steps import STEPS as EVALUATION
from microacquisition.opportunities.funding.lapsing import ask_for_funds, funds_hold, lapse_funds
from microacquisition.opportunities.funding.steps import BESIDE as FUNDING_BESIDE
from microacquisition.opportunities.funding.steps import STEPS as FUNDING
from microacquisition.opportunities.intake.steps import STEPS as INTAKE
from microacquisition.opportunities.payment.steps import STEPS as PAYMENT
from microacquisition.opportunities.posting.actions import reopen_translation
from microacquisition.opportunities.posting.announcement import link_announcement
from microacquisition.opportunities.posting.queries import needs_translation
from microacquisition.opportunities.posting.steps import STEPS as POSTING
from microacquisition.opportunities.reuse.actions import ask_for_release
from microacquisition.opportunities.reuse.steps import STEPS as REUSE
from microacquisition.opportunities.selection.debriefing import list_debriefs_to_give
from microacquisition.opportunities.selection.steps import STEPS as SELECTION
from microacquisition.opportunities.statement.steps import STEPS as STATEMENT
from microacquisition.opportunities.step_table import TABLE
from microacquisition.opportunities.supplier_part import is_supplier_in
from microacquisition.process.roles import Role

for rows in (
    INTAKE,
    STATEMENT,
    FUNDING,
    POSTING,
    APPLICATIONS,
    EVALUATION,
    SELECTION,
    AGREEMENT,
    DELIVERY,
    PAYMENT,
    REUSE,
    FUNDING_BESIDE,
):
    TABLE.steps.update(rows)

for parts in (EVALUATION_PARTS, {Role.SUPPLIER: is_supplier_in}):
    TABLE.parts.update(parts)

TABLE.links += [link_announcement, link_evaluation]
TABLE.applicants = applicants_to_tell
TABLE.draft_holders, TABLE.unreachable = draft_holders_to_tell, list_unreachable
TABLE.lapse_changed += [lapse_funds, reopen_translation]
TABLE.funds_hold, TABLE.ask_for_funds = funds_hold, ask_for_funds
TABLE.needs_translation = needs_translation
TABLE.at_end.append(ask_for_release)
TABLE.errands += [list_debriefs_to_give, list_seals_to_mend]
