"""Addresses of open data that have no language: each text in them stands in both."""

from django.urls import path, re_path

from microacquisition.reports.open_data import views

urlpatterns = [
    path("ocds/releases.jsonl", views.download_releases, name="ocds_releases"),
    path("ocds/package.json", views.show_package, name="ocds_package"),
    re_path(r"^ocds/records/(?P<ocid>[A-Za-z0-9-]{1,60})\.json$", views.show_record, name="ocds_record"),
]
