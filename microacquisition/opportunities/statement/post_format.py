"""Reads one post of the pilot (front matter and Markdown) into the parts of a statement: pure functions."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

from microacquisition.common.money import MoneyError, parse_posted_price
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.statement.post_body import PostBody, read_body
from microacquisition.process.rules.statement import LONGEST_SHORT_DESCRIPTION, LONGEST_TITLE

REQUIRED = ("title", "ref", "lang", "value", "closing_date", "start_date", "delivery_date", "short_desc")
LAID_OUT = {"layout", "last_modified"}  # about the old site's pages, not about the opportunity
LONGEST = {"title": LONGEST_TITLE, "short_desc": LONGEST_SHORT_DESCRIPTION}


class PostError(ValueError):
    """A post cannot be read: which file, which field, why (both languages)."""

    def __init__(self, file: str, field_name: str, words: Words) -> None:
        super().__init__(f"{file}: {field_name}: {words.en}")
        self.file, self.field, self.words = file, field_name, words


@dataclass(frozen=True)
class Unplaced:
    """A line that found no place in the statement, and why."""

    file: str
    line: int
    text: str
    why: str


@dataclass
class Post:
    """One language of an opportunity as the pilot posted it; the price is in cents before tax."""

    file: str
    language: str
    ref: str
    title: str
    short_description: str
    skills: str
    price_cents: int
    closes_at: datetime
    selection_on: date
    delivery_at: datetime
    body: PostBody
    unplaced: list[Unplaced] = field(default_factory=list)


def read_post(file: str, text: str) -> Post | None:
    """Return the post, or None for a template that nobody filled in; PostError names the file and the field."""
    fields, lines, first_body_line = _split_front_matter(file, text)
    body = read_body(lines, first_body_line)
    if not fields.get("title", ("",))[0] and body.is_empty:
        return None
    for name in REQUIRED:
        if not fields.get(name, ("", 0))[0]:
            raise PostError(file, name, Words(en="is missing or empty.", fr="est absent ou vide."))
    values = {name: value for name, (value, _line) in fields.items()}
    if values["lang"] not in LANGUAGES:
        raise PostError(file, "lang", Words(en="must be en or fr.", fr="doit être en ou fr."))
    for name, limit in LONGEST.items():
        if len(values[name]) > limit:
            raise PostError(
                file,
                name,
                Words(en=f"is longer than {limit} characters.", fr=f"dépasse {limit} caractères."),
            )
    _check_body(file, body)
    return Post(
        file=file,
        language=values["lang"],
        ref=values["ref"],
        title=values["title"],
        short_description=values["short_desc"],
        skills=values.get("skills", ""),
        price_cents=_read_price(file, values["value"]),
        closes_at=_read_instant(file, "closing_date", values["closing_date"]),
        selection_on=_read_day(file, "start_date", values["start_date"]),
        delivery_at=_read_instant(file, "delivery_date", values["delivery_date"]),
        body=body,
        unplaced=[*_report_fields(file, fields), *(Unplaced(file, *line) for line in body.unplaced)],
    )


def check_pair(english: Post, french: Post) -> None:
    """Raise PostError where the two languages of a post do not say the same price or dates."""
    for attribute, name in (
        ("price_cents", "value"), ("closes_at", "closing_date"), ("selection_on", "start_date"),
        ("delivery_at", "delivery_date"),
    ):  # fmt: skip
        if getattr(english, attribute) != getattr(french, attribute):
            words = Words(
                en=f"differs from {english.file}.", fr=f"n’est pas la même valeur que dans {english.file}."
            )
            raise PostError(french.file, name, words)


def _split_front_matter(file: str, text: str) -> tuple[dict[str, tuple[str, int]], list[str], int]:
    lines = unicodedata.normalize("NFC", text).removeprefix("\ufeff").splitlines()
    ends = [number for number, line in enumerate(lines) if line.strip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        raise PostError(
            file,
            "front matter",
            Words(en="must stand between two lines of ---.", fr="doit se trouver entre deux lignes ---."),
        )
    fields: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1 : ends[1]], start=2):
        if not line.strip():
            continue
        found = re.fullmatch(r"([A-Za-z_-]+):\s*(.*)", line)
        if found is None:
            words = Words(
                en=f"line {number} is not “name: value”.", fr=f"la ligne {number} n’est pas « nom: valeur »."
            )
            raise PostError(file, "front matter", words)
        fields[found[1]] = (_unquote(found[2].strip()), number)
    return fields, lines[ends[1] + 1 :], ends[1] + 2


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return re.sub(r"\\([\\\"])", r"\1", value[1:-1]).strip()
    return value


def _read_price(file: str, text: str) -> int:
    try:
        cents, tax_included = parse_posted_price(text)
    except MoneyError as error:
        raise PostError(file, "value", error.words) from error
    if tax_included:
        words = Words(en="must be the price before tax.", fr="doit être le prix avant les taxes.")
        raise PostError(file, "value", words)
    return cents


def _read_instant(file: str, name: str, text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        words = Words(
            en="must be a date, a time and its offset, such as 2021-07-12T23:59:59-04:00.",
            fr="doit être une date, une heure et son décalage, par exemple 2021-07-12T23:59:59-04:00.",
        )
        raise PostError(file, name, words)
    return instant


def _read_day(file: str, name: str, text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        words = Words(
            en="must be a date, such as 2021-07-16.", fr="doit être une date, par exemple 2021-07-16."
        )
        raise PostError(file, name, words) from error


def _check_body(file: str, body: PostBody) -> None:
    for name, value in (
        ("Background", body.background), ("The work", body.work), ("Application evaluation", body.application),
        ("Work acceptance criteria", body.criteria),
    ):  # fmt: skip
        if not value:
            raise PostError(file, name, Words(en="is missing or empty.", fr="est absent ou vide."))


def _report_fields(file: str, fields: dict[str, tuple[str, int]]) -> list[Unplaced]:
    report = []
    for name, (value, line) in fields.items():
        if name in REQUIRED or name in LAID_OUT or name == "skills" or not value:
            continue
        why = (
            "the closing date had been moved: only the last one is kept"
            if name == "update"
            else "no place for this field"
        )
        report.append(Unplaced(file, line, f"{name}: {value}", why))
    return report
