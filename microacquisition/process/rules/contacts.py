"""Rules of contacts noted on a file: a meeting, a call or a mail that took place."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microacquisition.common.words import Words


class ContactKind(StrEnum):
    """How people spoke."""

    MEETING = "meeting"
    CALL = "call"
    MAIL = "mail"

    @property
    def label(self) -> Words:
        """As pages write it."""
        return CONTACT_LABELS[self]


CONTACT_LABELS = {
    ContactKind.MEETING: Words(en="Meeting", fr="Rencontre"),
    ContactKind.CALL: Words(en="Call", fr="Appel"),
    ContactKind.MAIL: Words(en="Mail", fr="Courriel"),
}


@dataclass(frozen=True)
class ContactFacts:
    """The facts of a contact about to be noted; days are local."""

    took_place_on: date
    today: date


def contact_took_place(facts: ContactFacts) -> list[Words]:
    """Only what took place is noted: the record holds no plans."""
    if facts.took_place_on <= facts.today:
        return []
    return [Words(en="Enter a day that is not in the future.", fr="Inscrivez un jour qui n’est pas à venir.")]
