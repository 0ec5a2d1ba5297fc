"""What the file page says beside the steps: where the questions are."""

from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.step_table import FileLink
from microacquisition.people.models import User

QUESTIONS = Words(en="Questions and answers", fr="Questions et réponses")


def link_questions(user: User, opportunity: Opportunity) -> list[FileLink]:
    """Return the page of the questions, for everybody who sees the file of what was posted."""
    return [FileLink(QUESTIONS, "file_questions")] if opportunity.posted_at else []
