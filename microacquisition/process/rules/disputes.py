"""May a dispute be opened, answered, resolved? (spec/pilot.md, exceptions: supplier writes, client answers, resolution)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class DisputeFacts:
    """An agreement and the dispute on it, if one is open."""

    has_agreement: bool
    is_open: bool
    is_answered: bool
    is_own: bool  # the person, or their side, opened it
    wrote_for_a_side: bool = False  # the person opened or answered it


def an_agreement_to_dispute(facts: DisputeFacts) -> list[Words]:
    """A dispute is about an agreement: one in force, or one that was ended."""
    if facts.has_agreement:
        return []
    return [
        Words(
            en="There is no agreement to dispute.", fr="Aucune entente ne peut faire l’objet d’un différend."
        )
    ]


def none_is_open(facts: DisputeFacts) -> list[Words]:
    """One dispute at a time: what is open is resolved first."""
    if not facts.is_open:
        return []
    return [Words(en="A dispute is open already.", fr="Un différend est déjà en cours.")]


def other_side_waits(facts: DisputeFacts) -> list[Words]:
    """Whoever did not open the dispute answers it, once."""
    if not facts.is_open or facts.is_answered:
        return [Words(en="No dispute waits for an answer.", fr="Aucun différend n’attend de réponse.")]
    if facts.is_own:
        return [
            Words(
                en="Your side opened this dispute, so the other side answers.",
                fr="Votre partie a ouvert ce différend\xa0: c’est à l’autre de répondre.",
            )
        ]
    return []


def both_sides_were_heard(facts: DisputeFacts) -> list[Words]:
    """A dispute is resolved once both sides have written."""
    if facts.is_open and facts.is_answered:
        return []
    return [
        Words(
            en="No dispute waits to be resolved: it is answered first.",
            fr="Aucun différend n’est à régler\xa0: il faut d’abord qu’on y réponde.",
        )
    ]


def somebody_else_resolves(facts: DisputeFacts) -> list[Words]:
    """Nobody resolves a dispute in which they wrote for a side."""
    if not facts.wrote_for_a_side:
        return []
    return [
        Words(
            en="You wrote for one of the sides, so somebody else must record how it is resolved.",
            fr="Vous avez écrit au nom d’une des parties\xa0: quelqu’un d’autre doit consigner le règlement.",
        )
    ]
