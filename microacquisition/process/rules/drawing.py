"""May a draw be set, and its value recorded? (spec/draw.md)."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.words import Words


@dataclass(frozen=True)
class DrawFacts:
    """What setting a draw looks at: who passed, how the program draws, the moment chosen (UTC).

    `tied` counts the applications with exactly the same total as another, in a program that scores.
    """

    passing: int
    draws: bool
    mode_is_ready: bool
    earliest: datetime
    chosen: datetime | None = None
    gives_result: bool = True  # the source, on the day chosen
    tied: int = 0


@dataclass(frozen=True)
class ValueFacts:
    """What recording a draw looks at; `fault` says what is wrong with the value that was typed.

    `witnesses` are the names typed in a witnessed draw, None in any other; `recorder` enters them.
    """

    now: datetime
    beacon_at: datetime | None
    entrants: int
    has_value: bool
    fault: Words | None = None
    witnesses: tuple[str, ...] | None = None
    recorder: str = ""


def somebody_passed(facts: DrawFacts) -> list[Words]:
    """None passes: no draw, no award (spec/draw.md)."""
    return (
        []
        if facts.passing
        else [
            Words(
                en="No application met every criterion.",
                fr="Aucune candidature ne satisfaisait à tous les critères.",
            )
        ]
    )


def programme_draws(facts: DrawFacts) -> list[Words]:
    """Drawn is the order of a program that draws, and exact ties of one that scores, from a source this site can read.

    Source: spec/draw.md (weighted scores use MAD-1 only to order exact ties).
    """
    if not facts.draws and not facts.tied:
        return [
            Words(
                en="No two applications have exactly the same score: there is nothing to draw.",
                fr="Aucune candidature n’a exactement la même note qu’une autre; il n’y a rien à tirer au sort.",
            )
        ]
    if facts.mode_is_ready:
        return []
    return [
        Words(
            en="This program does not draw in this way.",
            fr="Ce programme ne procède pas à ce genre de tirage.",
        )
    ]


def moment_is_not_earlier(facts: DrawFacts) -> list[Words]:
    """An officer may choose a later day only, never an earlier one (spec/draw.md, P3)."""
    if facts.chosen is not None and facts.chosen < facts.earliest:
        return [
            Words(
                en="Choose the day proposed or a later one.",
                fr="Choisissez le jour proposé ou un jour ultérieur.",
            )
        ]
    if not facts.gives_result:
        return [
            Words(
                en="Lotto 6/49 is drawn on Wednesdays and Saturdays: choose one of these days.",
                fr="Le tirage du Lotto 6/49 a lieu le mercredi et le samedi; choisissez l’un de ces jours.",
            )
        ]
    return []


def beacon_time_is_reached(facts: ValueFacts) -> list[Words]:
    """The value exists only after the moment published before (spec/draw.md, P4); one entrant needs none."""
    if facts.entrants == 1 or (facts.beacon_at is not None and facts.now >= facts.beacon_at):
        return []
    return [
        Words(
            en="The moment of the draw is not reached yet.",
            fr="Le moment du tirage n’est pas encore atteint.",
        )
    ]


def value_is_right(facts: ValueFacts) -> list[Words]:
    """The value is the one of the source and moment published before (spec/draw.md, P4)."""
    if facts.fault is not None:
        return [facts.fault]
    if facts.entrants == 1 or facts.has_value:
        return []
    return [Words(en="Enter the published value.", fr="Inscrivez la valeur publiée.")]


def two_witnesses_watched(facts: ValueFacts) -> list[Words]:
    """A witnessed draw is recorded with two named witnesses, neither of them who records it (spec/draw.md)."""
    if facts.witnesses is None or facts.entrants == 1:
        return []
    names = {" ".join(name.split()).casefold() for name in facts.witnesses} - {""}
    if len(names) == 2 and " ".join(facts.recorder.split()).casefold() not in names:
        return []
    return [
        Words(
            en="Name two different witnesses; you cannot be one of them.",
            fr="Nommez deux témoins différents; vous ne pouvez pas être l’un d’eux.",
        )
    ]
