"""May an ended opportunity be prepared again? (design, `post_again`)."""

from dataclasses import dataclass

from microacquisition.common.words import Words

AGAIN_FROM = ("NO_AWARD", "TERMINATED", "CANCELLED")


@dataclass(frozen=True)
class AgainFacts:
    """How the earlier opportunity ended, what still hangs on it, and whether it was prepared again already."""

    ended_as: str
    has_statement: bool
    funds_unreleased: bool
    begun_already: bool


def ended_without_work(facts: AgainFacts) -> list[Words]:
    """Only what ended without the code is prepared again, and only where a statement was written."""
    if facts.ended_as in AGAIN_FROM and facts.has_statement:
        return []
    return [
        Words(
            en="Only an opportunity that was cancelled, terminated or ended without an award can be prepared again.",
            fr="Seule une occasion annulée, résiliée ou terminée sans attribution peut être préparée de nouveau.",
        )
    ]


def funds_are_released(facts: AgainFacts) -> list[Words]:
    """The earlier reservation is released first: the same money is never set aside twice (spec/pilot.md, "Money")."""
    if not facts.funds_unreleased:
        return []
    return [
        Words(
            en="The funds reserved for the earlier opportunity are not released yet. The payment officer releases them.",
            fr="Les fonds réservés pour l’occasion antérieure ne sont pas encore libérés. L’équipe des paiements les libère.",
        )
    ]


def is_not_begun_again(facts: AgainFacts) -> list[Words]:
    """One opportunity is prepared again once at a time."""
    if not facts.begun_already:
        return []
    return [Words(en="It is already being prepared again.", fr="Elle est déjà préparée de nouveau.")]
