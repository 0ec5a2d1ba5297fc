"""Addresses of the work."""

from microacquisition.opportunities.delivery import views
from microacquisition.site.urls import bilingual_path

WORK = ("my-work/<uuid:opportunity_id>/", "mes-travaux/<uuid:opportunity_id>/")
FILE = ("files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/")

urlpatterns = [
    bilingual_path(WORK[0] + "deliver/", WORK[1] + "livrer/", views.deliver, name="deliver"),
    bilingual_path(
        WORK[0] + "cannot-deliver/",
        WORK[1] + "livraison-impossible/",
        views.say_cannot_deliver,
        name="say_cannot_deliver",
    ),
    bilingual_path(
        FILE[0] + "delivery/", FILE[1] + "livraison/", views.judge_delivery, name="judge_delivery"
    ),
    bilingual_path(
        FILE[0] + "delivery/extend/",
        FILE[1] + "livraison/reporter/",
        views.extend_delivery,
        name="extend_delivery",
    ),
    bilingual_path(
        FILE[0] + "terminate/default/",
        FILE[1] + "resilier/manquement/",
        views.terminate_for_default,
        name="terminate_for_default",
    ),
    bilingual_path(
        FILE[0] + "terminate/convenience/",
        FILE[1] + "resilier/commodite/",
        views.terminate_for_convenience,
        name="terminate_for_convenience",
    ),
]
