"""Addresses of the API, outside the languages."""

from django.urls import path

from microacquisition.reports.api.answering import ROOT, build_view
from microacquisition.reports.api.catalogue import RESOURCES
from microacquisition.reports.api.openapi import OPENAPI

urlpatterns = [path(ROOT + each.path, build_view(each), name=each.name) for each in (*RESOURCES, OPENAPI)]
