"""May this agreement end early, and what happens when a supplier cannot deliver? (spec/pilot.md, exceptions)."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.dates import instant_words
from microacquisition.common.words import Words
from microacquisition.process.windows import BusinessDays

CURE_AT_LEAST = 3  # business days to deliver after a notice of default
HEARD_WITHIN = BusinessDays(3)  # to answer the announced share of the work done
TOO_SHORT = Words(
    en="Leave the supplier at least {span} to deliver.",
    fr="Laissez au fournisseur au moins {span} pour livrer.",
)


@dataclass(frozen=True)
class TerminationFacts:
    """An agreement about to end early."""

    open_deliverables: int
    is_overdue: bool  # due, not delivered, date passed
    supplier_cannot: bool
    somebody_is_left: bool
    percent: int | None = None
    now: datetime | None = None
    zone: str = "UTC"
    notice_until: datetime | None = None  # of the notice of default that stands
    cure_by: datetime | None = None  # as typed
    share_percent: int | None = None  # as announced to the supplier
    share_until: datetime | None = None
    share_is_answered: bool = False


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
    return [Words(en="No work is under way: all of it was accepted.", fr="Il n’y a plus de travaux en cours\xa0: tout est accepté.")]  # fmt: skip


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


def no_notice_stands(facts: TerminationFacts) -> list[Words]:
    """One notice of default at a time."""
    if facts.notice_until is None:
        return []
    return [Words(en="A notice of default was given already.", fr="Un avis de manquement a déjà été donné.")]


def there_is_time_to_cure(facts: TerminationFacts) -> list[Words]:
    """A notice leaves time to deliver after all: at least three business days (spec/pilot.md, written notice)."""
    if (
        facts.now
        and facts.cure_by
        and facts.cure_by >= BusinessDays(CURE_AT_LEAST).after(facts.now, facts.zone)
    ):
        return []
    return [TOO_SHORT.filled(span=BusinessDays(CURE_AT_LEAST).label())]


def notice_ran_out(facts: TerminationFacts) -> list[Words]:
    """Default ends an agreement only after a notice whose time to cure is over (design, `terminate_for_default`)."""
    if facts.notice_until is None:
        return [
            Words(
                en="Give a notice with time to deliver first.",
                fr="Donnez d’abord un avis avec un délai pour livrer.",
            )
        ]
    if facts.now is not None and facts.now >= facts.notice_until:
        return []
    return [
        Words(
            en="The notice leaves the supplier time until {at}.",
            fr="L’avis laisse au fournisseur jusqu’au {at}.",
        ).filled(at=instant_words(facts.notice_until, facts.zone))
    ]


def no_share_is_announced(facts: TerminationFacts) -> list[Words]:
    """The share of the work done is announced once; the supplier answers it."""
    if facts.share_percent is None:
        return []
    return [
        Words(
            en="The end was announced to the supplier already.",
            fr="La fin a déjà été annoncée au fournisseur.",
        )
    ]


def share_waits_for_answer(facts: TerminationFacts) -> list[Words]:
    """The supplier answers an announced share once."""
    if facts.share_percent is not None and not facts.share_is_answered:
        return []
    return [Words(en="No share waits for your answer.", fr="Aucune part n’attend votre réponse.")]


def supplier_is_heard(facts: TerminationFacts) -> list[Words]:
    """For convenience the supplier is heard on the share of the work done: they answered, or let the time pass."""
    if facts.share_percent is None or facts.share_until is None:
        return [
            Words(
                en="Announce the end first, so that the supplier is heard on the share of the work done.",
                fr="Annoncez d’abord la fin, afin que le fournisseur se prononce sur la part des travaux faite.",
            )
        ]
    if facts.share_is_answered or (facts.now is not None and facts.now >= facts.share_until):
        return []
    return [
        Words(
            en="The supplier has until {at} to say what share of the work is done.",
            fr="Le fournisseur a jusqu’au {at} pour se prononcer sur la part des travaux faite.",
        ).filled(at=instant_words(facts.share_until, facts.zone))
    ]


def share_is_not_less_than_announced(facts: TerminationFacts) -> list[Words]:
    """After hearing the supplier the share may grow, not shrink: they were heard on what was announced."""
    if facts.percent is None or facts.share_percent is None or facts.percent >= facts.share_percent:
        return []
    return [
        Words(
            en="The share may not be less than the {percent} percent that were announced.",
            fr="La part ne peut pas être inférieure aux {percent}\xa0% annoncés.",
        ).filled(percent=facts.share_percent)
    ]


def share_is_a_percentage(facts: TerminationFacts) -> list[Words]:
    """For convenience the supplier is paid the share of the price that matches the work done."""
    if facts.percent is not None and 0 <= facts.percent <= 100:
        return []
    return [Words(en="Enter the share of the work done, from 0 to 100 percent.", fr="Inscrivez la part des travaux faite, de 0 à 100\xa0%.")]  # fmt: skip


def share_of(price_cents: int, percent: int) -> int:
    """Return `percent` of a price in cents, halves rounded up."""
    return (price_cents * percent + 50) // 100
