"""What a purchase of a demonstration is made of."""

from dataclasses import dataclass

from demo.sentences import ANSWERS
from microacquisition.common.words import Words


@dataclass(frozen=True)
class DemoOpportunity:
    """What a client team would write.

    `reached` is where the demonstration leaves it: a state, DELIVERED or INVOICED within the work, or a branch
    (`reports/demo_branches.py`).
    `open_minutes` is how long after the writing the statement's closing is; `applicants` how
    many demo suppliers apply.
    """

    reached: str
    programme_code: str
    first_language: str
    title: Words
    need: Words
    short_description: Words
    background: Words
    work: Words
    acceptance_criteria: tuple[Words, ...]
    application_criteria: tuple[Words, ...]
    client_items: tuple[Words, ...]
    skills: tuple[str, ...]
    hours: int
    rate_cents: int
    repository: str
    licence: str = "MIT"
    open_minutes: int = 3
    applicants: int = 2  # of the demo suppliers, from the last
    payment_method: str = "card"
    payment_address: str = ""
    answers: tuple[Words, ...] = ANSWERS  # one for each of them, to every criterion

    @property
    def price_cents(self) -> int:
        """The fixed price before tax, in cents: rate × (hours + 10 hours of administration)."""
        return self.rate_cents * (self.hours + 10)
