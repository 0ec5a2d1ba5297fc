"""May funds be signed for and reserved? (design, tables `prepare_funding_form` to `reserve_funds`)."""

from dataclasses import dataclass
from decimal import Decimal

from microacquisition.common.money import money_words
from microacquisition.common.words import Words
from microacquisition.process.price import tax_ceiling
from microacquisition.process.rules.delegation import outside_delegation


@dataclass(frozen=True)
class FundingFacts:
    """The funding form beside the statement's price, and who signs. Amounts in cents.

    `amount_cents` is everything asked for, tax included; None where the form is not prepared.
    `delegation_limit_cents` is None where the signer holds no delegation in force.
    """

    price_cents: int
    highest_tax: Decimal
    amount_cents: int | None = None
    tax_ceiling_cents: int | None = None
    fiscal_year: str = ""
    cost_centre: str = ""
    coding: str = ""
    confirmed: bool = False
    signed: bool = False
    signer_id: str = ""
    delegation_limit_cents: int | None = None
    reservation_number: str = ""
    budget_transfer_needed: bool = False
    budget_transfer_done: bool = False
    transfer_risk_accepted: bool = False
    transfer_awaited: bool = False
    reservation_is_outgrown: bool = False


def form_is_complete(facts: FundingFacts) -> list[Words]:
    """The form says amount, tax ceiling, fiscal year, cost centre and coding (design, `prepare_funding_form`)."""
    if facts.amount_cents is None:
        return [
            Words(
                en="The funding form is not prepared yet.",
                fr="Le formulaire de financement n’est pas encore préparé.",
            )
        ]
    missing = (
        (facts.tax_ceiling_cents is None, Words(en="the tax ceiling", fr="le plafond des taxes")),
        (not facts.fiscal_year.strip(), Words(en="the fiscal year", fr="l’exercice financier")),
        (not facts.cost_centre.strip(), Words(en="the cost centre", fr="le centre de coûts")),
        (not facts.coding.strip(), Words(en="the financial coding", fr="le codage financier")),
    )
    return [
        Words(
            en="The funding form lacks {what}.", fr="Il manque au formulaire de financement\xa0: {what}."
        ).filled(what=what)
        for lacks, what in missing
        if lacks
    ]


def form_is_confirmed(facts: FundingFacts) -> list[Words]:
    """The client confirms the form before the fund manager signs (spec/pilot.md, step 1)."""
    if facts.confirmed:
        return []
    return [
        Words(
            en="The client team has not confirmed the funding form yet.",
            fr="L’équipe cliente n’a pas encore confirmé le formulaire de financement.",
        )
    ]


def form_is_not_confirmed(facts: FundingFacts) -> list[Words]:
    """What is confirmed waits for its signature; nobody confirms it twice (design, `confirm_funding_form`)."""
    if not facts.confirmed:
        return []
    return [
        Words(
            en="The funding form is already confirmed.", fr="Le formulaire de financement est déjà confirmé."
        )
    ]


def funds_are_signed_for(facts: FundingFacts) -> list[Words]:
    """The fund manager signs before anything is reserved or promised (spec/pilot.md, "Who takes part")."""
    if facts.signed:
        return []
    return [
        Words(
            en="The fund manager has not signed for the funds yet.",
            fr="La ou le gestionnaire du budget n’a pas encore signé pour les fonds.",
        )
    ]


def funds_are_not_signed_for(facts: FundingFacts) -> list[Words]:
    """A signature that holds is not given twice (design, `sign_for_funds`)."""
    if not facts.signed:
        return []
    return [Words(en="The funds are already signed for.", fr="La signature pour les fonds est déjà donnée.")]


def within_delegation(facts: FundingFacts) -> list[Words]:
    """The amount is within the signer's delegation; outside it the step is refused (spec/pilot.md, "Who takes part")."""
    return outside_delegation(facts.amount_cents, facts.delegation_limit_cents)


def covers_price_and_tax(facts: FundingFacts) -> list[Words]:
    """Fixed price and highest tax are within what is signed for and reserved (design, "Money and people")."""
    if facts.amount_cents is None or facts.tax_ceiling_cents is None:
        return []
    reasons = []
    highest = tax_ceiling(facts.price_cents, facts.highest_tax)
    if facts.tax_ceiling_cents < highest:
        reasons.append(
            Words(
                en="The tax ceiling is {given}. The highest tax on the price is {highest}.",
                fr="Le plafond des taxes est de {given}. La taxe la plus élevée sur le prix est de {highest}.",
            ).filled(given=money_words(facts.tax_ceiling_cents), highest=money_words(highest))
        )
    needed = facts.price_cents + facts.tax_ceiling_cents
    if facts.amount_cents < needed:
        reasons.append(
            Words(
                en="The amount is {amount}. The price and the tax ceiling make {needed}.",
                fr="Le montant est de {amount}. Le prix et le plafond des taxes font {needed}.",
            ).filled(amount=money_words(facts.amount_cents), needed=money_words(needed))
        )
    return reasons


def reservation_no_longer_covers(facts: FundingFacts) -> list[Words]:
    """Work after 31 March, or a higher amount, needs a new reservation beside the new signature (spec/pilot.md, "Money")."""
    if facts.reservation_is_outgrown:
        return []
    return [
        Words(
            en="The reservation covers what is signed for, in the same fiscal year. No other is needed.",
            fr="La réservation couvre ce qui est signé, pour le même exercice. Il n’en faut pas d’autre.",
        )
    ]


def reservation_number_given(facts: FundingFacts) -> list[Words]:
    """The reservation has its number: the invoice will quote it (spec/pilot.md, step 1)."""
    if facts.reservation_number.strip():
        return []
    return [
        Words(
            en="Give the number of the fund reservation.", fr="Indiquez le numéro de la réservation de fonds."
        )
    ]


def budget_transfer_is_settled(facts: FundingFacts) -> list[Words]:
    """A needed budget transfer is done, awaited, or its risk accepted by name (design, `reserve_funds`).

    Where it is awaited the funds are reserved and posting waits (spec/pilot.md, step 1).
    """
    said = facts.budget_transfer_done or facts.transfer_risk_accepted or facts.transfer_awaited
    if not facts.budget_transfer_needed or said:
        return []
    return [
        Words(
            en="The budget transfer is not done, and nobody has accepted the risk meanwhile.",
            fr="Le virement budgétaire n’est pas fait, et personne n’en a accepté le risque d’ici là.",
        )
    ]


def budget_transfer_is_open(facts: FundingFacts) -> list[Words]:
    """What another branch must still transfer is recorded once done (spec/pilot.md, step 1)."""
    if facts.budget_transfer_needed and not facts.budget_transfer_done:
        return []
    return [
        Words(
            en="No budget transfer is awaited for this purchase.",
            fr="Aucun virement budgétaire n’est attendu pour cet achat.",
        )
    ]
