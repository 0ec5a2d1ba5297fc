"""Every address of the platform."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from microacquisition.site.urls import plain_patterns

urlpatterns = [
    *plain_patterns,
    path("", include("microacquisition.records.urls")),
    path("", include("microacquisition.correspondence.plain_urls")),
    path("", include("microacquisition.opportunities.plain_urls")),
    path("", include("microacquisition.reports.open_data.plain_urls")),
    path("", include("microacquisition.reports.plain_urls")),
    *i18n_patterns(
        path("", include("microacquisition.content.urls")),
        path("", include("microacquisition.people.urls")),
        path("", include("microacquisition.correspondence.urls")),
        path("", include("microacquisition.opportunities.urls")),
        path("", include("microacquisition.reports.urls")),
    ),
]

handler400 = "microacquisition.site.errors.bad_request"
handler403 = "microacquisition.site.errors.permission_refused"
handler404 = "microacquisition.site.errors.page_not_found"
handler429 = "microacquisition.site.errors.too_many_requests"
handler500 = "microacquisition.site.errors.server_error"
