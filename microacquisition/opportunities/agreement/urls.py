"""Addresses of the agreement."""

from microacquisition.opportunities.agreement import views
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path(
        "my-work/<uuid:opportunity_id>/agreement/",
        "mes-travaux/<uuid:opportunity_id>/entente/",
        views.sign_agreement,
        name="sign_agreement",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/agreement/",
        "dossiers/<uuid:opportunity_id>/entente/",
        views.countersign,
        name="countersign",
    ),
]
