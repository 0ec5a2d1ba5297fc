"""Tells Django about this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "microacquisition.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
