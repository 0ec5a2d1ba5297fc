"""Where letters about the statement lead, in the active language."""

from django.urls import reverse

from microacquisition.opportunities.opportunity import Opportunity


def statement_address(opportunity: Opportunity) -> str:
    """Path of the page on which the statement is written."""
    return reverse("statement", kwargs={"opportunity_id": opportunity.pk})


def review_address(opportunity: Opportunity) -> str:
    """Path of the page on which the statement is reviewed."""
    return reverse("review", kwargs={"opportunity_id": opportunity.pk})
