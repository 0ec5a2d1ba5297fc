"""Addresses of the office, stage by stage."""

from microacquisition.opportunities.intake.urls import urlpatterns as intake

urlpatterns = [*intake]
