"""Fills a demonstration installation with invented people and purchases."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from microacquisition.reports.demo_opportunities import load_opportunities
from microacquisition.reports.demo_people import load_people
from microacquisition.reports.demo_readiness import load_readiness
from microacquisition.reports.demo_subscribers import load_subscribers


class Command(BaseCommand):
    """`load_demo`."""

    help = "Load the invented people and purchases (demo installations only); a second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing."""
        if not settings.DEMO:
            raise CommandError("This is not a demo installation.")
        load_people()
        load_readiness()
        load_subscribers()
        load_opportunities()
        self.stdout.write("The demo is loaded.")
