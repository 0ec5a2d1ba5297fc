"""Addresses of the intake."""

from microacquisition.opportunities.intake import views
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("ask-for-code/", "demander-du-code/", views.ask_for_code, name="ask_for_code"),
    bilingual_path(
        "files/<uuid:opportunity_id>/request/",
        "dossiers/<uuid:opportunity_id>/demande/",
        views.read_request,
        name="request",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/request/accept/",
        "dossiers/<uuid:opportunity_id>/demande/accepter/",
        views.accept_request,
        name="accept_request",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/request/decline/",
        "dossiers/<uuid:opportunity_id>/demande/refuser/",
        views.decline_request,
        name="decline_request",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/request/waiting-list/",
        "dossiers/<uuid:opportunity_id>/demande/liste-d-attente/",
        views.hold_request,
        name="hold_request",
    ),
]
