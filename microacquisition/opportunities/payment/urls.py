"""Addresses of payment."""

from microacquisition.opportunities.payment import views
from microacquisition.site.urls import bilingual_path

WORK = ("my-work/<uuid:opportunity_id>/", "mes-travaux/<uuid:opportunity_id>/")
FILE = ("files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/")

urlpatterns = [
    bilingual_path(WORK[0] + "invoice/", WORK[1] + "facture/", views.send_invoice, name="send_invoice"),
    bilingual_path(WORK[0] + "paid/", WORK[1] + "payee/", views.confirm_arrival, name="confirm_arrival"),
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
    bilingual_path(FILE[0] + "pay/", FILE[1] + "payer/", views.pay, name="pay"),
]
