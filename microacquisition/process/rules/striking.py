"""May an application be struck? (design, `strike`)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class StrikeFacts:
    """What was typed to strike an application: whether it can be struck, for a reason of the program, in words."""

    can_be_struck: bool
    reason_is_listed: bool
    has_words: bool


def is_whole_strike(facts: StrikeFacts) -> list[Words]:
    """An application is struck for a reason of the program’s list, in words its supplier is told (design, `strike`)."""
    reasons = []
    if not facts.can_be_struck:
        reasons.append(
            Words(en="Choose an application that stands.", fr="Choisissez une candidature encore en lice.")
        )
    if not facts.reason_is_listed:
        reasons.append(Words(en="Choose a reason from the list.", fr="Choisissez un motif de la liste."))
    if not facts.has_words:
        reasons.append(Words(en="Explain the reason.", fr="Expliquez le motif."))
    return reasons
