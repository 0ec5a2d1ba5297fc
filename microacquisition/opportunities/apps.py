"""Tells Django about this app."""

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "microacquisition.opportunities"
    label = "opportunities"
    default_auto_field = "django.db.models.BigAutoField"
