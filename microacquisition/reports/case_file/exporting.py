"""Exports the case file of one opportunity into an empty folder, as a BagIt bag."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import bagit
from django.db import connection, transaction
from django.template.loader import render_to_string

from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.checkpoints import format_recorded, write_checkpoint
from microacquisition.records.events import Doer, write_event
from microacquisition.reports.case_file import readable, record_part
from microacquisition.reports.case_file.openness import Openness, measure_openness
from microacquisition.reports.case_file.rows import write_table
from microacquisition.reports.case_file.statement_text import write_statement
from microacquisition.reports.case_file.tables import TABLES
from microacquisition.site.clock import current_instant

INDEX = "reports/pages/case_file.html"
WHAT_IS_OPEN = {
    Openness.SEALED: Words(
        en="Applications are still sealed: this export holds none, nor how many there are.",
        fr="Les candidatures sont encore scellées\xa0: cette exportation n’en contient aucune, ni leur nombre.",
    ),
    Openness.CLOSED: Words(
        en="The evaluation is under way: no judgments and no names are in this export yet.",
        fr="L’évaluation est en cours\xa0: cette exportation ne contient encore ni jugements ni noms.",
    ),
    Openness.FROZEN: Words(
        en="Nothing was offered yet: the names of applicants are not in this export.",
        fr="Rien n’a encore été proposé\xa0: cette exportation ne contient pas les noms des candidats.",
    ),
    Openness.NAMED: Words(
        en="Withdrawn applications stay sealed; all others are here.",
        fr="Les candidatures retirées restent scellées; toutes les autres sont ici.",
    ),
}


class ExportRefused(Exception):
    """The case file is not written; the message is one sentence."""


@dataclass(frozen=True)
class Part:
    """One line of the index: where it lies, what it is, and how many there are."""

    place: str
    what: Words
    count: int
    also: str = ""


def export_case_file(opportunity: Opportunity, folder: Path, doer: Doer) -> None:
    """Write everything about the opportunity that is open now into `folder`; ExportRefused where it is not empty.

    Leaves an event by `doer` and a checkpoint first, then reads one state of the database, row by row.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ExportRefused(f"{folder} is not empty.")
    folder.mkdir(parents=True, exist_ok=True)
    write_event(opportunity.stream, "export_case_file", doer, ("export", str(uuid.uuid4())))
    write_checkpoint()
    with _reading_one_state():
        opportunity = Opportunity.objects.get(pk=opportunity.pk)
        openness = measure_openness(opportunity)
        parts = _write_parts(folder, opportunity, openness)
        context = {
            "opportunity": opportunity,
            "stream": opportunity.stream,
            "exported_at": format_recorded(current_instant()),
            "openness": WHAT_IS_OPEN[openness],
            "parts": parts,
        }
    (folder / "index.html").write_text(render_to_string(INDEX, context), encoding="utf-8")
    about = {"External-Identifier": str(opportunity), "Internal-Sender-Identifier": opportunity.stream}
    bagit.make_bag(str(folder), about, checksums=["sha256"])


@contextmanager
def _reading_one_state() -> Iterator[None]:
    """Read one state of the database; inside a transaction of the caller, the one that it has."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write_parts(folder: Path, opportunity: Opportunity, openness: Openness) -> list[Part]:
    """Write every part and return those that hold something."""
    written = [
        Part("statement/", Words(en="The statement, to read", fr="L’énoncé, à lire"),
             write_statement(folder, opportunity)),
        Part("documents/", Words(en="Documents, as they were kept", fr="Documents, tels que conservés"),
             readable.write_documents(folder, opportunity)),
        Part("messages/", Words(en="Messages sent", fr="Messages envoyés"),
             readable.write_messages(folder, opportunity, openness)),
    ]  # fmt: skip
    if openness >= Openness.CLOSED:
        written += [
            Part("applications/", Words(en="Applications as opened, to read", fr="Candidatures ouvertes, à lire"),
                 readable.write_applications(folder, opportunity, openness)),
        ]  # fmt: skip
    if openness is Openness.NAMED:
        written += [
            Part("agreement/", Words(en="Agreements, exactly as signed", fr="Ententes, exactement comme signées"),
                 readable.write_agreements(folder, opportunity)),
        ]  # fmt: skip
    for table in TABLES:
        if openness >= table.since:
            count = write_table(folder, table, opportunity, openness)
            written.append(Part(f"{table.name}.csv", table.what, count, also=f"{table.name}.jsonl"))
    written += [
        Part("record/events.jsonl", Words(en="Every event of the record", fr="Chaque événement du registre"),
             record_part.write_events(folder, opportunity)),
        Part("record/texts.jsonl", Words(en="Texts that events name by digest", fr="Textes que les événements désignent "
                                         "par leur empreinte"),
             record_part.write_texts(folder, opportunity, openness)),
        Part("record/checkpoints/", Words(en="Signed checkpoints", fr="Empreintes publiées et signées"),
             record_part.write_checkpoints(folder, opportunity)),
        Part("record/keys.json", Words(en="Public keys that signed", fr="Clés publiques qui ont signé"),
             record_part.write_public_keys(folder)),
    ]  # fmt: skip
    return [part for part in written if part.count]
