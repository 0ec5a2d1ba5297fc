"""Who may take the case file from the file page, and the bag as one file to send."""

import tempfile
import zipfile
from pathlib import Path
from typing import IO

from microacquisition.common.words import Words
from microacquisition.opportunities.evaluation.queries import find_assignment
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.step_table import FileLink
from microacquisition.people.models import User
from microacquisition.people.queries import holds
from microacquisition.process.roles import Role
from microacquisition.records.events import Doer
from microacquisition.reports.case_file.exporting import export_case_file

# Who keeps the file and hands it to outside reviewers, and who reads everything (spec/pilot.md).
TAKERS = (Role.OFFICER, Role.AUDITOR)
LINK = Words(en="Download the case file", fr="Télécharger le dossier")


def find_taker(user: User, opportunity: Opportunity) -> Role | None:
    """Return the role in which the person may take the case file of this opportunity; None for everybody else.

    Whoever evaluates it may not, whatever else they are: the bag holds answers without labels.
    """
    if find_assignment(opportunity, user) is not None:
        return None
    code, department = opportunity.programme_code, opportunity.department_id
    return next((role for role in TAKERS if holds(user, role, code, department)), None)


def link_case_file(user: User, opportunity: Opportunity) -> list[FileLink]:
    """Return the link to the case file where the person may take it."""
    return [FileLink(LINK, "case_file")] if find_taker(user, opportunity) else []


def pack_case_file(opportunity: Opportunity, doer: Doer) -> IO[bytes]:
    """Export what is open now and return it as one zip, at its beginning; it is gone from disk once closed.

    Leaves the event and the checkpoint of an export.
    """
    packed = tempfile.TemporaryFile()  # noqa: SIM115  # the answer that sends it closes it
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name_bag(opportunity)
        export_case_file(opportunity, folder, doer)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bag:
            for path in sorted(each for each in folder.rglob("*") if each.is_file()):
                bag.write(path, path.relative_to(place))
    packed.seek(0)
    return packed


def name_bag(opportunity: Opportunity) -> str:
    """Return the name of the bag’s folder and, with its ending, of the zip."""
    return f"{opportunity}-case-file"
