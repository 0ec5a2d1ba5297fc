"""The facts of the funding form: as it stands, as it was typed, and before the funds are reserved."""

from microacquisition.opportunities.delegated import find_limit
from microacquisition.opportunities.funding.anew import reservation_is_outgrown
from microacquisition.opportunities.funding.queries import (
    find_form_that_holds,
    find_live_signature,
    find_statement_text,
)
from microacquisition.opportunities.situation import Situation
from microacquisition.process.roles import Role
from microacquisition.process.rules.funding import FundingFacts


def gather_form(situation: Situation) -> FundingFacts:
    """The facts of the form as it stands, and what the signer may sign for."""
    opportunity = situation.on
    form, statement = find_form_that_holds(opportunity), find_statement_text(opportunity)
    price = statement.price_cents if statement and statement.price_cents is not None else 0
    if form is None:
        return FundingFacts(price_cents=price, highest_tax=situation.programme.highest_tax)
    amount = form.price_cents + form.tax_ceiling_cents
    return FundingFacts(
        price_cents=price,
        highest_tax=situation.programme.highest_tax,
        amount_cents=amount,
        tax_ceiling_cents=form.tax_ceiling_cents,
        fiscal_year=form.fiscal_year,
        cost_centre=form.cost_centre,
        coding=form.coding,
        confirmed=form.confirmed_at is not None,
        signed=find_live_signature(opportunity) is not None,
        signer_id=str(situation.signer.pk) if situation.signer else "",
        delegation_limit_cents=find_limit(situation, Role.FUND_MANAGER, form.cost_centre, amount),
        budget_transfer_needed=form.budget_transfer_needed,
        budget_transfer_done=form.budget_transfer_done_on is not None,
        transfer_risk_accepted=form.transfer_risk_accepted_by_id is not None,
        reservation_is_outgrown=reservation_is_outgrown(opportunity),
    )


def gather_new_form(situation: Situation) -> FundingFacts:
    """The facts of the form as the officer typed it, beside the statement's price."""
    statement, given = find_statement_text(situation.on), situation.given
    price = statement.price_cents if statement and statement.price_cents is not None else 0
    ceiling = given.get("tax_ceiling_cents")
    return FundingFacts(
        price_cents=price,
        highest_tax=situation.programme.highest_tax,
        amount_cents=price + ceiling if ceiling is not None else None,
        tax_ceiling_cents=ceiling,
        fiscal_year=given.get("fiscal_year", ""),
        cost_centre=given.get("cost_centre", ""),
        coding=given.get("coding", ""),
    )


def gather_reservation(situation: Situation) -> FundingFacts:
    """The facts of the form, with what the payment officer typed: number, amount, and the budget transfer."""
    facts, given = gather_form(situation), situation.given
    if not given or facts.amount_cents is None:
        return facts
    return FundingFacts(
        **{
            **facts.__dict__,
            "amount_cents": given["amount_cents"],
            "reservation_number": given["number"],
            "budget_transfer_done": facts.budget_transfer_done or given.get("transfer") == "done",
            "transfer_risk_accepted": facts.transfer_risk_accepted or given.get("transfer") == "risk",
            "transfer_awaited": given.get("transfer") == "awaited",
        }
    )
