"""May a question be asked now, and by this person? (spec/pilot.md, step 2: while open.)"""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.words import Words

# One person does not fill the officer's list: so many questions of theirs may wait on one opportunity.
WAITING_AT_MOST = 10


@dataclass(frozen=True)
class AskingFacts:
    """What asking looks at; instants in UTC, `until_words` is the cut-off as pages write it."""

    now: datetime
    state: str
    until: datetime | None
    until_words: Words
    waiting_of_asker: int = 0


def questions_are_taken(facts: AskingFacts) -> list[Words]:
    """Questions are asked from the opening until the program's cut-off, by the one clock (security, rule 1)."""
    if facts.state == "SCHEDULED":
        return [
            Words(
                en="Questions can be asked once the opportunity is open.",
                fr="Les questions pourront être posées dès l’ouverture de l’occasion.",
            )
        ]
    if facts.state == "OPEN" and facts.until is not None and facts.now < facts.until:
        return []
    if facts.until is None or facts.state == "CANCELLED":
        return [
            Words(
                en="Questions about this opportunity can no longer be asked.",
                fr="Il n’est plus possible de poser une question sur cette occasion.",
            )
        ]
    return [
        Words(
            en="Questions could be asked until {until}.", fr="Les questions pouvaient être posées jusqu’au {until}."
        ).filled(until=facts.until_words)
    ]  # fmt: skip


def few_questions_wait(facts: AskingFacts) -> list[Words]:
    """Nobody fills the list: so many questions of one person wait at most."""
    if facts.waiting_of_asker < WAITING_AT_MOST:
        return []
    return [
        Words(
            en=f"{WAITING_AT_MOST} of your questions wait for an answer already. Ask again once one is answered.",
            fr=f"{WAITING_AT_MOST}\xa0de vos questions attendent déjà une réponse. Posez la suivante quand l’une d’elles"
            " aura reçu la sienne.",
        )
    ]
