"""The applications' rows of the engine's table."""

from microacquisition.opportunities.applications import actions, closing, queries
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.roles import Role
from microacquisition.process.rules import applications as rules

BEFORE_WRITING = (rules.is_open, rules.comes_from_outside)

STEPS = {
    "save": StageStep(
        gather=queries.gather_application,
        rules=BEFORE_WRITING,
        act=actions.save_draft,
        lock=queries.find_by_tag,
    ),
    "submit": StageStep(
        gather=queries.gather_application,
        rules=BEFORE_WRITING,
        form_rules=(rules.is_complete, rules.is_not_stale),
        act=actions.submit_application,
        lock=queries.find_by_tag,
        was_taken=queries.was_sent_with,
    ),
    "change": StageStep(
        gather=queries.gather_application,
        rules=BEFORE_WRITING,
        form_rules=(rules.is_complete, rules.is_not_stale),
        act=actions.change_application,
        lock=queries.find_by_tag,
        was_taken=queries.was_sent_with,
    ),
    "withdraw": StageStep(
        gather=queries.gather_application,
        rules=(rules.is_open,),
        act=actions.withdraw_application,
        lock=queries.find_by_tag,
        was_taken=queries.was_sent_with,
    ),
    "close": StageStep(
        gather=closing.gather_closing,
        rules=(rules.is_due,),
        act=closing.close_opportunity,
        due=closing.due_for_closing,
    ),
    # Replaced by the selection's own step once it is in the table.
    "end_without_award": StageStep(gather=closing.gather_closing, act=closing.end_unapplied),
}

PARTS = {Role.SUPPLIER: queries.acts_as_applicant}
