"""The status of the service, for staff: what is public-safe of it is shown nowhere else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from microacquisition.correspondence.models import Kind
from microacquisition.people.permissions import IS_STAFF
from microacquisition.reports.service_status import read_service_status
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant


@access(get=IS_STAFF)
def show_service_status(request: HttpRequest) -> HttpResponse:
    """Whether mail leaves, what waits, and whether the worker is alive."""
    status = read_service_status(current_instant())
    waiting = status.mail.waiting
    context = {
        "status": status,
        "mail": status.mail,
        "sign_in": waiting[Kind.SIGN_IN],
        "steps": waiting[Kind.STEP],
        "lists": waiting[Kind.LIST],
    }
    return render(request, "reports/pages/status.html", context)
