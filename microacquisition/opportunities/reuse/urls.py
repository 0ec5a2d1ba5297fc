"""Addresses of close-out."""

from microacquisition.opportunities.reuse import views
from microacquisition.site.urls import bilingual_path

FILE = ("files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/")

urlpatterns = [
    bilingual_path(FILE[0] + "complete/", FILE[1] + "terminer/", views.complete, name="complete"),
    bilingual_path(
        FILE[0] + "release-funds/", FILE[1] + "liberer-les-fonds/", views.release_funds, name="release_funds"
    ),
]
