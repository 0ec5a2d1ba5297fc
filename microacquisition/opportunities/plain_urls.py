"""Addresses of the office that have no language: programs speak there, not people."""

from django.urls import path

from microacquisition.opportunities.finding import sitemap_views
from microacquisition.opportunities.payment.notices import take_notice
from microacquisition.opportunities.selection.public_views import download_verifier

urlpatterns = [
    path("payments/notices/", take_notice, name="take_payment_notice"),
    path("sitemap.xml", sitemap_views.show_sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_views.show_sitemap_file, name="sitemap_file"),
    path("robots.txt", sitemap_views.show_robots, name="robots"),
    path("verify_draw.py", download_verifier, name="verify_draw"),
]
