"""Tells Django about this app."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "microacquisition.correspondence"
    label = "correspondence"
    default_auto_field = "django.db.models.BigAutoField"
