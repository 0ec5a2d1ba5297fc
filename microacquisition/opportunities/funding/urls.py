"""Addresses of the funds."""

from microacquisition.opportunities.funding import signing_views, views
from microacquisition.site.urls import bilingual_path

PAGES = (
    ("prepare", "preparer", views.prepare_funding_form, "prepare_funding_form"),
    ("confirm", "confirmer", views.confirm_funding_form, "confirm_funding_form"),
    ("sign", "signer", signing_views.sign_for_funds, "sign_for_funds"),
    ("refuse", "refuser", signing_views.refuse_funds, "refuse_funds"),
    ("reserve", "reserver", views.reserve_funds, "reserve_funds"),
    ("transfer", "virement", views.settle_transfer, "settle_transfer"),
    ("return", "renvoyer", views.return_reservation, "return_reservation"),
)

urlpatterns = [
    bilingual_path(
        f"files/<uuid:opportunity_id>/funds/{en}/",
        f"dossiers/<uuid:opportunity_id>/fonds/{fr}/",
        view,
        name=name,
    )
    for en, fr, view, name in PAGES
]
