"""The funding's rows of the engine's table."""

from datetime import datetime

from microacquisition.opportunities.funding import actions, anew, facts, queries
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation, StageStep
from microacquisition.process.rules import funding as rules


def _awaits_a_form(opportunity: Opportunity) -> list[Opportunity]:
    """A form may be prepared again; it is waited for only where none holds."""
    if opportunity.state != "APPROVED":
        return [opportunity] if anew.needs_new_form(opportunity) else []
    return [] if queries.find_form_that_holds(opportunity) else [opportunity]


def _may_prepare_again(opportunity: Opportunity) -> list[Opportunity]:
    """A form that holds may be prepared again, such as for another cost centre after a transfer."""
    prepared = queries.find_form(opportunity) is not None or opportunity.state == "APPROVED"
    return [opportunity] if prepared and not _awaits_a_form(opportunity) else []


def _awaits_signature(opportunity: Opportunity) -> list[Opportunity]:
    """Once posted, the fund manager signs again only where a form was prepared again."""
    posted = opportunity.state != "APPROVED"
    return [] if posted and not anew.is_to_be_signed_again(opportunity) else [opportunity]


def _prepared_at(situation: Situation) -> datetime | None:
    """Once posted, what waits since the form was prepared again does not wait since the posting."""
    form = queries.find_form(situation.on)
    return form.prepared_at if form and situation.state != "APPROVED" else None


def _confirmed_at(situation: Situation) -> datetime | None:
    form = queries.find_form(situation.on)
    return form.confirmed_at if form and situation.state != "APPROVED" else None


def _transfer_awaited_since(situation: Situation) -> datetime | None:
    form = queries.find_form(situation.on)
    return form.confirmed_at if form else None


def _changed_at(situation: Situation) -> datetime | None:
    """Once posted, a new form is needed since the amendment that changed the price or the date."""
    return anew.last_changed_at(situation.on) if situation.state != "APPROVED" else None


def _awaits_renewal(opportunity: Opportunity) -> list[Opportunity]:
    return [opportunity] if anew.reservation_is_outgrown(opportunity) else []


def _signed_at(situation: Situation) -> datetime | None:
    signature = queries.find_live_signature(situation.on)
    return signature.signed_at if signature else None


def _awaits_transfer(opportunity: Opportunity) -> list[Opportunity]:
    """Awaited until it is done; once the risk is accepted, posting no longer waits for it."""
    return [opportunity] if queries.transfer_is_to_come(opportunity) else []


STEPS = {
    "prepare_funding_form": StageStep(
        gather=facts.gather_new_form,
        form_rules=(rules.form_is_complete, rules.covers_price_and_tax),
        act=actions.prepare_form,
        subjects=_awaits_a_form,
        optional=_may_prepare_again,
        since=_changed_at,
        page="prepare_funding_form",
    ),
    "confirm_funding_form": StageStep(
        gather=facts.gather_form,
        rules=(rules.form_is_complete, rules.form_is_not_confirmed, rules.covers_price_and_tax),
        act=actions.confirm_form,
        subjects=_awaits_signature,
        since=_prepared_at,
        page="confirm_funding_form",
    ),
    "sign_for_funds": StageStep(
        gather=facts.gather_form,
        rules=(
            rules.form_is_complete,
            rules.form_is_confirmed,
            rules.funds_are_not_signed_for,
            rules.covers_price_and_tax,
            rules.within_delegation,
        ),
        act=actions.sign_for_funds,
        subjects=_awaits_signature,
        since=_confirmed_at,
        signs=queries.digest_to_sign,
        outside=lambda opportunity: {},
        page="sign_for_funds",
    ),
    "refuse_funds": StageStep(
        gather=facts.gather_form,
        rules=(rules.form_is_complete, rules.form_is_confirmed, rules.funds_are_not_signed_for),
        act=actions.refuse_funds,
        page="refuse_funds",
    ),
    "reserve_funds": StageStep(
        gather=facts.gather_reservation,
        rules=(rules.form_is_complete, rules.form_is_confirmed, rules.funds_are_signed_for),
        form_rules=(
            rules.reservation_number_given,
            rules.covers_price_and_tax,
            rules.budget_transfer_is_settled,
        ),
        act=actions.reserve_funds,
        page="reserve_funds",
    ),
    "renew_reservation": StageStep(
        gather=facts.gather_reservation,
        rules=(
            rules.form_is_complete,
            rules.form_is_confirmed,
            rules.funds_are_signed_for,
            rules.reservation_no_longer_covers,
        ),
        form_rules=(
            rules.reservation_number_given,
            rules.covers_price_and_tax,
            rules.budget_transfer_is_settled,
        ),
        act=actions.reserve_funds,
        subjects=_awaits_renewal,
        since=_signed_at,
        page="reserve_funds",
    ),
    "return_reservation": StageStep(
        gather=facts.gather_form,
        rules=(rules.form_is_complete, rules.form_is_confirmed, rules.funds_are_signed_for),
        act=actions.return_form,
        page="return_reservation",
    ),
}

# Beside everything else: what else waits is shown before it.
BESIDE = {
    "settle_transfer": StageStep(
        gather=facts.gather_form,
        rules=(rules.form_is_complete, rules.form_is_confirmed, rules.budget_transfer_is_open),
        act=actions.settle_transfer,
        subjects=_awaits_transfer,
        since=_transfer_awaited_since,
        page="settle_transfer",
    ),
}
