"""`bin/manage verify_record [REF] --checkpoint FILE`: recomputes the record and names the first difference."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.checkpoints import NotACheckpoint, ReadCheckpoint, read_file
from microacquisition.records.signing_key import public_key_hex
from microacquisition.records.verifying import (
    Differs,
    verify_against,
    verify_chains,
    verify_contents,
    verify_own_checkpoints,
    verify_states,
)
from microacquisition.reports.states import list_states, verify_receipts


class Command(BaseCommand):
    """Verify chains, states, texts, files and checkpoints; end with 1 at the first difference."""

    help = (
        "Recomputes the record, compares it with a checkpoint kept outside, and names the first difference."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One opportunity or all; checkpoints from outside; keys that are no longer ours."""
        parser.add_argument(
            "reference", nargs="?", default="", help="one opportunity only, such as MA-2026-0007"
        )
        parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="a published file")
        parser.add_argument("--key", action="append", default=[], help="an earlier public key, in hex")

    def handle(
        self, *args: Any, reference: str, checkpoint: list[Path], key: list[str], **options: Any
    ) -> None:
        """Say what holds, a line each; CommandError (exit code 1) with one sentence otherwise."""
        stream = find_stream(reference)
        try:
            # One snapshot: what is written meanwhile belongs to the next run.
            with transaction.atomic():
                self._verify(stream, checkpoint, [public_key_hex(), *key])
        except Differs as difference:
            raise CommandError(str(difference)) from difference
        if not checkpoint:
            self.stdout.write("Not compared with a checkpoint: a history written anew would not be noticed.")

    def _verify(self, stream: str, files: list[Path], keys: list[str]) -> None:
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        self.stdout.write(f"Events that follow from one another: {verify_chains(stream)}")
        self.stdout.write(f"States with their event: {verify_states(list_states(stream))}")
        self.stdout.write(f"Applications as their receipts say: {verify_receipts(stream)}")
        if not stream:
            self.stdout.write(f"Texts and files as their digests say: {verify_contents()}")
            self.stdout.write(f"Checkpoints kept here: {verify_own_checkpoints()}")
        for path in files:
            count = verify_against(read_path(path), keys, stream)
            self.stdout.write(f"Streams as {path.name} says: {count}")


def find_stream(reference: str) -> str:
    """Return the stream of an opportunity by reference, empty for all; CommandError where there is none."""
    if not reference:
        return ""
    found = Opportunity.objects.filter(reference=reference).first()
    if found is None:
        raise CommandError(f"There is no opportunity {reference}.")
    return found.stream


def read_path(path: Path) -> ReadCheckpoint:
    """Return the checkpoint in the file; CommandError where it cannot be read."""
    try:
        return read_file(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from error
    except NotACheckpoint as error:
        raise CommandError(f"{path.name}: {error}") from error
