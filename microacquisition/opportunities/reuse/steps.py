"""Close-out's rows of the engine's table."""

from microacquisition.opportunities.reuse import actions, queries
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import reuse as rules

STEPS = {
    "complete": StageStep(
        gather=queries.gather_completion,
        rules=(rules.everything_is_settled, rules.no_place_is_to_be_drawn),
        form_rules=(rules.listed_or_reason_why_not,),
        act=actions.complete_purchase,
        since=queries.completable_since,
        page="complete",
    ),
    "release_funds": StageStep(
        gather=queries.gather_release,
        rules=(rules.funds_are_left, rules.nothing_is_owed),
        form_rules=(rules.release_is_what_is_left,),
        act=actions.release_funds,
        page="release_funds",
    ),
}
