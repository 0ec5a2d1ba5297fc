"""Finds the version of a text that holds on a day: files `texts/<name>/<date>.<language>.md`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).resolve().parent / "texts"


class TextMissing(LookupError):
    """The text has no version in that language."""


@dataclass(frozen=True)
class PageText:
    """One version of one text in one language; `lede` and `body` are Markdown."""

    name: str
    language: str
    version: date
    title: str
    lede: str
    body: str
    action: tuple[str, str] | None

    @property
    def reference(self) -> str:
        """What an event keeps to say which version was shown: `privacy_contracting/2026-11-01.en`."""
        return f"{self.name}/{self.version.isoformat()}.{self.language}"


def find_text(name: str, language: str, today: date) -> PageText:
    """Return the newest version of `name` not after `today`, else the first; TextMissing if there is none."""
    versions = list_versions(name, language)
    if not versions:
        raise TextMissing(f"{name} has no version in {language!r}.")
    return read_text(name, language, max((day for day in versions if day <= today), default=versions[0]))


@cache
def list_versions(name: str, language: str) -> tuple[date, ...]:
    """Return the dates of all versions of `name` in `language`, oldest first."""
    files = (FOLDER / name).glob(f"*.{language}.md")
    return tuple(sorted(date.fromisoformat(file.name.partition(".")[0]) for file in files))


@cache
def read_text(name: str, language: str, version: date) -> PageText:
    """Return one version: lines `title:`, `lede:` and maybe `action:`, an empty line, then Markdown."""
    source = (FOLDER / name / f"{version.isoformat()}.{language}.md").read_text()
    head, _, body = source.replace("{contact}", settings.CONTACT_EMAIL).partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    label, _, address = fields.get("action", "").partition(" | ")
    action = (label, address) if address else None
    return PageText(name, language, version, fields["title"], fields.get("lede", ""), body, action)
