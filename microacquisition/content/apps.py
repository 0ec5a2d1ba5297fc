"""Tells Django about this app."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "microacquisition.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
