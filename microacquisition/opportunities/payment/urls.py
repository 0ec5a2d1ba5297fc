"""Addresses of payment."""

from microacquisition.opportunities.payment import paying_views, views
from microacquisition.site.urls import bilingual_path

WORK = ("my-work/<uuid:opportunity_id>/", "mes-travaux/<uuid:opportunity_id>/")
FILE = ("files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/")

urlpatterns = [
    bilingual_path(WORK[0] + "invoice/", WORK[1] + "facture/", views.send_invoice, name="send_invoice"),
    bilingual_path(
        WORK[0] + "paid/", WORK[1] + "payee/", paying_views.confirm_arrival, name="confirm_arrival"
    ),
    bilingual_path(FILE[0] + "certify/", FILE[1] + "attester/", views.certify, name="certify"),
    bilingual_path(
        FILE[0] + "invoice/return/",
        FILE[1] + "facture/retourner/",
        views.return_invoice,
        name="return_invoice",
    ),
    bilingual_path(
        FILE[0] + "certify/withdraw/",
        FILE[1] + "attester/retirer/",
        views.withdraw_certification,
        name="withdraw_certification",
    ),
    bilingual_path(FILE[0] + "pay/", FILE[1] + "payer/", paying_views.pay, name="pay"),
    bilingual_path(
        FILE[0] + "pay/ask/", FILE[1] + "payer/demander/", paying_views.ask_provider, name="ask_provider"
    ),
    bilingual_path(
        FILE[0] + "pay/not-made/", FILE[1] + "payer/non-fait/", paying_views.fail_payment, name="fail_payment"
    ),
    bilingual_path(
        FILE[0] + "pay/refund/",
        FILE[1] + "payer/remboursement/",
        paying_views.refund_payment,
        name="refund_payment",
    ),
]
