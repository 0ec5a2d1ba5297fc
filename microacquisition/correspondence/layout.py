"""Turns the body of a message into the text part and the HTML part of a mail (convention: README.md here)."""

import re
from dataclasses import dataclass, field

from django.template.loader import render_to_string

LINK_LINE = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()<>\"]+)\)")
FACT_LINE = re.compile(r"\* ([^:\u00a0]+?)(?:\u00a0)?: (.+)")
FOOT = "\n--\n"


@dataclass
class Block:
    """One paragraph, list of facts, quotation or button of a mail."""

    kind: str
    lines: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    label: str = ""
    link: str = ""


def read_blocks(body: str) -> list[Block]:
    """Return the blocks of a filled body, in order; blocks are set apart by empty lines."""
    return [_read_block(chunk) for chunk in re.split(r"\n[ \t]*\n+", body.strip()) if chunk.strip()]


def _read_block(chunk: str) -> Block:
    lines = chunk.strip("\n").split("\n")
    if len(lines) == 1 and (match := LINK_LINE.fullmatch(lines[0])):
        return Block("link", label=match[1], link=match[2])
    facts = [FACT_LINE.fullmatch(line) for line in lines]
    if all(facts):
        return Block("facts", facts=[(match[1], match[2]) for match in facts if match])
    if all(line.startswith(">") for line in lines):
        return Block("quote", lines=[line[1:].strip() for line in lines])
    return Block("text", lines=lines)


def split_body(body: str) -> tuple[list[Block], list[Block]]:
    """Return the blocks above the line `--`, and those below it."""
    main, _, foot = body.partition(FOOT)
    return read_blocks(main), read_blocks(foot)


def write_text_part(body: str, language: str) -> str:
    """Return the plain text of a filled body: links and facts as sentences."""
    colon = "\u00a0:" if language == "fr" else ":"
    parts = []
    for line in body.split("\n"):
        if link := LINK_LINE.fullmatch(line):
            parts.append(f"{link[1]}{colon}\n{link[2]}")
        elif fact := FACT_LINE.fullmatch(line):
            parts.append(f"{fact[1]}{colon} {fact[2]}")
        else:
            parts.append(line)
    return "\n".join(parts).strip() + "\n"


def write_html_part(subject: str, body: str, language: str) -> str:
    """Return the HTML of a filled body, one column, every value escaped."""
    main, foot = split_body(body)
    return render_to_string(
        "correspondence/pages/mail.html",
        {"subject": subject, "main": main, "foot": foot, "language": language},
    )
