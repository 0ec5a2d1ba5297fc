"""May a delivery date move because both sides agree? (spec/pilot.md, exceptions; design, `extend_delivery`)."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.dates import date_words
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.process.calendar import fiscal_year_end


@dataclass(frozen=True)
class ExtensionFacts:
    """A delivery date about to move; `new_due_at` is None before a form or a proposal."""

    work_is_due: bool
    due_at: datetime | None
    now: datetime
    new_due_at: datetime | None = None
    is_proposed: bool = False  # a proposal waits for its answer
    is_own: bool = False  # the person, or their side, made it
    shown_due_at: datetime | None = None  # what the person read before agreeing


NOT_LATER = Words(
    en="Choose a date that is later than the current one, and still ahead.",
    fr="Choisissez une date postérieure à la date actuelle et encore à venir.",
)


def work_is_due(facts: ExtensionFacts) -> list[Words]:
    """Only work that is due can get a later date: not while it is judged, nor once it is accepted or given up."""
    if facts.work_is_due:
        return []
    return [
        Words(
            en="The work is not due now: it is delivered, accepted or ended.",
            fr="Les travaux ne sont pas attendus en ce moment\xa0: ils sont livrés, acceptés ou terminés.",
        )
    ]


def no_own_proposal(facts: ExtensionFacts) -> list[Words]:
    """One proposal a side at a time: the other side answers it first."""
    if not (facts.is_proposed and facts.is_own):
        return []
    return [
        Words(
            en="You proposed a date already. The other side answers first.",
            fr="Vous avez déjà proposé une date. L’autre partie doit d’abord répondre.",
        )
    ]


def date_is_later(facts: ExtensionFacts) -> list[Words]:
    """A delivery date moves later only (design, `extend_delivery`)."""
    new, old = facts.new_due_at, facts.due_at
    return [] if new is not None and old is not None and new > max(old, facts.now) else [NOT_LATER]


def other_side_proposed(facts: ExtensionFacts) -> list[Words]:
    """A date moves when both agree: whoever did not propose it answers (design, `extend_delivery`)."""
    if not facts.is_proposed:
        return [Words(en="No new date is proposed.", fr="Aucune nouvelle date n’est proposée.")]
    if facts.is_own:
        return [
            Words(
                en="You proposed this date, so the other side answers.",
                fr="Vous avez proposé cette date\xa0: c’est à l’autre partie de répondre.",
            )
        ]
    return []


def date_is_what_was_shown(facts: ExtensionFacts) -> list[Words]:
    """Who agrees, agrees to the date they read."""
    if facts.shown_due_at == facts.new_due_at:
        return []
    return [
        Words(
            en="The proposal changed since you opened the page. Read it again.",
            fr="La proposition a changé depuis que vous avez ouvert la page. Relisez-la.",
        )
    ]


def warn_of_fiscal_year(due_at: datetime, now: datetime, zone: str) -> Words | None:
    """Return the warning where a new date passes 31 March: funds need a new signature (spec/pilot.md, "Money")."""
    last = fiscal_year_end(local_time(now, zone).date())
    if local_time(due_at, zone).date() <= last:
        return None
    return Words(
        en="The new date comes after {last}: the funds need a new section 32 signature and a new reservation.",
        fr="La nouvelle date suit le {last}\xa0: les fonds demandent une nouvelle signature (article 32) et une nouvelle"
        " réservation.",
    ).filled(last=date_words(last))
