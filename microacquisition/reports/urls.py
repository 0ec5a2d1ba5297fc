"""Addresses of what is reported about purchases."""

from microacquisition.reports.api import page_views
from microacquisition.reports.case_file import views
from microacquisition.reports.open_data import views as open_data
from microacquisition.reports.status_views import show_service_status
from microacquisition.reports.surveys import views as surveys
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("status/", "etat/", show_service_status, name="service_status"),
    bilingual_path(
        "files/<uuid:opportunity_id>/case-file/",
        "dossiers/<uuid:opportunity_id>/telecharger/",
        views.take_case_file,
        name="case_file",
    ),
    bilingual_path("open-data/", "donnees-ouvertes/", open_data.show_open_data, name="open_data"),
    bilingual_path(
        "open-data/contracts/<str:period>.csv",
        "donnees-ouvertes/contrats/<str:period>.csv",
        open_data.download_quarter,
        name="disclosure_quarter",
    ),
    bilingual_path(
        "open-data/contracts-of-10000-or-less/<int:year>.csv",
        "donnees-ouvertes/contrats-de-10000-ou-moins/<int:year>.csv",
        open_data.download_year,
        name="disclosure_year",
    ),
    bilingual_path("surveys/", "sondages/", surveys.show_totals, name="survey_totals"),
    bilingual_path("survey/thank-you/", "sondage/merci/", surveys.say_thanks, name="survey_thanks"),
    bilingual_path("survey/<str:token>/", "sondage/<str:token>/", surveys.fill_in, name="survey"),
    bilingual_path("data/", "donnees/", page_views.show_data, name="data_for_software"),
]
