"""Addresses of the work."""

from microacquisition.opportunities.delivery import (
    dispute_views,
    extension_views,
    item_views,
    notice_views,
    views,
)
from microacquisition.site.urls import bilingual_path

WORK = ("my-work/<uuid:opportunity_id>/", "mes-travaux/<uuid:opportunity_id>/")
FILE = ("files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/")
BOTH = ("work/<uuid:opportunity_id>/", "travaux/<uuid:opportunity_id>/")  # of both sides

urlpatterns = [
    bilingual_path(WORK[0] + "deliver/", WORK[1] + "livrer/", views.deliver, name="deliver"),
    bilingual_path(
        WORK[0] + "cannot-deliver/",
        WORK[1] + "livraison-impossible/",
        notice_views.say_cannot_deliver,
        name="say_cannot_deliver",
    ),
    bilingual_path(
        FILE[0] + "delivery/", FILE[1] + "livraison/", views.judge_delivery, name="judge_delivery"
    ),
    bilingual_path(
        BOTH[0] + "new-date/propose/",
        BOTH[1] + "nouvelle-date/proposer/",
        extension_views.propose_extension,
        name="propose_extension",
    ),
    bilingual_path(
        BOTH[0] + "new-date/",
        BOTH[1] + "nouvelle-date/",
        extension_views.answer_extension,
        name="answer_extension",
    ),
    bilingual_path(
        FILE[0] + "work/decide/",
        FILE[1] + "travaux/decider/",
        extension_views.decide_on_work,
        name="decide_on_work",
    ),
    bilingual_path(
        FILE[0] + "items/", FILE[1] + "elements/", item_views.hand_over_item, name="hand_over_item"
    ),
    bilingual_path(WORK[0] + "items/", WORK[1] + "elements/", item_views.answer_item, name="answer_item"),
    bilingual_path(
        FILE[0] + "terminate/default/",
        FILE[1] + "resilier/manquement/",
        notice_views.terminate_for_default,
        name="terminate_for_default",
    ),
    bilingual_path(
        FILE[0] + "terminate/convenience/",
        FILE[1] + "resilier/commodite/",
        notice_views.terminate_for_convenience,
        name="terminate_for_convenience",
    ),
    bilingual_path(
        FILE[0] + "notice/default/",
        FILE[1] + "avis/manquement/",
        notice_views.give_default_notice,
        name="give_default_notice",
    ),
    bilingual_path(
        FILE[0] + "notice/convenience/",
        FILE[1] + "avis/commodite/",
        notice_views.announce_convenience,
        name="announce_convenience",
    ),
    bilingual_path(
        WORK[0] + "share/", WORK[1] + "part/", notice_views.answer_convenience, name="answer_convenience"
    ),
    bilingual_path(
        BOTH[0] + "dispute/", BOTH[1] + "differend/", dispute_views.open_dispute, name="open_dispute"
    ),
    bilingual_path(
        BOTH[0] + "dispute/answer/",
        BOTH[1] + "differend/repondre/",
        dispute_views.answer_dispute,
        name="answer_dispute",
    ),
    bilingual_path(
        FILE[0] + "dispute/resolve/",
        FILE[1] + "differend/regler/",
        dispute_views.resolve_dispute,
        name="resolve_dispute",
    ),
]
