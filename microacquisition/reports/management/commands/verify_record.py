"""`bin/manage verify_record [REF] --checkpoint FILE`: recomputes the record and names the first difference."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.announcing import list_trusted_keys
from microacquisition.records.checkpoints import NotACheckpoint, ReadCheckpoint, read_file
from microacquisition.records.differences import Differs
from microacquisition.records.verifying import (
    verify_against,
    verify_chains,
    verify_contents,
    verify_own_checkpoints,
    verify_states,
)
from microacquisition.reports.selections import verify_counts, verify_draws
from microacquisition.reports.states import list_states, verify_receipts, verify_signed_texts

CANNOT_BE_CHECKED = 2
EVENTS = Words(
    en="Events that follow from one another: {count}",
    fr="Événements qui découlent l’un de l’autre\xa0: {count}",
)
STATES = Words(en="States with their event: {count}", fr="États ayant leur événement\xa0: {count}")
RECEIPTS = Words(
    en="Applications as their receipts say: {count}",
    fr="Candidatures conformes à leur accusé de réception\xa0: {count}",
)
SIGNED = Words(
    en="Statements, agreements and draw lists as their digests say: {count}",
    fr="Énoncés, ententes et listes de tirage conformes à leur empreinte\xa0: {count}",
)
COUNTS = Words(
    en="Closings whose count and root follow from the receipts: {count}",
    fr="Clôtures dont le nombre et la racine découlent des accusés de réception\xa0: {count}",
)
DRAWS = Words(
    en="Draws that come out the same when drawn again: {count}",
    fr="Tirages qui donnent le même ordre une fois refaits\xa0: {count}",
)
CONTENTS = Words(
    en="Texts and files as their digests say: {count}",
    fr="Textes et fichiers conformes à leur empreinte\xa0: {count}",
)
CHECKPOINTS = Words(en="Checkpoints kept here: {count}", fr="Empreintes publiées conservées ici\xa0: {count}")
STREAMS = Words(
    en="Streams as {name} says: {count}", fr="Dossiers conformes à ce qu’indique {name}\xa0: {count}"
)
NOT_COMPARED = Words(
    en="Not compared with a checkpoint: a history written anew would not be noticed.",
    fr="Sans comparaison avec une empreinte publiée, un historique réécrit ne se remarquerait pas.",
)
NO_SUCH = Words(en="There is no opportunity {reference}.", fr="Il n’y a pas d’occasion {reference}.")
UNREADABLE = Words(en="{path} cannot be read: {error}.", fr="{path} est illisible\xa0: {error}.")
NAMED = Words(en="{name}: {why}", fr="{name}\xa0: {why}")


class Command(BaseCommand):
    """Verify chains, states, texts, files and checkpoints.

    Ends with 0 where all holds, 1 at the first difference, 2 where something given cannot be read.
    """

    help = (
        "Recomputes the record, compares it with a checkpoint kept outside, and names the first difference. "
        "Exit code: 0 all holds, 1 it differs, 2 it cannot be checked."
    )
    language = "en"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One opportunity or all; checkpoints from outside; keys that are no longer ours; the language."""
        parser.add_argument(
            "reference", nargs="?", default="", help="one opportunity only, such as MA-2026-0007"
        )
        parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="a published file")
        parser.add_argument("--key", action="append", default=[], help="an earlier public key, in hex")
        parser.add_argument("--language", choices=LANGUAGES, default="en", help="of what is said: en or fr")

    def handle(
        self,
        *args: Any,
        reference: str,
        checkpoint: list[Path],
        key: list[str],
        language: str = "en",
        **options: Any,
    ) -> None:
        """Say what holds, a line each; CommandError with one sentence otherwise."""
        self.language = language
        stream = self._find_stream(reference)
        try:
            # One snapshot: what is written meanwhile belongs to the next run.
            with transaction.atomic():
                self._verify(stream, checkpoint, key)
        except Differs as difference:
            raise CommandError(difference.words.in_language(language)) from difference
        if not checkpoint:
            self._say(NOT_COMPARED)

    def _verify(self, stream: str, files: list[Path], earlier: list[str]) -> None:
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        keys = list_trusted_keys() | set(earlier)
        chains = verify_chains(stream)
        self._say(EVENTS, count=chains.count)
        # Before what follows from it: an end cut off also leaves states without their event.
        for path in files:
            count = verify_against(self._read(path), keys, stream)
            self._say(STREAMS, name=path.name, count=count)
        self._say(STATES, count=verify_states(list_states(stream)))
        self._say(RECEIPTS, count=verify_receipts(stream))
        self._say(SIGNED, count=verify_signed_texts(chains.named, stream))
        self._say(COUNTS, count=verify_counts(chains.named, stream))
        self._say(DRAWS, count=verify_draws(chains.named, stream))
        if not stream:
            self._say(CONTENTS, count=verify_contents(chains.named))
            self._say(CHECKPOINTS, count=verify_own_checkpoints(keys))

    def _say(self, words: Words, **values: object) -> None:
        self.stdout.write(words.filled(**values).in_language(self.language))

    def _find_stream(self, reference: str) -> str:
        """Return the stream of an opportunity by reference, empty for all; CommandError where there is none."""
        if not reference:
            return ""
        found = Opportunity.objects.filter(reference=reference).first()
        if found is None:
            raise self._cannot(NO_SUCH, reference=reference)
        return found.stream

    def _read(self, path: Path) -> ReadCheckpoint:
        """Return the checkpoint in the file; CommandError where it cannot be read."""
        try:
            return read_file(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise self._cannot(UNREADABLE, path=path, error=error) from error
        except NotACheckpoint as error:
            raise self._cannot(NAMED, name=path.name, why=error.words) from error

    def _cannot(self, words: Words, **values: object) -> CommandError:
        said = words.filled(**values).in_language(self.language)
        return CommandError(said, returncode=CANNOT_BE_CHECKED)
