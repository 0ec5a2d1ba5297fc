"""Tells Django about this app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "microacquisition.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
