"""May a supplier be told of a reason to strike their application, and may it then be struck? (design, `strike`)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class StrikeFacts:
    """What striking looks at: whether the application stands, its supplier was told, and answered or let time pass."""

    can_be_struck: bool
    told: bool
    heard: bool


@dataclass(frozen=True)
class TellingFacts:
    """What was typed to tell a supplier: an application that stands, a reason of the program, in words."""

    can_be_struck: bool
    told: bool
    reason_is_listed: bool
    has_words: bool


def may_be_told(facts: TellingFacts) -> list[Words]:
    """A supplier is told a reason of the program’s list, in words, once at a time (design, `strike`)."""
    reasons = _must_stand(facts.can_be_struck)
    if facts.told:
        reasons.append(
            Words(
                en="This supplier has been told already: wait for the answer.",
                fr="Ce fournisseur est déjà prévenu; attendez sa réponse.",
            )
        )
    if not facts.reason_is_listed:
        reasons.append(Words(en="Choose a reason from the list.", fr="Choisissez un motif de la liste."))
    if not facts.has_words:
        reasons.append(Words(en="Explain the reason.", fr="Expliquez le motif."))
    return reasons


def supplier_was_heard(facts: StrikeFacts) -> list[Words]:
    """Nobody is struck unheard: told the reason, with time to answer (design, `strike`)."""
    reasons = _must_stand(facts.can_be_struck)
    if not facts.told:
        reasons.append(
            Words(
                en="First tell the supplier the reason, so that they can answer.",
                fr="Communiquez d’abord le motif au fournisseur, pour qu’il puisse répondre.",
            )
        )
    elif not facts.heard:
        reasons.append(
            Words(
                en="The supplier still has time to answer.",
                fr="Le fournisseur a encore du temps pour répondre.",
            )
        )
    return reasons


def _must_stand(can_be_struck: bool) -> list[Words]:
    if can_be_struck:
        return []
    return [Words(en="Choose an application that stands.", fr="Choisissez une candidature encore en lice.")]


NOT_NOW = Words(
    en="An application can be struck only after the opening and before the agreement.",
    fr="Une candidature ne peut être écartée qu’après l’ouverture et avant l’entente.",
)
