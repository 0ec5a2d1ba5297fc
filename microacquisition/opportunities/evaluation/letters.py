"""Letters to one applicant whose application is open, about that application."""

from collections.abc import Callable, Mapping

from django.urls import reverse

from microacquisition.common.dates import format_date
from microacquisition.common.zones import local_time
from microacquisition.opportunities.applications.models import Application, OpenedApplication
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Letter, Recipient
from microacquisition.site.clock import current_instant

Values = Callable[[str], Mapping[str, str]]


def address_applicant(opened: OpenedApplication) -> Recipient:
    """Return how to write to the applicant of an opened application."""
    supplier = opened.supplier
    return Recipient(
        email=supplier.contact_email or supplier.owner.email,
        name=opened.applicant_name,
        language=opened.language,
        key=opened.application_id,
    )


def write_to_applicant(application: Application, template: str, page: str, values: Values) -> list[Letter]:
    """Return the letter to the applicant; its link leads to `page` of their own application."""
    opened = OpenedApplication.objects.select_related("supplier__owner").get(application=application)

    def link(opportunity: Opportunity) -> str:
        return reverse(page, kwargs={"application_id": application.pk})

    return write_to([address_applicant(opened)], template, application.opportunity, link=link, values=values)


def complaint_day(opportunity: Opportunity, language: str) -> str:
    """Return the last day for a complaint that begins today."""
    zone = opportunity.zone or opportunity.programme.zone
    until = opportunity.programme.complaint_window.after(current_instant(), zone)
    return format_date(local_time(until, zone).date(), language)
