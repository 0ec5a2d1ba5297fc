"""Finds the files of the repository, and compares what is wrong in them with a reviewed list."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("bin/setup", "config", "microacquisition", "tests", "docs")
PASSING = {"__pycache__", ".venv", "node_modules"}


def list_files(*folders: str, suffix: str) -> list[Path]:
    """Return the files under `folders` that end in `suffix`, sorted."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}"))
    return sorted(path for path in found if not PASSING & set(path.parts))


def list_python(*folders: str) -> list[Path]:
    """Return our Python files, migrations excepted."""
    return [path for path in list_files(*(folders or CODE), suffix=".py") if "migrations" not in path.parts]


def list_templates() -> list[Path]:
    """Return the templates of the pages."""
    return list_files("microacquisition", suffix=".html")


@cache
def read(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text(encoding="utf-8")


@cache
def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(read(path))


def name(path: Path) -> str:
    """Return the path inside the repository."""
    return path.relative_to(ROOT).as_posix()


def compare(found: set[str], allowed: dict[str, str], rule: str) -> None:
    """Fail where something is found that is not allowed, or allowed and no longer found: the list only shrinks.

    `allowed` gives the reason for each.
    """
    new = sorted(found - set(allowed))
    gone = sorted(set(allowed) - found)
    assert not new, f"{rule}:\n  " + "\n  ".join(new)
    assert not gone, "No longer needed, take it off the list:\n  " + "\n  ".join(gone)
