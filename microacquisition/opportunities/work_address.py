"""Where a supplier finds the work they won."""

from django.urls import reverse

from microacquisition.opportunities.opportunity import Opportunity


def work_address(opportunity: Opportunity) -> str:
    """Path of the supplier's page of an awarded purchase, in the active language."""
    return reverse("my_work", kwargs={"opportunity_id": opportunity.pk})
