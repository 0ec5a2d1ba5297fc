"""Tells Django about this app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "microacquisition.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lead from each file to its case file."""
        from microacquisition.opportunities.step_table import TABLE
        from microacquisition.reports.case_file.downloading import link_case_file

        TABLE.links.append(link_case_file)
