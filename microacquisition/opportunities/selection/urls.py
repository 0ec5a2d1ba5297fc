"""Addresses of the selection."""

from microacquisition.opportunities.selection import debrief_views, own_views, public_views, views
from microacquisition.site.urls import bilingual_path

FILE_EN, FILE_FR = "files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/"

urlpatterns = [
    bilingual_path(FILE_EN + "draw/", FILE_FR + "tirage/", views.commit_draw, name="commit_draw"),
    bilingual_path(
        FILE_EN + "draw/value/", FILE_FR + "tirage/valeur/", views.record_draw, name="record_draw"
    ),
    bilingual_path(
        FILE_EN + "draw/replace/", FILE_FR + "tirage/remplacer/", views.replace_draw, name="replace_draw"
    ),
    bilingual_path(
        FILE_EN + "draw/add/", FILE_FR + "tirage/ajouter/", views.insert_entrant, name="insert_entrant"
    ),
    bilingual_path(
        FILE_EN + "draw/place/", FILE_FR + "tirage/place/", views.record_insertion, name="record_insertion"
    ),
    bilingual_path(FILE_EN + "order/", FILE_FR + "ordre/", views.rank, name="rank"),
    bilingual_path(FILE_EN + "offer/", FILE_FR + "proposition/", views.offer, name="offer"),
    bilingual_path(
        FILE_EN + "no-award/",
        FILE_FR + "sans-attribution/",
        views.end_without_award,
        name="end_without_award",
    ),
    bilingual_path(
        "my-work/<uuid:opportunity_id>/decline/",
        "mes-travaux/<uuid:opportunity_id>/refuser/",
        own_views.decline_offer,
        name="decline_offer",
    ),
    bilingual_path(
        "my-applications/<str:application_id>/result/",
        "mes-candidatures/<str:application_id>/resultat/",
        own_views.show_result,
        name="application_result",
    ),
    bilingual_path(
        "my-applications/<str:application_id>/result/leave-reserve/",
        "mes-candidatures/<str:application_id>/resultat/quitter-la-reserve/",
        own_views.leave,
        name="leave_reserve",
    ),
    bilingual_path(
        "my-applications/<str:application_id>/result/debrief/",
        "mes-candidatures/<str:application_id>/resultat/compte-rendu/",
        own_views.ask_debrief,
        name="ask_debrief",
    ),
    bilingual_path(
        FILE_EN + "debriefs/<str:application_id>/",
        FILE_FR + "comptes-rendus/<str:application_id>/",
        debrief_views.give,
        name="give_debrief",
    ),
    bilingual_path("draws/", "tirages/", public_views.show_method, name="draw_method"),
    bilingual_path(
        "opportunities/<str:reference>/draw/",
        "occasions/<str:reference>/tirage/",
        public_views.show_draw,
        name="draw",
    ),
    bilingual_path(
        "opportunities/<str:reference>/draw.json",
        "occasions/<str:reference>/draw.json",
        public_views.draw_json,
        name="draw_json",
    ),
    bilingual_path(
        "opportunities/<str:reference>/draw/<str:digest>.json",
        "occasions/<str:reference>/tirage/<str:digest>.json",
        public_views.other_draw_json,
        name="other_draw_json",
    ),
]
