"""Is an amount within what its signer may sign for? Sections 32 and 34 alike (spec/pilot.md, "Who takes part")."""

from microacquisition.common.money import money_words
from microacquisition.common.words import Words


def outside_delegation(amount_cents: int | None, limit_cents: int | None) -> list[Words]:
    """Return why the signer may not sign for the amount, in cents; a limit of None is no delegation in force."""
    if limit_cents is None:
        return [
            Words(
                en="You hold no delegation in force for this cost centre.",
                fr="Vous n’avez pas de délégation en vigueur pour ce centre de coûts.",
            )
        ]
    if amount_cents is None or amount_cents <= limit_cents:
        return []
    return [
        Words(
            en="The amount is {amount}. Your delegation goes up to {limit}.",
            fr="Le montant est de {amount}. Votre délégation va jusqu’à {limit}.",
        ).filled(amount=money_words(amount_cents), limit=money_words(limit_cents))
    ]
