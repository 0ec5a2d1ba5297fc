"""The applications' rows of the engine's table."""

from microacquisition.opportunities.applications import actions, closing, closing_rules, queries
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.roles import Role
from microacquisition.process.rules import applications as rules
from microacquisition.process.rules import extending

BEFORE_WRITING = (rules.is_open, rules.comes_from_outside)

STEPS = {
    "save": StageStep(
        gather=queries.gather_application,
        rules=BEFORE_WRITING,
        form_rules=(rules.draft_is_not_stale,),
        act=actions.save_draft,
        lock=queries.find_by_tag,
    ),
    "submit": StageStep(
        gather=queries.gather_application,
        rules=BEFORE_WRITING,
        form_rules=(rules.cannot_use_the_site, rules.is_complete, rules.is_not_stale),
        act=actions.submit_application,
        lock=queries.find_by_tag,
        was_taken=queries.was_sent_with,
    ),
    "change": StageStep(
        gather=queries.gather_application,
        rules=BEFORE_WRITING,
        form_rules=(rules.cannot_use_the_site, rules.is_complete, rules.is_not_stale),
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
    # Before `close` in this table: the clock takes them in this order, and `close` waits for it.
    "extend_by_rule": StageStep(
        gather=closing_rules.gather_by_rule,
        rules=(extending.a_rule_moves_it,),
        act=closing_rules.extend_by_rule,
        due=closing_rules.due_by_rule,
    ),
    "close": StageStep(
        gather=closing.gather_closing,
        rules=(rules.is_due, rules.no_rule_moves_it),
        act=closing.close_opportunity,
        due=closing.due_for_closing,
    ),
    # Replaced by the selection's own step once it is in the table.
    "end_without_award": StageStep(gather=closing.gather_closing, act=closing.end_unapplied),
}

PARTS = {Role.SUPPLIER: queries.acts_as_applicant}
