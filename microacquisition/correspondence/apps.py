"""Tells Django about this app."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "microacquisition.correspondence"
    label = "correspondence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the person's subscriptions to what they can read about themselves."""
        from microacquisition.correspondence.own_subscriptions import gather_subscriptions
        from microacquisition.people.accounts import DATA_SOURCES

        DATA_SOURCES["subscriptions"] = gather_subscriptions
