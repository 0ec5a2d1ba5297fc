"""The statement's rows of the engine's table; accepting stands here because it creates the statement."""

from microacquisition.opportunities.intake.queries import awaits_reply, gather_request
from microacquisition.opportunities.situation import Situation, StageStep
from microacquisition.opportunities.statement import actions, queries
from microacquisition.process.rules import intake, statement


def gather_nothing(situation: Situation) -> None:
    """A withdrawal needs no facts."""


# What the statement must say is asked when it is sent: until then it waits for the client, who is told what is missing.
WHOLE = (
    statement.is_complete_in_one_language,
    statement.has_criteria,
    statement.price_within_cap,
    statement.dates_in_order,
    statement.delivery_is_possible,
    statement.is_unclassified,
    statement.is_standalone,
    statement.has_no_internal_capacity,
    statement.licence_is_open,
)

STEPS = {
    "accept_request": StageStep(
        gather=gather_request,
        rules=(intake.unanswered, intake.ineligible_answers),
        act=actions.begin_drafting,
        subjects=awaits_reply,
        page="request",
    ),
    "submit_for_review": StageStep(
        gather=queries.gather_statement, form_rules=WHOLE, act=actions.submit_for_review, page="statement"
    ),
    "request_changes": StageStep(
        gather=queries.gather_statement, act=actions.request_changes, page="request_changes"
    ),
    "approve_statement": StageStep(
        gather=queries.gather_statement,
        rules=(statement.approver_is_not_author, *WHOLE),
        act=actions.approve_statement,
        signs=queries.digest_to_approve,
        outside=lambda opportunity: {},
        page="review",
    ),
    "return_to_drafting": StageStep(
        gather=queries.gather_statement, act=actions.return_to_drafting, page="return_to_drafting"
    ),
    "withdraw_request": StageStep(
        gather=gather_nothing, act=actions.withdraw_request, page="withdraw_request"
    ),
}
