"""Addresses of what is reported about purchases."""

from microacquisition.reports.case_file import views
from microacquisition.reports.status_views import show_service_status
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("status/", "etat/", show_service_status, name="service_status"),
    bilingual_path(
        "files/<uuid:opportunity_id>/case-file/",
        "dossiers/<uuid:opportunity_id>/telecharger/",
        views.take_case_file,
        name="case_file",
    ),
]
