"""Every table that leaves for a spreadsheet: no cell of it is taken for a formula, whatever people wrote."""

import csv
from pathlib import Path

from django.core.management import call_command

from microacquisition.opportunities.statement.models import Statement
from microacquisition.reports.case_file.rows import FORMULA
from setup.places import ROOT
from tests.builders import make_drafting, make_people

WRITERS = {
    "microacquisition/reports/case_file/rows.py",
    "microacquisition/reports/open_data/disclosure.py",  # tests/reports/test_disclosure.py
}


def test_only_one_module_writes_tables_for_spreadsheets() -> None:
    """Whoever writes another one asks `write_cell` too, and adds it here with a test."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "microacquisition").rglob("*.py")
        if "csv.writer" in path.read_text()
        or "csv.DictWriter" in path.read_text()
        or "text/csv" in path.read_text()
    }
    assert found == WRITERS


def test_no_cell_of_a_case_file_is_a_formula(committed_database: str, tmp_path: Path) -> None:
    opportunity = make_drafting(make_people())
    texts = ("background_en", "background_fr", "work_en", "work_fr", "acceptance_en", "checks_en")
    written = {name: f"{mark}HYPERLINK(A1)" for name, mark in zip(texts, FORMULA, strict=False)}
    Statement.objects.update(**written)
    call_command(
        "export_case_file", str(opportunity), "--to", str(tmp_path / "bag"), "--for", "", verbosity=0
    )
    tables = (tmp_path / "bag" / "data").rglob("*.csv")
    cells = {cell for table in tables for cell in read_cells(table)}
    assert {f"'{text}" for text in written.values()} <= cells
    assert not [cell for cell in cells if cell.startswith(FORMULA) and not cell.lstrip("-").isdecimal()]


def read_cells(path: Path) -> list[str]:
    """Return every cell of a table, its first row included."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]
