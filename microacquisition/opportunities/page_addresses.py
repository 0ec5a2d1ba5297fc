"""Addresses of the pages of one opportunity, for the links in letters."""

from collections.abc import Callable

from django.urls import reverse

from microacquisition.opportunities.opportunity import Opportunity


def address_of(name: str) -> Callable[[Opportunity], str]:
    """Return what gives the path of the staff page `name` of an opportunity, in the active language."""

    def write_address(opportunity: Opportunity) -> str:
        return reverse(name, kwargs={"opportunity_id": opportunity.pk})

    return write_address
