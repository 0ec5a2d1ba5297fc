"""Reads a program's texts: the agreement's clauses, in the program's own words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)

# What a clause may name; the agreement fills each of them.
PLACEHOLDERS = frozenset(
    {
        "supplier_name", "reference", "title", "posted_on", "authority", "delivery_date", "assessment_window",
        "price", "place_of_supply", "payment_method", "licence", "law",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """One numbered clause: a heading and its text."""

    heading: str
    text: str


def read_clauses(package: str, language: str) -> list[Clause]:
    """Return the agreement's clauses of a program's package (`….programmes.esdc`) with their {placeholders}.

    FileNotFoundError where the program has no text in that language.
    """
    text = files(package).joinpath(f"texts.{language}.md").read_text(encoding="utf-8")
    parts = HEADING.split(text)[1:]
    return [Clause(parts[n].strip(), parts[n + 1].strip()) for n in range(0, len(parts), 2)]


def fill_clauses(clauses: list[Clause], values: Mapping[str, str]) -> list[Clause]:
    """Return the clauses with their placeholders filled; KeyError where one has no value."""
    return [Clause(clause.heading, clause.text.format_map(dict(values))) for clause in clauses]
