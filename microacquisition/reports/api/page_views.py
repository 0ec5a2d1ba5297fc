"""The page that says what can be read by software here, and how."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from microacquisition.reports.api.answering import ROOT
from microacquisition.reports.api.catalogue import RESOURCES
from microacquisition.reports.api.licence import LICENCE
from microacquisition.reports.api.spelling import address_of
from microacquisition.site.access import ANYONE, access


@access(get=ANYONE)
def show_data(request: HttpRequest) -> HttpResponse:
    """The API, its change feed, the feeds, the draws and the record, and under which licence."""
    language = get_language() or "en"
    context = {
        "resources": RESOURCES[1:],
        "root": f"{settings.SITE_ADDRESS}/{ROOT}",
        "openapi": address_of("api_openapi"),
        "changes": address_of("api_changes"),
        "licence": LICENCE,
        "licence_address": LICENCE.address.in_language(language),
        "canonical_address": f"{settings.SITE_ADDRESS}{request.path}",
    }
    return render(request, "reports/api/pages/data.html", context)
