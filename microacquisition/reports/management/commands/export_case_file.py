"""`bin/manage export_case_file REF`: writes everything about one opportunity as a BagIt bag."""

import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.records.events import Doer
from microacquisition.reports.case_file.exporting import ExportRefused, export_case_file


class Command(BaseCommand):
    """Export the case file; the record says that it was done, and for whom."""

    help = "Writes every document, message, finding, event and payment of one opportunity, in open formats."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The opportunity, the folder, and for whom."""
        parser.add_argument(
            "reference", help="such as MA-2026-0007, or before posting the random id in its address"
        )
        parser.add_argument("--to", type=Path, help="a folder that is empty or not there yet")
        parser.add_argument("--for", dest="person", default="", help="e-mail address of who asked for it")

    def handle(self, *args: Any, reference: str, to: Path | None, person: str, **options: Any) -> None:
        """Export and say where."""
        opportunity = find_opportunity(reference)
        folder = to or Path(f"{reference}-case-file")
        try:
            export_case_file(
                opportunity, folder, Doer(actor="console", role="", acting_for=find_person(person))
            )
        except ExportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"The case file of {opportunity} is in {folder}: begin with data/index.html.")


def find_opportunity(reference: str) -> Opportunity:
    """Return the opportunity by reference or random id; CommandError where there is none."""
    rows = Opportunity.objects.filter(reference=reference)
    try:
        rows = rows | Opportunity.objects.filter(pk=uuid.UUID(reference))
    except ValueError:
        rows = rows.all()
    found = rows.first()
    if found is None:
        raise CommandError(f"There is no opportunity {reference}.")
    return found


def find_person(email: str) -> str:
    """Return the id of who asked, empty where nobody is named; CommandError where there is no such account."""
    if not email:
        return ""
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise CommandError(f"Nobody here has the address {email}.")
    return str(found.pk)
