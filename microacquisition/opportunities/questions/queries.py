"""Named reads of questions."""

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.models import Question


def count_unanswered(opportunity: Opportunity) -> int:
    """Return how many questions asked in time are still without an answer: before the program's last moment to ask."""
    if opportunity.closes_at is None or opportunity.original_closes_at is None:
        return 0
    window = opportunity.programme.windows.questions_until_before_closing
    last_moment = window.before(opportunity.closes_at, opportunity.zone or opportunity.programme.zone)
    return Question.objects.filter(
        opportunity=opportunity, asked_at__lt=last_moment, answered_at=None
    ).count()
