"""`bin/manage new_signing_key`: makes a new key for checkpoints and receipts, announced by the one before it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from microacquisition.records.announcing import announce_key, begin_key_without_the_old, last_key
from microacquisition.records.checkpoints import write_checkpoint
from microacquisition.records.signing_key import public_key_hex
from microacquisition.reports.key_files import KeyRefused, choose_coming_key, put_in_place, write_key_beside


class Command(BaseCommand):
    """Change the signing key; the old one signs the announcement of the new one."""

    help = "Makes a new signing key, announced by the old one on /checkpoints/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether the old key is gone."""
        parser.add_argument("--old-key-lost", action="store_true", help="nobody has the old key any more")

    def handle(self, *args: Any, old_key_lost: bool, **options: Any) -> None:
        """Announce, put the new key in its place, and say what to do next."""
        if old_key_lost:
            self._begin_without_the_old()
        else:
            self._announce()
        self.stdout.write(
            "Start the site again; keep a copy of the key apart; tell the auditors (/checkpoints/)."
        )

    def _announce(self) -> None:
        try:
            coming = choose_coming_key("checkpoint", settings.CHECKPOINT_KEY)
        except KeyRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        with transaction.atomic():
            write_checkpoint()
            file = write_key_beside("checkpoint", coming)
            announce_key(coming)
        put_in_place(file)
        self.stdout.write(f"The new public key is {public_key_hex(coming)}, announced by {public_key_hex()}.")

    def _begin_without_the_old(self) -> None:
        lost, present = last_key(), public_key_hex()
        if lost in ("", present):
            raise CommandError("The signing key here is the one that the record knows: it is not lost.")
        begin_key_without_the_old(lost)
        self.stdout.write(
            f"The public key is {present} now; nobody announced it, and the page of checkpoints says so."
        )
