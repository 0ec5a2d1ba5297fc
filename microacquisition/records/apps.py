"""Tells Django about this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "microacquisition.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
