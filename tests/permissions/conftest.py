"""The whole product against the table, and where to write a proposal for it."""

import os
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--write-proposal FILE`: what the product answers now, to be reviewed line by line; never where CI runs."""
    parser.addoption("--write-proposal", type=Path, default=None)


@pytest.fixture
def proposal(request: pytest.FixtureRequest) -> Path | None:
    """Where to write a proposal, if somebody asked for one."""
    path: Path | None = request.config.getoption("--write-proposal", default=None)
    if path is not None and os.environ.get("CI"):
        pytest.fail("A proposal is written by hand and reviewed, never in CI.")
    return path
