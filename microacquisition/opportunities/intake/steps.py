"""The intake's rows of the engine's table."""

from microacquisition.opportunities.intake import actions, queries
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import intake as rules

STEPS = {
    "request": StageStep(
        gather=queries.gather_new_request,
        form_rules=(rules.belongs_to_programme, rules.pull_request_is_free, rules.unanswered),
        act=actions.ask_for_code,
        page="ask_for_code",
    ),
    "decline_request": StageStep(gather=queries.gather_request, act=actions.decline_request, page="request"),
    "hold_request": StageStep(
        gather=queries.gather_request,
        form_rules=(rules.waiting_ends_ahead,),
        act=actions.hold_request,
        page="hold_request",
    ),
}
