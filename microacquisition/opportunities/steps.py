"""Fills the engine's table: which stage takes which step, and who plays the parts no role is granted for."""

from microacquisition.content.general import SOURCES
from microacquisition.opportunities.agreement.steps import STEPS as AGREEMENT
from microacquisition.opportunities.announcing.audience import describe_audience
from microacquisition.opportunities.announcing.telling import announce_step
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
from microacquisition.opportunities.questions.links import link_questions
from microacquisition.opportunities.questions.public import list_general_answers, read_section
from microacquisition.opportunities.questions.steps import STEPS as QUESTIONS
from microacquisition.opportunities.questions.telling import tell_followers_of_answers
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
    QUESTIONS,
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

TABLE.links += [link_announcement, link_questions, link_evaluation]
TABLE.read_questions = read_section
SOURCES.append(list_general_answers)
TABLE.applicants = applicants_to_tell
TABLE.draft_holders, TABLE.unreachable = draft_holders_to_tell, list_unreachable
TABLE.lapse_changed += [lapse_funds, reopen_translation]
TABLE.funds_hold, TABLE.ask_for_funds = funds_hold, ask_for_funds
TABLE.needs_translation = needs_translation
TABLE.at_end.append(ask_for_release)
TABLE.afterwards += [announce_step, tell_followers_of_answers]
TABLE.audience = describe_audience
TABLE.errands += [list_debriefs_to_give, list_seals_to_mend]
