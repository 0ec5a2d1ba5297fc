"""May a supplier who was not chosen ask for a debrief, and may an officer give it? (spec/pilot.md, step 3)."""

from dataclasses import dataclass
from datetime import date, datetime

from microacquisition.common.words import Words


@dataclass(frozen=True)
class DebriefFacts:
    """What a debrief looks at: when applicants were told (UTC), until when one may ask, what happened already."""

    now: datetime
    told_at: datetime | None
    ask_until: datetime | None
    was_asked_to_work: bool
    is_asked: bool
    is_answered: bool = False
    today: date | None = None
    met_on: date | None = None


def may_ask_for_debrief(facts: DebriefFacts) -> list[Words]:
    """Every applicant who was not chosen is offered a debrief, once the result is known (spec/pilot.md, step 3)."""
    if facts.was_asked_to_work:
        return [
            Words(
                en="A debrief is for suppliers who were not selected.",
                fr="Le compte rendu s’adresse aux fournisseurs qui n’ont pas été sélectionnés.",
            )
        ]
    if facts.told_at is None or facts.ask_until is None:
        return [Words(en="The result is not known yet.", fr="Le résultat n’est pas encore connu.")]
    if facts.now >= facts.ask_until:
        return [
            Words(
                en="The time to ask for a debrief has passed.",
                fr="Le délai pour demander un compte rendu est passé.",
            )
        ]
    if facts.is_asked:
        return [Words(en="You already asked for a debrief.", fr="Vous avez déjà demandé un compte rendu.")]
    return []


def may_give_debrief(facts: DebriefFacts) -> list[Words]:
    """A debrief is given once, to whoever asked; a meeting is noted after it took place (spec/pilot.md, step 3)."""
    if not facts.is_asked:
        return [Words(en="Nobody asked for this debrief.", fr="Personne n’a demandé ce compte rendu.")]
    if facts.is_answered:
        return [Words(en="This debrief was given.", fr="Ce compte rendu a déjà été donné.")]
    if facts.met_on is not None and facts.today is not None and facts.met_on > facts.today:
        return [MEETING_AHEAD]
    return []


MEETING_AHEAD = Words(
    en="The meeting is noted once it took place: enter today or an earlier day.",
    fr="La rencontre se note une fois tenue\u00a0: inscrivez aujourd’hui ou un jour passé.",
)
