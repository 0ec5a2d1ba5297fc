"""Tells Django about this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from microacquisition.records.first_key import note_first_key
from microacquisition.records.grants import grant_application_role


class RecordsConfig(AppConfig):
    name = "microacquisition.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After every migration, grant the application role its rights and note the key of a new database."""
        post_migrate.connect(grant_application_role, sender=self, dispatch_uid="grant_application_role")
        post_migrate.connect(note_first_key, sender=self, dispatch_uid="note_first_key")
