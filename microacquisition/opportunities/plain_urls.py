"""Addresses of the office that have no language: programs speak there, not people."""

from django.urls import path

from microacquisition.opportunities.payment.notices import take_notice
from microacquisition.opportunities.selection.public_views import download_verifier

urlpatterns = [
    path("payments/notices/", take_notice, name="take_payment_notice"),
    path("verify_draw.py", download_verifier, name="verify_draw"),
]
