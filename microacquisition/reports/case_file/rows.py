"""Writes the rows of one table as JSON Lines and as CSV that no spreadsheet takes for formulas."""

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.db import models

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Department, Supplier, Team, User
from microacquisition.records.models import Document
from microacquisition.reports.case_file.openness import Openness
from microacquisition.reports.case_file.tables import CaseTable

BY_NAME = (User, Supplier, Department, Team)
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # wide ones too: some spreadsheets read them alike
AT_A_TIME = 500


def write_table(folder: Path, table: CaseTable, opportunity: Opportunity, openness: Openness) -> int:
    """Write `<name>.jsonl` and `<name>.csv` row by row, and return how many rows; no files where there are none."""
    count = 0
    with ExitStack() as files:
        for row in _read_rows(table, opportunity, openness):
            if not count:
                (folder / table.name).parent.mkdir(parents=True, exist_ok=True)
                lines = files.enter_context((folder / f"{table.name}.jsonl").open("w", encoding="utf-8"))
                cells = files.enter_context(
                    (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")
                )
                sheet = csv.DictWriter(cells, fieldnames=list(row))
                sheet.writeheader()
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            sheet.writerow({name: write_cell(value) for name, value in row.items()})
            count += 1
    return count


def write_cell(value: object) -> object:
    """Return what stands in the cell: a text that begins like a formula gets an apostrophe before it."""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _read_rows(table: CaseTable, opportunity: Opportunity, openness: Openness) -> Iterator[dict[str, Any]]:
    fields = [field for field in table.model._meta.concrete_fields if _is_shown(field, table, openness)]
    rows = table.model._default_manager.filter(**{table.path: opportunity.pk})
    if table.model._meta.model_name == "application":
        rows = rows.exclude(state="DRAFT")  # begun and never sent: it counts for nothing, and nobody is told
    people = [field.name for field in fields if _is_named(field)]
    rows = rows.select_related(*people) if people else rows
    for row in rows.order_by("pk").iterator(chunk_size=AT_A_TIME):
        yield dict(item for field in fields for item in _describe(row, field))


def _is_shown(field: "models.Field[Any, Any]", table: CaseTable, openness: Openness) -> bool:
    if isinstance(field, models.BinaryField) or field.name in table.hidden:
        return False
    return openness is Openness.NAMED or field.name not in table.hidden_until_named


def _is_named(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.ForeignKey) and issubclass(field.related_model, BY_NAME)


def _describe(row: models.Model, field: "models.Field[Any, Any]") -> Iterator[tuple[str, Any]]:
    if _is_named(field):
        other = getattr(row, field.name)
        yield field.name, "" if other is None else str(other)
    key = field.attname
    if isinstance(field, models.ForeignKey) and field.related_model is Document:
        key = f"{field.name}_document"
    yield key, _write_value(getattr(row, field.attname))


def _write_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str | dict | list) else str(value)
