"""`bin/manage seed_scale N`: many invented opportunities, to see how lists and search bear them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from microacquisition.reports.scale import NotForScale, seed_opportunities


class Command(BaseCommand):
    """Add N invented opportunities; they have no history, and are in no record."""

    help = "Adds N invented opportunities to a demonstration or an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many."""
        parser.add_argument("number", type=int, metavar="N")

    def handle(self, *args: Any, number: int, **options: Any) -> None:
        """Add them, or say why not."""
        if number < 1:
            raise CommandError("Enter a number above 0.")
        try:
            total = seed_opportunities(number)
        except NotForScale as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"There are {total} invented opportunities.")
