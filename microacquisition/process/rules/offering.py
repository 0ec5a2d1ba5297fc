"""May the next in order be asked, an offer end, an opportunity end without award? (spec/draw.md, P5)."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.words import Words


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
