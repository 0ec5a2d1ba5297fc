"""`bin/manage key_saved --confirm`: says that a copy of the outside key is kept apart from site and backups."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from microacquisition.records.outside_key import live_outside_key, read_key_faults
from microacquisition.records.platform import write_platform_event
from microacquisition.site.clock import current_instant


class Command(BaseCommand):
    """Confirm, once a key, that it is kept apart; backups are refused before."""

    help = "Confirms that the outside key was copied to a place apart from this machine and its backups."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The confirmation."""
        parser.add_argument(
            "--confirm", action="store_true", help="the copy exists, and somebody has read it"
        )

    def handle(self, *args: Any, confirm: bool, **options: Any) -> None:
        """Write the confirmation and its event, or say what to do first."""
        faults = read_key_faults()
        key = live_outside_key()
        if faults or key is None:
            raise CommandError(" ".join(faults))
        if not confirm:
            raise CommandError(
                "Copy var/keys/outside.key and var/keys/checkpoint.key (or OUTSIDE_KEY and CHECKPOINT_KEY) to a place "
                "apart from this machine and its backups, read the copy, then run this again with --confirm."
            )
        with transaction.atomic():
            key.saved_at = current_instant()
            key.save(update_fields=["saved_at"])
            write_platform_event("save_key", actor="console", subject=("outside_key", key.fingerprint))
        self.stdout.write("Noted. Backups can be made now.")
