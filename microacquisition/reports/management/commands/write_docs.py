"""`bin/manage write_docs`: writes the generated pages of `docs/`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from microacquisition.process.docs import write_lifecycle, write_permissions


class Command(BaseCommand):
    """Write `docs/lifecycle.md` and `docs/permissions.md` from the lifecycle's tables."""

    help = "Writes docs/lifecycle.md and docs/permissions.md from the lifecycle's tables."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both pages and name them."""
        folder = Path(settings.ROOT) / "docs"
        for name, write in (("lifecycle.md", write_lifecycle), ("permissions.md", write_permissions)):
            (folder / name).write_text(write(), encoding="utf-8")
            self.stdout.write(f"docs/{name}")
