"""General answers below the text of questions and answers: the office names what it has, this page draws it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.bilingual import Bilingual


@dataclass(frozen=True)
class GeneralAnswer:
    """One question of general interest with its answer; `address` is the path of where it was asked."""

    question: Bilingual
    answer: Bilingual
    at: datetime
    address: str


# The text under which they stand, and who is asked for them: each app above this one may add its own.
BELOW = "questions"
SOURCES: list[Callable[[], list[GeneralAnswer]]] = []


def list_general_answers() -> list[GeneralAnswer]:
    """Return every general answer, the newest first."""
    found = [answer for read in SOURCES for answer in read()]
    return sorted(found, key=lambda each: each.at, reverse=True)
