"""`bin/manage restore DIR`: fills an empty database from a backup, then verifies the record."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from microacquisition.reports.backups import CHECKPOINT, BackupRefused, restore
from microacquisition.reports.database_programs import ProgramFailed


class Command(BaseCommand):
    """Restore into an empty database, with the keys of the backup in their place."""

    help = "Fills an empty database from a backup, whole or not at all, and verifies the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, help="a folder that bin/manage backup wrote")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Restore, and compare with the checkpoint that was published just before the backup."""
        try:
            said = restore(folder)
        except (BackupRefused, ProgramFailed) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Restored what was backed up at {said['made_at']}.")
        call_command("verify_record", "--checkpoint", str(folder / CHECKPOINT), stdout=self.stdout)
        self.stdout.write(
            "Compare it with a checkpoint from outside too: bin/manage verify_record --checkpoint FILE."
        )
