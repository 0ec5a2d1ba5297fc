"""The French is whole, said once, and well typed."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from microacquisition.site.word_files import compile_words
from tests.architecture.allowed import UNTRANSLATED
from tests.architecture.sources import (
    compare,
    list_files,
    list_python,
    list_templates,
    name,
    parse,
    read,
)

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "gettext_noop": None,
}
WRONG = {
    "a straight apostrophe": re.compile(r"[^\W\d_]'[^\W\d_]"),
    "« without a no-break space after it": re.compile("«(?![\u00a0\u202f])"),
    "» without a no-break space before it": re.compile("(?<![\u00a0\u202f])»"),
    "a colon without a no-break space before it": re.compile(r"[^\W\d_)»\u2019}] ?:(?=\s|$)", re.M),
    "« opportunité », which is « occasion » here": re.compile(r"\bopportunité", re.I),
}
# « nom: valeur » is how the pilot's files are written.
MARKUP = re.compile(
    r"nom: valeur|https?://\S+|mailto:\S+|`[^`]*`|<[^>]*>|%\(\w+\)s|{\w*}|^[ \t]*[\w-]+:(?= )", re.M
)


def list_po_files() -> list[Path]:
    return list_files("locale/fr", suffix=".po")


def read_catalogs() -> dict[Path, Catalog]:
    return {path: read_po(BytesIO(path.read_bytes()), locale="fr") for path in list_po_files()}


def list_msgids() -> Iterator[tuple[str, object, str | None]]:
    """Yield file, text and context of everything that the pages ask gettext for."""
    for path in list_templates():
        # What is left of the HTML keeps its indentation, which Python's tokenizer would refuse.
        lines = templatize(read(path), origin=name(path)).splitlines()
        yield from read_msgids(path, "\n".join(line.strip() for line in lines).encode())
    for path in list_python("microacquisition", "config"):
        yield from read_msgids(path, path.read_bytes())


def read_msgids(path: Path, source: bytes) -> Iterator[tuple[str, object, str | None]]:
    for _line, function, texts, _comments in extract_python(
        BytesIO(source), list(KEYWORDS), [], {"encoding": "utf-8"}
    ):
        given = [texts] if isinstance(texts, str) else [text for text in texts if text]
        if not given or not all(given):
            continue
        if function.startswith("pgettext"):
            if len(given) > 1:
                yield name(path), given[1], given[0]
        elif function.startswith("npgettext"):
            yield name(path), given[1], given[0]
        else:
            yield name(path), given[0], None


def test_every_text_has_its_french():
    known = {
        (message.id[0] if isinstance(message.id, tuple | list) else message.id, message.context)
        for catalog in read_catalogs().values()
        for message in catalog
        if message.id
    }
    missing = [(path, text) for path, text, context in list_msgids() if (text, context) not in known]
    new = sorted({f"{path}: {text}" for path, text in missing if not path.startswith(tuple(UNTRANSLATED))})
    assert not new, "English without French:\n  " + "\n  ".join(new)
    compare({area for area in UNTRANSLATED for path, _ in missing if path.startswith(area)}, UNTRANSLATED, "")


def test_no_text_is_translated_in_two_ways(tmp_path):
    target = tmp_path / "fr"
    target.mkdir()
    for path in list_po_files():
        (target / path.name).write_bytes(path.read_bytes())
    assert compile_words(tmp_path) > 0


def list_french() -> Iterator[tuple[str, str]]:
    """Yield every French text of the product with its place."""
    for path, catalog in read_catalogs().items():
        for message in catalog:
            if message.id:
                texts = message.string if isinstance(message.string, tuple | list) else [message.string]
                yield from ((f"{name(path)}:{message.lineno}", text) for text in texts)
    for path in list_files("microacquisition", suffix=".fr.txt") + list_files(
        "microacquisition", suffix=".fr.md"
    ):
        yield name(path), read(path)
    for path in list_python("microacquisition"):
        yield from ((f"{name(path)}:{line}", text) for line, text in list_words(path))


def list_words(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the French halves of the `Words(en=…, fr=…)` in a Python file."""
    for node in ast.walk(parse(path)):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Words":
            continue
        halves = [keyword.value for keyword in node.keywords if keyword.arg == "fr"] or node.args[1:2]
        for half in halves:
            for text in ast.walk(half):
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.lineno, text.value


def test_french_is_well_typed():
    found = []
    for place, text in list_french():
        plain = MARKUP.sub("x\u00a0", text)
        found += [f"{place}: {what}: …{plain[max(0, at.start() - 25) : at.end() + 15]!r}"
                  for what, pattern in WRONG.items() for at in pattern.finditer(plain)]  # fmt: skip
    assert not found, f"{len(found)} places:\n  " + "\n  ".join(found[:60])
