"""Compiles the French of every area: bin/manage compile_words."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from microacquisition.site.word_files import WordsError, compile_words


class Command(BaseCommand):
    """Writes locale/fr/LC_MESSAGES/django.mo."""

    help = "Merge locale/fr/*.po into the file that Django reads; fails where two translations differ."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, or say what contradicts what."""
        for folder in settings.LOCALE_PATHS:
            try:
                count = compile_words(folder)
            except WordsError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{count} texts in French.")
