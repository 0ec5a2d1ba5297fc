"""May an opportunity be opened, taken back or cancelled? (design, tables `unpost`, `open`, `cancel`)."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.words import Words


@dataclass(frozen=True)
class ClockFacts:
    """The instant beside opening and closing (UTC), and the reason typed in each language the program requires."""

    now: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    languages_required: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


def opening_is_reached(facts: ClockFacts) -> list[Words]:
    """The clock opens at the opening instant, never before (design, `open`)."""
    if facts.opens_at is not None and facts.now >= facts.opens_at:
        return []
    return [Words(en="The opening is not reached yet.", fr="L’ouverture n’est pas encore atteinte.")]


def opening_is_ahead(facts: ClockFacts) -> list[Words]:
    """A posting is taken back only before it opens: afterwards it is cancelled, with a reason (design, `unpost`)."""
    if facts.opens_at is None or facts.now < facts.opens_at:
        return []
    return [Words(en="The opening has already passed.", fr="L’ouverture est déjà passée.")]


def closing_is_not_reached(facts: ClockFacts) -> list[Words]:
    """After the closing instant two people cancel, even before the clock has counted (design, `cancel`)."""
    if facts.closes_at is None or facts.now < facts.closes_at:
        return []
    return [
        Words(
            en="The closing has passed: wait until the applications are counted; two people then cancel.",
            fr="La clôture est passée\xa0: attendez le décompte des candidatures; deux personnes peuvent ensuite annuler.",
        )
    ]


def reason_is_given(facts: ClockFacts) -> list[Words]:
    """Everybody is told why, in every language the program requires (design, `cancel`)."""
    written = {language for language, text in facts.reasons if text.strip()}
    if written.issuperset(facts.languages_required):
        return []
    return [
        Words(
            en="Write the reason in every language of the program.",
            fr="Écrivez le motif dans chaque langue du programme.",
        )
    ]
