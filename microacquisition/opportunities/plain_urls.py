"""Addresses of the office that have no language: programs speak there, not people."""

from django.urls import path

from microacquisition.opportunities.payment.notices import take_notice

urlpatterns = [path("payments/notices/", take_notice, name="take_payment_notice")]
