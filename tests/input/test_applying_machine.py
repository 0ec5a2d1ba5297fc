"""Applying, amending, extending and closing in any order, from tabs that were opened earlier: what must hold, holds."""

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.rules.applications import is_not_stale
from tests.input.applying_machine import ApplyingMachine
from tests.lifecycle.prepared import Library

EXTENT = os.environ.get("TEST_EXTENT", "usual")


def run_machine(library: Library, examples: int) -> None:
    """Try so many sequences, the same ones each time; what fails is told as it was tried, so that it is told soon."""
    ApplyingMachine.library = library
    run_state_machine_as_test(
        ApplyingMachine,
        settings=settings(
            max_examples=examples, stateful_step_count=20, derandomize=True, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
        ),
    )  # fmt: skip


def test_whatever_the_order_nothing_is_lost_late_or_undone_unseen(library: Library) -> None:
    run_machine(library, 200 if EXTENT == "full" else 4)


def test_the_machine_finds_it_where_a_stale_tab_is_not_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("submit", "change"):
        parts = TABLE.steps[code]
        rules = tuple(rule for rule in parts.form_rules if rule is not is_not_stale)
        monkeypatch.setitem(TABLE.steps, code, replace(parts, form_rules=rules))
    with pytest.raises(AssertionError):
        run_machine(library, 20)
