"""`bin/manage export_site DIR`: the whole public site as files for any web host, under any path."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from microacquisition.reports.static_site.exporting import export_site
from microacquisition.reports.static_site.folder import ExportRefused
from microacquisition.reports.static_site.places import Places


class Command(BaseCommand):
    """Write the copy; run again, it brings the same folder up to date."""

    help = "Writes every public page, feed and data file in both languages; what needs the server links to the live site."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and where the copy will stand."""
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--address", default="",
            help="where the copy will stand, such as https://example.org/micro/: pages and map then name it as theirs "
            "(without it search engines are led to the live site)",
        )  # fmt: skip
        parser.add_argument(
            "--base-path", default="",
            help="the path of the copy on its host, for the page that the host shows for missing addresses "
            "(default: the path in --address, else /)",
        )  # fmt: skip

    def handle(self, *args: Any, folder: Path, address: str, base_path: str, **options: Any) -> None:
        """Export and say what changed."""
        places = find_places(address, base_path)
        say = self.stdout.write if options["verbosity"] else lambda line: None
        try:
            counts = export_site(folder, places, say)
        except ExportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        say(f"{folder}: {counts.changed} files are new or changed, {counts.gone} are gone.")


def find_places(address: str, base_path: str) -> Places:
    """Return where everything lies; CommandError for an address that is none."""
    parts = urlsplit(address)
    if address and (
        parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment
    ):
        raise CommandError("--address must be like https://example.org/ or https://example.org/micro/.")
    base = "/".join(["", *filter(None, (base_path or parts.path).split("/")), ""])
    return Places(settings.SITE_ADDRESS, f"{address.rstrip('/')}/" if address else "", base)
