"""Addresses of the agreement."""

from microacquisition.opportunities.agreement import paper_views, views
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
    bilingual_path(
        "my-work/<uuid:opportunity_id>/papers/",
        "mes-travaux/<uuid:opportunity_id>/documents-requis/",
        paper_views.send_papers,
        name="send_papers",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/papers/",
        "dossiers/<uuid:opportunity_id>/documents-requis/",
        paper_views.check_papers,
        name="check_papers",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/exception/",
        "dossiers/<uuid:opportunity_id>/exception/",
        paper_views.record_exception,
        name="record_exception",
    ),
]
