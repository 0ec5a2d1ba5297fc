"""The funding's rows of the engine's table."""

from microacquisition.opportunities.funding import actions, queries
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import funding as rules


def _awaits_a_form(opportunity: Opportunity) -> list[Opportunity]:
    """A form may be prepared again; it is waited for only where none holds."""
    return [] if queries.find_form_that_holds(opportunity) else [opportunity]


def _awaits_transfer(opportunity: Opportunity) -> list[Opportunity]:
    """Awaited until it is done; once the risk is accepted, posting no longer waits for it."""
    return [opportunity] if queries.transfer_is_to_come(opportunity) else []


STEPS = {
    "prepare_funding_form": StageStep(
        gather=queries.gather_new_form,
        form_rules=(rules.form_is_complete, rules.covers_price_and_tax),
        act=actions.prepare_form,
        subjects=_awaits_a_form,
        page="prepare_funding_form",
    ),
    "confirm_funding_form": StageStep(
        gather=queries.gather_form,
        rules=(rules.form_is_complete, rules.form_is_not_confirmed, rules.covers_price_and_tax),
        act=actions.confirm_form,
        page="confirm_funding_form",
    ),
    "sign_for_funds": StageStep(
        gather=queries.gather_form,
        rules=(
            rules.form_is_complete,
            rules.form_is_confirmed,
            rules.funds_are_not_signed_for,
            rules.covers_price_and_tax,
            rules.within_delegation,
        ),
        act=actions.sign_for_funds,
        signs=queries.digest_to_sign,
        outside=lambda opportunity: {},
        page="sign_for_funds",
    ),
    "refuse_funds": StageStep(
        gather=queries.gather_form,
        rules=(rules.form_is_complete, rules.form_is_confirmed, rules.funds_are_not_signed_for),
        act=actions.refuse_funds,
        page="refuse_funds",
    ),
    "reserve_funds": StageStep(
        gather=queries.gather_reservation,
        rules=(rules.form_is_complete, rules.form_is_confirmed, rules.funds_are_signed_for),
        form_rules=(
            rules.reservation_number_given,
            rules.covers_price_and_tax,
            rules.budget_transfer_is_settled,
        ),
        act=actions.reserve_funds,
        page="reserve_funds",
    ),
    "return_reservation": StageStep(
        gather=queries.gather_form,
        rules=(rules.form_is_complete, rules.form_is_confirmed, rules.funds_are_signed_for),
        act=actions.return_form,
        page="return_reservation",
    ),
}

# Beside everything else: what else waits is shown before it.
BESIDE = {
    "settle_transfer": StageStep(
        gather=queries.gather_form,
        rules=(rules.form_is_complete, rules.form_is_confirmed, rules.budget_transfer_is_open),
        act=actions.settle_transfer,
        subjects=_awaits_transfer,
        page="settle_transfer",
    ),
}
