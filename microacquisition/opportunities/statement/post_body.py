"""Splits the Markdown of a post into background, work and the rows of the two lists of criteria."""

import re
from dataclasses import dataclass, field

HEADINGS = {
    "description": "description",
    "background": "background",
    "contexte": "background",
    "opportunity": "work",
    "opportunité": "work",
    "occasion": "work",
    "the work": "work",
    "le travail": "work",
    "application evaluation": "application",
    "évaluation de la demande": "application",
    "évaluation des demandes": "application",
    "évaluation de la candidature": "application",
    "évaluation des candidatures": "application",
    "work acceptance criteria": "acceptance",
    "critères d'acceptation de travail": "acceptance",
    "critères d'acceptation du travail": "acceptance",
    "critères d'acceptation des travaux": "acceptance",
}
ELIGIBILITY = re.compile(r"eligib|admissib", re.IGNORECASE)
WORD_LIMIT = re.compile(r"(\d{2,4})\s+(?:words|mots)", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_FENCE = re.compile(r"\s*(```|~~~)")
_ORDERED = re.compile(r"\d{1,3}[.)]\s+(.*)")
_BULLET = re.compile(r"[-*+]\s+(.*)")
_RULE = re.compile(r"\s*(<hr\s*/?>|-{3,}|\*{3,}|_{3,})\s*", re.IGNORECASE)

NumberedLine = tuple[int, str]


@dataclass(frozen=True)
class Row:
    """One criterion in Markdown, with the word limit it names, or None."""

    text: str
    word_limit: int | None = None


@dataclass
class PostBody:
    """The parts of a statement found in a post; `unplaced` holds (line, text, why)."""

    background: str = ""
    work: str = ""
    acceptance: str = ""
    criteria: list[Row] = field(default_factory=list)
    application: list[Row] = field(default_factory=list)
    unplaced: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True where nothing is written under any heading."""
        return not (self.background or self.work or self.criteria or self.application)


def read_body(lines: list[str], first_line: int) -> PostBody:
    """Return the parts of the post whose body starts at line `first_line` of its file."""
    body = PostBody()
    parts = _split_by_heading(lines, first_line, body)
    body.background, body.work = _join(parts["background"]), _join(parts["work"])
    _read_application(parts["application"], body)
    _read_acceptance(parts["acceptance"], body)
    for number, text in parts["description"] + parts[""]:
        if text.strip():
            body.unplaced.append((number, text.strip(), "it stands under no heading we know"))
    body.unplaced.sort()
    return body


def _split_by_heading(lines: list[str], first_line: int, body: PostBody) -> dict[str, list[NumberedLine]]:
    parts: dict[str, list[NumberedLine]] = {name: [] for name in ("", *HEADINGS.values())}
    here, fenced = "", False
    for number, line in enumerate(lines, start=first_line):
        fenced ^= _FENCE.match(line) is not None
        heading = None if fenced else _HEADING.fullmatch(line)
        name = HEADINGS.get(_fold(heading[2])) if heading else None
        if name is not None:
            here = name
        elif heading and len(heading[1]) <= 2:
            # Another chapter: its text belongs to none of ours.
            here = ""
            parts[""].append((number, line))
        elif not fenced and _RULE.fullmatch(line):
            body.unplaced.append(
                (number, line.strip(), "a ruled line; ours stand between sections by themselves")
            )
        else:
            parts[here].append((number, line))
    return parts


def _read_application(lines: list[NumberedLine], body: PostBody) -> None:
    before, items, after = _split_list(lines)
    for _number, text in items:
        limit = WORD_LIMIT.search(text)
        body.application.append(Row(text, int(limit[1]) if limit else None))
    eligibility = False
    for number, text in [*before, *after]:
        eligibility = eligibility or ELIGIBILITY.search(text) is not None
        if text.strip():
            why = "eligibility is said by the program" if eligibility else "the page says it by itself"
            body.unplaced.append((number, text.strip(), why))


def _read_acceptance(lines: list[NumberedLine], body: PostBody) -> None:
    before, items, after = _split_list(lines)
    if len(items) == 1:
        items = _split_nested(items[0])
    body.criteria = [Row(text) for _number, text in items]
    body.acceptance = "\n\n".join(part for part in (_join(before), _join(after)) if part)


def _split_list(
    lines: list[NumberedLine],
) -> tuple[list[NumberedLine], list[NumberedLine], list[NumberedLine]]:
    """Return what stands before the first list, its items (marker and indent taken off), what stands after."""
    marker = _ORDERED if any(_ORDERED.fullmatch(text) for _n, text in lines) else _BULLET
    before: list[NumberedLine] = []
    items: list[tuple[int, list[str]]] = []
    after: list[NumberedLine] = []
    for number, text in lines:
        found = marker.fullmatch(text) if not after else None
        if found:
            items.append((number, [found[1]]))
        elif not items:
            before.append((number, text))
        elif not after and (not text.strip() or text.startswith((" ", "\t"))):
            items[-1][1].append(text)
        else:
            after.append((number, text))
    return before, [(number, _dedent(texts)) for number, texts in items], after


def _split_nested(item: NumberedLine) -> list[NumberedLine]:
    """Return a single criterion that holds a list as its sentence and each item of the list; else itself."""
    number, text = item
    before, nested, after = _split_list(list(enumerate(text.split("\n"), start=number)))
    sentence = _join(before)
    if len(nested) < 2 or _join(after) or not sentence:
        return [item]
    return [(number, sentence), *nested]


def _dedent(texts: list[str]) -> str:
    indents = [len(text) - len(text.lstrip()) for text in texts[1:] if text.strip()]
    least = min(indents, default=0)
    return "\n".join([texts[0], *(text[least:] for text in texts[1:])]).strip()


def _join(lines: list[NumberedLine]) -> str:
    return "\n".join(text.rstrip() for _number, text in lines).strip()


def _fold(heading: str) -> str:
    return " ".join(heading.casefold().replace("’", "'").split())
