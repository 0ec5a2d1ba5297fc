"""Addresses of what is reported that have no language: programs read there, not people."""

from django.urls import include, path

urlpatterns = [path("", include("microacquisition.reports.api.urls"))]
