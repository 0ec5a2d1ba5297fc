"""May a request be made, accepted, put on the waiting list? (spec/pilot.md, step 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from microacquisition.common.dates import date_words
from microacquisition.common.words import Words
from microacquisition.process.rules.eligibility import QUESTIONS, Answer

LONGEST_WAIT = timedelta(days=366)


@dataclass(frozen=True)
class RequestFacts:
    """The answers by question code, and whether the asker's team may buy under the program."""

    answers: Mapping[str, Answer]
    belongs_to_programme: bool
    today: date | None = None  # in the program's zone
    waits_until: date | None = None  # as typed by the officer
    pull_request_is_taken: bool = False


def belongs_to_programme(facts: RequestFacts) -> list[Words]:
    """A client belongs to a department of the program (design, table `request`)."""
    if facts.belongs_to_programme:
        return []
    return [
        Words(
            en="Your team does not belong to a department of this program.",
            fr="Votre équipe ne relève pas d’un ministère de ce programme.",
        )
    ]


def unanswered(facts: RequestFacts) -> list[Words]:
    """Every question is answered, in writing where it asks so (spec/pilot.md, step 1)."""
    return [
        Words(en="Not answered: {question}", fr="Sans réponse\xa0: {question}").filled(
            question=question.words
        )
        for question in QUESTIONS
        if facts.answers[question.code].value is None
        or (question.needs_explanation and not facts.answers[question.code].explanation.strip())
    ]


def pull_request_is_free(facts: RequestFacts) -> list[Words]:
    """One pull request becomes one request: nothing is opened twice."""
    if not facts.pull_request_is_taken:
        return []
    return [
        Words(
            en="This pull request was already asked for. A new one needs a text of its own.",
            fr="Cette demande de tirage a déjà donné lieu à une demande. Une nouvelle demande doit avoir son propre texte.",
        )
    ]


def ineligible_answers(facts: RequestFacts) -> list[Words]:
    """A request is accepted only where every answer is the good one (design, table `accept_request`)."""
    return [
        question.against
        for question in QUESTIONS
        if facts.answers[question.code].value is not None
        and facts.answers[question.code].value != question.good_answer
    ]


def waiting_ends_ahead(facts: RequestFacts) -> list[Words]:
    """The waiting list has a day, at most a year ahead, on which the officer looks again (design, `hold_request`)."""
    if facts.waits_until is None or facts.today is None:
        return [
            Words(
                en="Give the day until which the request waits.",
                fr="Indiquez jusqu’à quel jour la demande attend.",
            )
        ]
    if facts.today < facts.waits_until <= facts.today + LONGEST_WAIT:
        return []
    return [
        Words(
            en="The day must come after {today}, and within a year.",
            fr="Le jour doit venir après le {today}, et d’ici un an.",
        ).filled(today=date_words(facts.today))
    ]
