"""The generated pages are what the tables say."""

from pathlib import Path

import pytest

from microacquisition.process.docs import write_lifecycle, write_permissions
from microacquisition.process.lifecycle import STEPS

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    ("name", "write"), [("lifecycle.md", write_lifecycle), ("permissions.md", write_permissions)]
)
def test_page_is_up_to_date(name, write):
    assert (DOCS / name).read_text(encoding="utf-8") == write(), "Run bin/manage write_docs."


def test_every_step_stands_on_both_pages():
    lifecycle, permissions = write_lifecycle(), write_permissions()
    for code in STEPS:
        assert f"| `{code}` |" in lifecycle
        assert f"| `{code}` |" in permissions


def test_a_step_of_two_people_shows_both_signatures():
    assert "| `approve_statement` |  | 1 | 2 |" in write_permissions()
    assert "program officer and procurement advisor" in write_lifecycle()
