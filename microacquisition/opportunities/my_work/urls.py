"""Addresses of the supplier’s pages: everything of theirs, and one work."""

from microacquisition.opportunities.my_work import views
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("my-applications/", "mes-candidatures/", views.list_own, name="my_applications"),
    bilingual_path(
        "my-work/<uuid:opportunity_id>/",
        "mes-travaux/<uuid:opportunity_id>/",
        views.show_work,
        name="my_work",
    ),
    bilingual_path(
        "my-work/<uuid:opportunity_id>/documents/<uuid:document_id>/",
        "mes-travaux/<uuid:opportunity_id>/documents/<uuid:document_id>/",
        views.read_own_document,
        name="my_document",
    ),
]
