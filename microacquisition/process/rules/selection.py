"""May a draw be set and recorded, the work offered, an offer declined, an opportunity ended? (spec/draw.md)."""

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
class RankFacts:
    """What recording the order by score looks at, of the applications that stand; `unscored` counts missing findings."""

    scores: bool
    standing: int = 0
    unscored: int = 0
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


@dataclass(frozen=True)
class OrderFacts:
    """What an offer, its end and an end without award look at; `left` counts who may still be asked."""

    now: datetime
    state: str
    applications: int = 0
    passing: int = 0
    left: int = 0
    answer_by: datetime | None = None
    being_inserted: int = 0
    scores: bool = False


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


def programme_scores(facts: RankFacts) -> list[Words]:
    """The order by score is for programs that score (design, `rank`)."""
    if facts.scores:
        return []
    return [
        Words(
            en="In this program the order is drawn, not scored.",
            fr="Dans ce programme, l’ordre est tiré au sort et ne dépend pas de notes.",
        )
    ]


def somebody_is_scored(facts: RankFacts) -> list[Words]:
    """Without an application there is no order (design, `rank`)."""
    if facts.standing or not facts.scores:
        return []
    return [Words(en="No application is left.", fr="Il ne reste aucune candidature.")]


def every_application_is_scored(facts: RankFacts) -> list[Words]:
    """No order before every application has its score; 0 is one (spec/code-with-us.md, faults 8 and 9)."""
    if not facts.unscored:
        return []
    return [
        Words(en="Scores still missing: {count}.", fr="Notes qui manquent encore\xa0: {count}.").filled(
            count=str(facts.unscored)
        )
    ]


def no_exact_tie(facts: RankFacts) -> list[Words]:
    """Exactly equal totals are ordered by a draw, never by a person (design, `rank`; spec/draw.md)."""
    if not facts.tied:
        return []
    return [
        Words(
            en="{count} applications have exactly the same score as another: a draw decides their order.",
            fr="{count} candidatures ont exactement la même note qu’une autre; un tirage au sort décidera de leur ordre.",
        ).filled(count=str(facts.tied))
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


def somebody_is_left(facts: OrderFacts) -> list[Words]:
    """The next in the same order is asked; never a new draw (spec/draw.md, P5)."""
    if facts.left:
        return []
    return [Words(en="Nobody is left in the order.", fr="Il ne reste personne dans l’ordre.")]


def offer_is_due(facts: OrderFacts) -> list[Words]:
    """Silent after the answer window: the offer lapses (spec/draw.md, P5)."""
    if facts.answer_by is not None and facts.now >= facts.answer_by:
        return []
    return [Words(en="The answer window is still running.", fr="Le délai de réponse court encore.")]


def offer_still_runs(facts: OrderFacts) -> list[Words]:
    """An offer is declined while its answer window runs."""
    if facts.answer_by is not None and facts.now < facts.answer_by:
        return []
    return [Words(en="The time to answer has passed.", fr="Le délai de réponse est passé.")]


def nobody_to_award(facts: OrderFacts) -> list[Words]:
    """Ended without award where nobody applied, nobody passed or the order is exhausted (design)."""
    if why_no_award(facts):
        return []
    return [
        Words(
            en="Somebody can still be selected: there is no reason to end without award.",
            fr="Quelqu’un peut encore être sélectionné; rien ne justifie une fin sans attribution.",
        )
    ]


def why_no_award(facts: OrderFacts) -> str:
    """Return the reason's code, one of NO_AWARD_REASONS; empty where there is none."""
    empty = {
        "CLOSED": (facts.applications, "no_applications"),
        "EVALUATED": (facts.passing, "nobody_stands" if facts.scores else "nobody_passed"),
        "RANKED": (facts.left + facts.being_inserted, "order_exhausted"),
    }
    count, reason = empty.get(facts.state, (1, ""))
    return "" if count else reason


NO_AWARD_REASONS = {
    "no_applications": Words(en="Nobody applied.", fr="Personne n’a présenté de candidature."),
    "nobody_passed": Words(
        en="No application met every criterion.", fr="Aucune candidature ne satisfaisait à tous les critères."
    ),
    "nobody_stands": Words(
        en="Every application was struck.", fr="Toutes les candidatures ont été écartées."
    ),
    "order_exhausted": Words(
        en="Nobody is left among those who met the criteria.",
        fr="Il ne reste personne parmi les candidatures qui satisfaisaient aux critères.",
    ),
}
