"""May a passing application that was left out still enter the draw? (spec/draw.md, “When things go wrong”)."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.words import Words


@dataclass(frozen=True)
class RedrawFacts:
    """What entering somebody who was left out looks at; instants are UTC.

    `left_out` counts the applications that stand and are not in the draw; `names_left_out` says that one of them was
    chosen; `is_drawn` that an order exists, `is_inserting` that another one is being added to it.
    """

    now: datetime
    beacon_at: datetime | None
    left_out: int
    is_drawn: bool = False
    is_inserting: bool = False
    names_left_out: bool = False
    has_reason: bool = False


def value_is_ahead(facts: RedrawFacts) -> list[Words]:
    """The list is replaced only while nobody can know the value (spec/draw.md)."""
    if facts.beacon_at is not None and facts.now < facts.beacon_at:
        return []
    return [
        Words(
            en="The moment of the draw has come: the list can no longer be replaced.",
            fr="Le moment du tirage est venu; la liste ne peut plus être remplacée.",
        )
    ]


def somebody_was_left_out(facts: RedrawFacts) -> list[Words]:
    """There is an application that stands and is not in the draw (spec/draw.md)."""
    if facts.left_out:
        return []
    return [
        Words(
            en="Every application that stands is in the draw.",
            fr="Toutes les candidatures encore en lice participent au tirage.",
        )
    ]


def order_was_drawn(facts: RedrawFacts) -> list[Words]:
    """A place is drawn in an order that a draw gave (spec/draw.md)."""
    if facts.is_drawn:
        return []
    return [Words(en="No order was drawn.", fr="Aucun ordre n’a été tiré au sort.")]


def nobody_is_being_inserted(facts: RedrawFacts) -> list[Words]:
    """Each place is drawn in the order the one before gave: one after the other (spec/draw.md)."""
    if not facts.is_inserting:
        return []
    return [
        Words(
            en="Another application is being added: its place is drawn first.",
            fr="Une autre candidature est en cours d’ajout; sa place sera tirée d’abord.",
        )
    ]


def names_whom_and_why(facts: RedrawFacts) -> list[Words]:
    """The finding is corrected with a reason (spec/draw.md)."""
    reasons = []
    if not facts.names_left_out:
        reasons.append(
            Words(
                en="Choose an application that was left out.",
                fr="Choisissez une candidature qui a été omise.",
            )
        )
    if not facts.has_reason:
        reasons.append(
            Words(en="Say why the finding was wrong.", fr="Dites en quoi le constat était erroné.")
        )
    return reasons
