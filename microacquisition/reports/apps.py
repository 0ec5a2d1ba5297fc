"""Tells Django about this app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "microacquisition.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
