"""What people read as they are: documents, mails, applications and agreements, each a file of its own."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from microacquisition.common.sealing import CannotOpen
from microacquisition.correspondence.layout import write_text_part
from microacquisition.correspondence.letter import Letter, read_letter
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.models import OpenedApplication
from microacquisition.opportunities.file.queries import list_documents
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import ApplicationCriterion
from microacquisition.people.models import User
from microacquisition.records.models import Document
from microacquisition.reports.case_file.openness import Openness


def write_documents(folder: Path, opportunity: Opportunity) -> int:
    """Write each document of the file as it was kept; return how many. The name begins with the document's id."""
    count = 0
    for row, _words in list_documents(opportunity):
        content = bytes(Document.objects.values_list("content", flat=True).get(pk=row.pk))
        _write(folder / "documents" / f"{row.pk}-{_plain(row.name)}", content)
        count += 1
    return count


def write_messages(folder: Path, opportunity: Opportunity, openness: Openness) -> int:
    """Write each mail of the file as `.eml`, oldest first; return how many.

    Before the names are released, those to staff alone; a sealed one only where its application was opened.
    """
    count = 0
    for row, letter in _read_letters(opportunity, openness):
        count += 1
        mail = EmailMessage()
        mail["From"], mail["To"] = settings.MAIL_FROM, formataddr((letter.to_name, letter.to_email))
        mail["Subject"], mail["Message-ID"] = letter.subject, row.message_id
        mail["Date"] = format_datetime(row.sent_at or row.created_at)
        mail["Content-Language"], mail["X-State"] = row.language, row.state
        mail.set_content(write_text_part(letter.body, row.language))
        _write(folder / "messages" / f"{count:04d}-{_plain(row.template)}.eml", bytes(mail))
    return count


def _read_letters(opportunity: Opportunity, openness: Openness) -> Iterator[tuple[Message, Letter]]:
    rows = Message.objects.filter(opportunity_id=opportunity.pk).order_by("created_at", "pk")
    if openness is not Openness.NAMED:
        staff = User.objects.filter(Q(roles_held__isnull=False) | Q(team_memberships__isnull=False))
        rows = rows.filter(sealed=None, to_email__in=staff.values("email"))
    opened = set(
        OpenedApplication.objects.filter(application__opportunity=opportunity).values_list(
            "application", flat=True
        )
    )
    for row in rows.iterator(chunk_size=200):
        try:
            letter = read_letter(row)
        except CannotOpen:
            continue
        if row.sealed is None or any(application in letter.body for application in opened):
            yield row, letter


def write_applications(folder: Path, opportunity: Opportunity, openness: Openness) -> int:
    """Write each opened application as Markdown; return how many. Names only once they are released."""
    criteria = {
        each.code: each.text_en or each.text_fr
        for each in ApplicationCriterion.objects.filter(statement__opportunity=opportunity)
    }
    rows = OpenedApplication.objects.filter(application__opportunity=opportunity).order_by("application")
    for row in rows.prefetch_related("answers"):
        lines = [f"# {row.application_id}", ""]
        if openness is Openness.NAMED:
            lines += [f"{row.applicant_name} {row.business_name}".strip(), ""]
        for answer in sorted(row.answers.all(), key=lambda each: each.pk):
            lines += [f"## {criteria.get(answer.criterion, answer.criterion)}", "", answer.text, ""]
        _write(folder / "applications" / f"{row.application_id}.md", "\n".join(lines).encode())
    return len(rows)


def write_agreements(folder: Path, opportunity: Opportunity) -> int:
    """Write the text of each agreement exactly as it was shown and signed; return how many."""
    rows = opportunity.agreements.order_by("signed_at")
    for row in rows:
        _write(folder / "agreement" / f"{row.pk}.txt", row.text.encode())
    return len(rows)


def _plain(name: str) -> str:
    """Return `name` as a file name of letters, digits, points and hyphens, in any alphabet."""
    return re.sub(r"[^\w.]+", "-", name).strip("-.")[:100] or "file"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
