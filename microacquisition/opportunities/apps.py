"""Tells Django about this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OpportunitiesConfig(AppConfig):
    name = "microacquisition.opportunities"
    label = "opportunities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the guards' table of transitions equal to the lifecycle."""
        from microacquisition.opportunities.transitions import write_allowed_transitions

        post_migrate.connect(write_allowed_transitions, sender=self)
