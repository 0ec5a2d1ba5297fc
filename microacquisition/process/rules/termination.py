"""May this agreement end early, and what happens when a supplier cannot deliver? (spec/pilot.md, exceptions)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class TerminationFacts:
    """An agreement about to end early."""

    open_deliverables: int
    is_overdue: bool  # due, not delivered, date passed
    supplier_cannot: bool
    somebody_is_left: bool
    percent: int | None = None


@dataclass(frozen=True)
class DecisionFacts:
    """Work that is late or warned of."""

    is_awaited: bool  # something happened that the officer has not answered


def something_to_decide(facts: DecisionFacts) -> list[Words]:
    """A warning, a date that passed or a notice that ran out waits for the officer's word (spec/pilot.md, non-delivery)."""
    if facts.is_awaited:
        return []
    return [Words(en="Nothing waits for your decision.", fr="Aucune décision n’est attendue de votre part.")]


def work_is_open(facts: TerminationFacts) -> list[Words]:
    """What is accepted is owed: only work that is not accepted can be terminated."""
    if facts.open_deliverables:
        return []
    return [Words(en="No work is open: all of it was accepted.", fr="Il n’y a plus de travaux en cours\xa0: tout est accepté.")]  # fmt: skip


def supplier_is_in_default(facts: TerminationFacts) -> list[Words]:
    """Default is work not delivered by its date, or a supplier who said that it cannot deliver (spec/pilot.md)."""
    if facts.is_overdue or facts.supplier_cannot:
        return []
    return [
        Words(
            en="The work is not overdue, and the supplier did not say that it cannot deliver.",
            fr="Les travaux ne sont pas en retard, et le fournisseur n’a pas dit qu’il ne pourra pas livrer.",
        )
    ]


def share_is_a_percentage(facts: TerminationFacts) -> list[Words]:
    """For convenience the supplier is paid the share of the price that matches the work done."""
    if facts.percent is not None and 0 <= facts.percent <= 100:
        return []
    return [Words(en="Enter the share of the work done, from 0 to 100 percent.", fr="Inscrivez la part des travaux faite, de 0 à 100\xa0%.")]  # fmt: skip


def share_of(price_cents: int, percent: int) -> int:
    """Return `percent` of a price in cents, halves rounded up."""
    return (price_cents * percent + 50) // 100
