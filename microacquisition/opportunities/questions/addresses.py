"""Addresses of questions in letters: the section of the public page, and one question in it."""

from collections.abc import Callable

from microacquisition.opportunities.letters import public_address
from microacquisition.opportunities.opportunity import Opportunity


def section_address(opportunity: Opportunity) -> str:
    """Path of the questions on the public page, in the active language."""
    return f"{public_address(opportunity)}#questions"


def question_address(number: int) -> Callable[[Opportunity], str]:
    """Return what gives the path of one question on the public page, in the active language."""
    return lambda opportunity: f"{public_address(opportunity)}#question-{number}"
