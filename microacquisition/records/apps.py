"""Tells Django about this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from microacquisition.records.grants import grant_application_role


class RecordsConfig(AppConfig):
    name = "microacquisition.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Grant the application role its rights after every migration."""
        post_migrate.connect(grant_application_role, sender=self, dispatch_uid="grant_application_role")
