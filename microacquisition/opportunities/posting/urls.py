"""Addresses of translating, posting and cancelling, and of the public pages."""

from microacquisition.opportunities.posting import (
    announcement_views,
    public_views,
    readiness_views,
    views,
    while_open_views,
)
from microacquisition.site.urls import bilingual_path

PAGES = (
    ("translation", "traduction", views.submit_translation, "submit_translation"),
    ("translation/approve", "traduction/approuver", views.approve_translation, "approve_translation"),
    ("post", "afficher", views.post, "post"),
    ("unpost", "retirer-l-affichage", views.unpost, "unpost"),
    ("announce", "annoncer", announcement_views.announce, "announcement"),
    ("amend", "modifier", while_open_views.choose_section, "amend"),
    ("extend", "reporter-la-cloture", while_open_views.extend, "extend"),
    ("cancel", "annuler", views.cancel, "cancel"),
    ("cancel-after-closing", "annuler-apres-la-cloture", views.cancel_after_closing, "cancel_after_closing"),
)

urlpatterns = [
    bilingual_path("", "", public_views.show_home, name="home"),
    bilingual_path(
        "opportunities/<str:reference>/", "occasions/<str:reference>/", public_views.show_opportunity,
        name="opportunity",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/amend/<slug:section>/", "dossiers/<uuid:opportunity_id>/modifier/<slug:section>/",
        while_open_views.amend, name="amend_section",
    ),
    *(
        bilingual_path(
            f"files/<uuid:opportunity_id>/{en}/", f"dossiers/<uuid:opportunity_id>/{fr}/", view, name=name
        )
        for en, fr, view, name in PAGES
    ),
    bilingual_path(
        "programs/<str:programme_code>/readiness/",
        "programmes/<str:programme_code>/preparation/",
        readiness_views.show_readiness,
        name="readiness",
    ),
    bilingual_path(
        "programs/<str:programme_code>/readiness/<str:factor>/<str:scope>/",
        "programmes/<str:programme_code>/preparation/<str:factor>/<str:scope>/",
        readiness_views.record_one,
        name="record_readiness",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/post-again/",
        "dossiers/<uuid:opportunity_id>/preparer-de-nouveau/",
        views.post_again,
        name="post_again",
    ),
]  # fmt: skip
