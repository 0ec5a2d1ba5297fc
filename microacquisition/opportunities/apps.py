"""Tells Django about this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OpportunitiesConfig(AppConfig):
    name = "microacquisition.opportunities"
    label = "opportunities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the engine's table and what people read about themselves; keep the tables made from the law equal to it."""
        import microacquisition.opportunities.steps  # noqa: F401
        from microacquisition.opportunities.announcing.own_subscriptions import (
            end_subscriptions_of,
            gather_subscriptions,
        )
        from microacquisition.opportunities.statement.taxonomy import write_taxonomy
        from microacquisition.opportunities.transitions import write_allowed_transitions
        from microacquisition.people.accounts import AT_CLOSING, DATA_SOURCES

        DATA_SOURCES["subscriptions"] = gather_subscriptions
        AT_CLOSING.append(end_subscriptions_of)

        post_migrate.connect(write_allowed_transitions, sender=self)
        post_migrate.connect(write_taxonomy, sender=self)
