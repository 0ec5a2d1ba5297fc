"""`bin/manage rotate_key`: wraps everything sealed under a new outside key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from microacquisition.common.sealing import CannotOpen
from microacquisition.reports.key_files import KeyRefused
from microacquisition.reports.key_rotation import rotate_outside_key


class Command(BaseCommand):
    """Change the outside key, whole or not at all, while the site is stopped."""

    help = "Makes a new outside key and wraps everything sealed under it; opens no application."

    def handle(self, *args: Any, **options: Any) -> None:
        """Change the key and say what to do next."""
        try:
            count = rotate_outside_key()
        except (KeyRefused, CannotOpen) as refusal:
            raise CommandError(f"{refusal} The old key stays.") from refusal
        self.stdout.write(f"Wrapped under the new key: {count}. The old key opens nothing any more.")
        self.stdout.write(
            "Keep a copy of the new key apart, then bin/manage key_saved --confirm; make a new backup; "
            "keep the old key as long as the backups made before."
        )
