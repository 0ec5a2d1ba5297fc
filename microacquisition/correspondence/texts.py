"""Finds the text of a message and fills its placeholders; the texts hold no logic (README.md here)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from microacquisition.correspondence.models import TextOverride
from microacquisition.site.clock import current_instant

SHARED_PLACEHOLDERS = Path(__file__).parent / "shared_placeholders.toml"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
TEMPLATE_NAME = re.compile(r"[a-z][a-z_]*/[a-z][a-z_]*")
ALONE = re.compile(r"\{([a-z0-9_]+)\}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LINK_VALUE = re.compile(r"https?://[^\s()<>\"]+")


class TextRefused(ValueError):
    """A message's text or values are not what its placeholders say."""


@dataclass(frozen=True)
class MessageText:
    """Subject and body of one message in one language, and the placeholders it may use."""

    template: str
    language: str
    subject: str
    body: str
    placeholders: frozenset[str]

    @property
    def used(self) -> set[str]:
        """Names in braces, in the subject or the body."""
        return set(PLACEHOLDER.findall(self.subject + "\n" + self.body))


def find_message_folder(template: str) -> Path:
    """Return the folder of "stage/name"; TextRefused where there is none."""
    if not TEMPLATE_NAME.fullmatch(template):
        raise TextRefused(f"{template!r} is not the name of a message.")
    stage, name = template.split("/")
    for parent in (settings.SOURCE / "opportunities", settings.SOURCE):
        folder: Path = parent / stage / "messages" / name
        if folder.is_dir():
            return folder
    raise TextRefused(f"There is no message {template}.")


@cache
def load_samples(template: str) -> dict[str, tuple[str, str]]:
    """Return placeholder → (English sample, French sample)."""
    said = tomllib.loads((find_message_folder(template) / "placeholders.toml").read_text(encoding="utf-8"))
    shared = tomllib.loads(SHARED_PLACEHOLDERS.read_text(encoding="utf-8"))
    samples = {name: shared[name] for name in said["shared"]} | said.get("samples", {})
    return {name: (english, french) for name, (english, french) in samples.items()}


@cache
def load_file_text(template: str, language: str) -> MessageText:
    """Return the text that comes with the system."""
    folder = find_message_folder(template)
    return MessageText(
        template,
        language,
        (folder / f"subject.{language}.txt").read_text(encoding="utf-8").strip(),
        (folder / f"body.{language}.txt").read_text(encoding="utf-8").strip(),
        frozenset(load_samples(template)),
    )


def load_text(
    template: str, language: str, programme_code: str = "", now: datetime | None = None
) -> MessageText:
    """Return the newest override of the program that has started, else the text that comes with the system."""
    text = load_file_text(template, language)
    override = (
        TextOverride.objects.filter(
            programme_code=programme_code,
            template=template,
            language=language,
            starts_at__lte=now or current_instant(),
        )
        .order_by("-starts_at")
        .first()
        if programme_code
        else None
    )
    if override is None:
        return text
    return MessageText(template, language, override.subject, override.body, text.placeholders)


def fill_text(text: MessageText, values: Mapping[str, str]) -> tuple[str, str]:
    """Return (subject, body) with every placeholder filled.

    TextRefused: a value is missing or unknown, the text uses a placeholder its message does not have, a value of the
    subject holds a line break, or a link is not a web address.
    """
    missing, unknown = text.placeholders - set(values), set(values) - text.placeholders
    if missing or unknown:
        raise TextRefused(f"{text.template}: missing {sorted(missing)}, unknown {sorted(unknown)}.")
    if strangers := text.used - text.placeholders:
        raise TextRefused(f"{text.template}: the text uses {sorted(strangers)}.")
    for name, value in values.items():
        if (name == "link" or name.endswith("_link")) and not LINK_VALUE.fullmatch(value):
            raise TextRefused(f"{text.template}: {name} is not a web address.")
    subject = _fill_line(text.subject, values)
    if CONTROL.search(subject):
        raise TextRefused(f"{text.template}: a line break in the subject.")
    lines = [_fill_body_line(line, values) for line in text.body.split("\n")]
    return subject, "\n".join(lines)


def _fill_line(line: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: values[match[1]], line)


def _fill_body_line(line: str, values: Mapping[str, str]) -> str:
    """A placeholder alone on its line is quoted line by line, so that what people write is never taken for ours."""
    if alone := ALONE.fullmatch(line):
        quoted = CONTROL.sub("\n", values[alone[1]].replace("\r\n", "\n")).split("\n")
        return "\n".join(f"> {each}".rstrip() for each in quoted)
    return _fill_line(line, {name: CONTROL.sub(" ", value) for name, value in values.items()})
