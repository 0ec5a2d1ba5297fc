"""`bin/manage backup DIR`: writes the whole database into an empty folder, without any key."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from microacquisition.reports.backups import BackupRefused, back_up
from microacquisition.reports.database_programs import ProgramFailed


class Command(BaseCommand):
    """Back up; refused until somebody confirmed that the outside key is kept apart."""

    help = "Writes one consistent state of the database into an empty folder; the keys are never in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, help="a folder that is empty or not there yet")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write the backup and say what is needed to restore it."""
        try:
            said = back_up(folder)
        except (BackupRefused, ProgramFailed) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Backed up at {said['made_at']} into {folder}.")
        self.stdout.write("To restore it: the keys, kept apart, then bin/manage restore.")
