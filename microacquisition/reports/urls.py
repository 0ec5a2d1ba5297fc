"""Addresses of what is reported about purchases."""

from microacquisition.reports.api import page_views
from microacquisition.reports.case_file import views
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path(
        "files/<uuid:opportunity_id>/case-file/",
        "dossiers/<uuid:opportunity_id>/telecharger/",
        views.take_case_file,
        name="case_file",
    ),
    bilingual_path("data/", "donnees/", page_views.show_data, name="data_for_software"),
]
