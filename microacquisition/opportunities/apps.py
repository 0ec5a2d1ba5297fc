"""Tells Django about this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OpportunitiesConfig(AppConfig):
    name = "microacquisition.opportunities"
    label = "opportunities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the engine's table, and keep the database's tables of transitions and skills equal to the law."""
        import microacquisition.opportunities.steps  # noqa: F401
        from microacquisition.opportunities.statement.taxonomy import write_taxonomy
        from microacquisition.opportunities.transitions import write_allowed_transitions

        post_migrate.connect(write_allowed_transitions, sender=self)
        post_migrate.connect(write_taxonomy, sender=self)
