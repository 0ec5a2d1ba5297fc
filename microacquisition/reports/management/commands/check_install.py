"""`bin/manage check_install`: says of each thing that must hold whether it does, a line each."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from microacquisition.reports.install_checks import CHECKS


class Command(BaseCommand):
    """Check settings, keys, database role, rights, triggers, time zones; end with 1 where something fails."""

    help = "Checks settings, keys, the database’s role, rights, triggers and clock, and time zones."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one line a check, and one below it for each fault; CommandError where there is any."""
        failed = 0
        for name, check in CHECKS:
            faults = check()
            failed += bool(faults)
            self.stdout.write(f"{'FAILED' if faults else 'ok    '} {name}")
            for fault in faults:
                self.stdout.write(f"       {fault}")
        if failed:
            raise CommandError(f"{failed} of {len(CHECKS)} checks failed.")
