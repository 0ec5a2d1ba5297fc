"""Addresses of applying and of one's own applications."""

from microacquisition.opportunities.applications import own_views, recording_views, views
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path(
        "files/<uuid:opportunity_id>/record-application/",
        "dossiers/<uuid:opportunity_id>/consigner-une-candidature/",
        recording_views.record_application,
        name="record_application",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/record-application/<str:application_id>/",
        "dossiers/<uuid:opportunity_id>/consigner-une-candidature/<str:application_id>/",
        recording_views.show_receipt,
        name="recorded_receipt",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/withdraw-recorded-application/",
        "dossiers/<uuid:opportunity_id>/retirer-une-candidature-consignee/",
        recording_views.withdraw_recorded,
        name="withdraw_recorded",
    ),
    bilingual_path(
        "opportunities/<str:reference>/apply/",
        "occasions/<str:reference>/presenter-une-candidature/",
        views.apply,
        name="apply",
    ),
    bilingual_path(
        "my-applications/<str:application_id>/",
        "mes-candidatures/<str:application_id>/",
        own_views.show_application,
        name="application",
    ),
    bilingual_path(
        "my-applications/<str:application_id>/receipt.json",
        "mes-candidatures/<str:application_id>/receipt.json",
        own_views.download_receipt,
        name="receipt",
    ),
    bilingual_path(
        "my-applications/<str:application_id>/withdraw/",
        "mes-candidatures/<str:application_id>/retirer/",
        own_views.withdraw,
        name="withdraw_application",
    ),
]
