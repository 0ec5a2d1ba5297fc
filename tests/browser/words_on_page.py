"""Finds texts of the other language on a page, by what the word files hold."""

import re
from functools import cache
from html.parser import HTMLParser

from babel.messages.pofile import read_po

from setup.places import ROOT

LONGER_THAN = 12  # characters; shorter pieces are often the same word in both languages
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
NOT_READ = frozenset(("script", "style", "textarea"))


class TextReader(HTMLParser):
    """Collects the visible text that is in the language of the page, leaving out parts marked as in another."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what opens, and whether its text counts."""
        said = dict(attrs).get("lang")
        if tag == "html":
            self.language = said or ""
        if tag not in VOID:
            counts = not self._open or self._open[-1][1]
            stays = tag not in NOT_READ and (said is None or said == self.language)
            self._open.append((tag, counts and stays))

    def handle_endtag(self, tag: str) -> None:
        """Close what ends, with what was left open inside it."""
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep text that counts."""
        if self._open and self._open[-1][1]:
            self.pieces.append(data)


def fold_text(text: str) -> str:
    """Return the text with every run of spaces, no-break ones included, as one space."""
    return " ".join(text.split())


def cut_text(text: str) -> list[str]:
    """Return the pieces between placeholders that are long enough to tell the language."""
    pieces = (fold_text(piece) for piece in PLACEHOLDER.split(text))
    return [piece for piece in pieces if len(piece) > LONGER_THAN]


@cache
def list_foreign_texts(language: str) -> tuple[str, ...]:
    """Return the pieces of text that a page in the language may not hold."""
    english, french = list[str](), list[str]()
    for path in sorted((ROOT / "locale" / "fr").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="fr"):
                for said, kept in ((message.id, english), (message.string, french)):
                    kept += [said] if isinstance(said, str) else said
    own, foreign = (french, english) if language == "fr" else (english, french)
    allowed = "\n".join(map(fold_text, own)).casefold()
    pieces = {piece for text in foreign for piece in cut_text(text)}
    return tuple(sorted(piece for piece in pieces if piece.casefold() not in allowed))


def find_foreign_texts(html: str) -> list[str]:
    """Return each text on the page that the word files know as one of the other language."""
    reader = TextReader()
    reader.feed(html)
    text = fold_text(" ".join(reader.pieces))
    found = [piece for piece in list_foreign_texts(reader.language) if piece in text]
    return [piece for piece in found if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text)]
