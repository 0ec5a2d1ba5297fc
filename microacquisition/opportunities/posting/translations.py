"""The texts of a statement that are translated: listing them, overlaying what was typed, writing them back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.canonical import write_canonical
from microacquisition.common.words import Words
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.snapshot import list_rows
from microacquisition.process.rules.statement import LONGEST_SHORT_DESCRIPTION
from microacquisition.process.sections import Section

CHECKS_LABEL = Words(en="Tests the supplier can run", fr="Tests que le fournisseur peut exécuter")
LOCATION_LABEL = Words(
    en="Place where some of the work must be done", fr="Lieu où une partie des travaux doit se faire"
)
COLUMNS = (
    ("short_description", Section.SHORT_DESCRIPTION.label, LONGEST_SHORT_DESCRIPTION),
    ("background", Section.BACKGROUND.label, 20_000),
    ("work", Section.WORK.label, 20_000),
    ("location", LOCATION_LABEL, 200),
    ("acceptance", Section.ACCEPTANCE.label, 20_000),
    ("checks", CHECKS_LABEL, 5_000),
)
LISTS = (
    ("acceptancecriterion", Section.ACCEPTANCE.label),
    ("applicationcriterion", Section.EVALUATION.label),
    ("clientitem", Section.CLIENT_ITEMS.label),
)


@dataclass(frozen=True)
class StatementText:
    """One text of the statement, in the languages written so far; `longest` in characters."""

    name: str
    label: Words
    text: Bilingual
    longest: int
    place: str = ""  # the same through every edit: the column, or the list and the number in it

    @property
    def is_long(self) -> bool:
        """True where it is written in several lines."""
        return self.longest > 100


@dataclass(frozen=True)
class ChangedText:
    """A text that no approved translation covers, and what stood in its place when one was approved (None: nothing)."""

    now: StatementText
    before: Bilingual | None


def second_language(statement: Statement) -> str:
    """Return the language that the statement was not first written in."""
    return "en" if statement.first_language == "fr" else "fr"


def list_texts(statement: Statement) -> list[StatementText]:
    """Return every text that is written in at least one language, in the order of the page."""
    texts = [StatementText("title", Section.TITLE.label, statement.opportunity.title, 100, "title")]
    texts += [
        StatementText(name, label, getattr(statement, name), longest, name)
        for name, label, longest in COLUMNS
    ]
    for kind, label in LISTS:
        for number, row in enumerate(list_rows(statement, kind), start=1):
            numbered = Words(en=f"{label.en}, {number}", fr=f"{label.fr}, {number}")
            texts.append(StatementText(f"{kind}_{row.pk}", numbered, row.text, 5_000, f"{kind}_{number}"))
    return [each for each in texts if each.text.en.strip() or each.text.fr.strip()]


def overlay(texts: list[StatementText], language: str, typed: Mapping[str, str]) -> list[StatementText]:
    """Return the texts with what was typed in `language` in place of what is kept."""
    return [
        replace(
            each, text=replace(each.text, **{language: typed.get(each.name, getattr(each.text, language))})
        )
        for each in texts
    ]


def write_texts(statement: Statement, language: str, typed: Mapping[str, str]) -> None:
    """Write the typed texts into the statement's columns and lists of `language`; nothing else changes."""
    opportunity = statement.opportunity
    if "title" in typed:
        setattr(opportunity, f"title_{language}", typed["title"])
        opportunity.save(update_fields=[f"title_{language}"])
    for name, _label, _longest in COLUMNS:
        if name in typed:
            setattr(statement, f"{name}_{language}", typed[name])
    statement.save()
    for kind, _label in LISTS:
        for row in list_rows(statement, kind):
            if f"{kind}_{row.pk}" in typed:
                setattr(row, f"text_{language}", typed[f"{kind}_{row.pk}"])
                row.save(update_fields=[f"text_{language}"])


def write_body(statement: Statement) -> str:
    """Return every text in both languages as canonical JSON: place, English, French."""
    return write_canonical([[each.place, each.text.en, each.text.fr] for each in list_texts(statement)])


def find_changed(texts: list[StatementText], body: str) -> list[ChangedText]:
    """Return the texts that differ in either language from those in `body`; moved items of a list do not."""
    kept = {place: Bilingual(en, fr) for place, en, fr in json.loads(body)}
    known = {(_kind(place), text.en, text.fr) for place, text in kept.items()}
    return [
        ChangedText(each, kept.get(each.place))
        for each in texts
        if (_kind(each.place), each.text.en, each.text.fr) not in known
    ]


def _kind(place: str) -> str:
    kind, _, number = place.rpartition("_")
    return kind if number.isdigit() else place


def digest_texts(statement: Statement) -> str:
    """Return SHA-256, in hex, of every text in both languages: what a translation's approval is over."""
    told = [[each.name, each.text.en, each.text.fr] for each in list_texts(statement)]
    return hashlib.sha256(write_canonical(told).encode()).hexdigest()


def join_texts(texts: list[StatementText], language: str) -> str:
    """Return all texts of one language, a line each."""
    return "\n".join(getattr(each.text, language) for each in texts)
