"""Addresses of correspondence that have no language: carriers of mail speak there, not people."""

from django.urls import path

from microacquisition.correspondence.notices import take_delivery_notice

urlpatterns = [path("mail/notices/", take_delivery_notice, name="take_delivery_notice")]
