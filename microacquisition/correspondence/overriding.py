"""A program's own texts of messages: checked, written for a later instant, listed; never changed, only followed."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.words import Words
from microacquisition.correspondence.catalogue import LANGUAGES, preview_text
from microacquisition.correspondence.layout import FOOT
from microacquisition.correspondence.models import TextOverride
from microacquisition.correspondence.texts import MessageText, TextRefused, load_file_text
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.records.models import PLATFORM_STREAM
from microacquisition.site.clock import current_instant

BRACES = re.compile(r"[{}]")
NAME = re.compile(r"\{[^{}]*\}")


class OverrideRefused(Exception):
    """The text cannot take effect then; `words` says why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


NOT_LATER = Words(
    en="Choose a moment in the future: mail that has left is not rewritten.",
    fr="Choisissez un moment à venir\u00a0: un courriel déjà parti ne se réécrit pas.",
)
SAME_MOMENT = Words(
    en="Another text of this message begins at that moment. Choose a later one.",
    fr="Un autre texte de ce message commence à ce moment. Choisissez-en un plus tard.",
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text: in which field, in which language."""

    field: str
    language: str
    words: Words


@dataclass(frozen=True)
class OwnText:
    """A program's own text in both languages, and whether it holds: past, current or coming."""

    starts_at: datetime
    written_at: datetime
    written_by: User | None
    subject: Bilingual
    standing: str


def find_faults(template: str, subject: Bilingual, body: Bilingual) -> list[Fault]:
    """Return everything that is wrong with a text of `template`, none where it may be sent."""
    faults = []
    used = {}
    for language in LANGUAGES:
        text = write_text(template, language, subject, body)
        own, used[language] = find_text_faults(text), text.used
        faults += own
    if not faults and used["en"] != used["fr"]:
        lacking = min(LANGUAGES, key=lambda language: len(used[language]))
        names = _join(used["en"] ^ used["fr"])
        faults.append(
            Fault("body", lacking, Words(
                en=f"Both languages say the same: use {names} in both, or in neither.",
                fr=f"Les deux langues disent la même chose\u00a0: utilisez {names} dans les deux, ou dans aucune.",
            ))
        )  # fmt: skip
    return faults


def find_text_faults(text: MessageText) -> list[Fault]:
    """Return what is wrong with a text in one language."""
    faults = []
    for field, written in (("subject", text.subject), ("body", text.body)):
        strangers = {name for name in NAME.findall(written) if name[1:-1] not in text.placeholders}
        if strangers:
            faults.append(Fault(field, text.language, _name_strangers(strangers, text)))
        elif BRACES.search(NAME.sub("", written)):
            faults.append(Fault(field, text.language, Words(
                en="A brace { or } stands alone: write placeholders as {title}, and no other brace.",
                fr="Une accolade { ou } est isolée\u00a0: écrivez les champs comme {title}, sans autre accolade.",
            )))  # fmt: skip
    original = load_file_text(text.template, text.language)
    lost = {name for name in original.used - text.used if name.endswith("link")}
    if not faults and lost:
        names = _join(lost)
        faults.append(Fault("body", text.language, Words(
            en=f"Keep {names}: without it nobody finds the page.",
            fr=f"Gardez {names}\u00a0: sans lui, personne ne trouve la page.",
        )))  # fmt: skip
    if not faults and FOOT not in f"\n{text.body}\n":
        faults.append(Fault("body", text.language, Words(
            en="Keep the line -- and, below it, why people get this mail.",
            fr="Gardez la ligne -- et, en dessous, la raison pour laquelle on reçoit ce courriel.",
        )))  # fmt: skip
    return faults or _try_samples(text)


def _try_samples(text: MessageText) -> list[Fault]:
    try:
        preview_text(text)
    except TextRefused:
        return [Fault("subject", text.language, Words(
            en="The subject takes one line.", fr="L’objet tient sur une ligne.",
        ))]  # fmt: skip
    return []


def _name_strangers(strangers: set[str], text: MessageText) -> Words:
    names, known = ", ".join(sorted(strangers)), _join(text.placeholders)
    return Words(
        en=f"This message has no {names}. It has {known}.",
        fr=f"Ce message n’a pas {names}. Il a {known}.",
    )


def _join(names: frozenset[str] | set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def write_text(template: str, language: str, subject: Bilingual, body: Bilingual) -> MessageText:
    """Return one language of what was typed as a text of the message."""
    return MessageText(
        template,
        language,
        getattr(subject, language) or "",
        getattr(body, language) or "",
        load_file_text(template, language).placeholders,
    )


def override_text(
    writer: User,
    programme_code: str,
    template: str,
    subject: Bilingual,
    body: Bilingual,
    starts_at: datetime,
    *,
    language: str,
) -> None:
    """Write a program's own text, in force from `starts_at`; OverrideRefused where that is not in the future, or taken."""
    now = current_instant()
    if starts_at <= now:
        raise OverrideRefused(NOT_LATER)
    try:
        with transaction.atomic():
            for each in LANGUAGES:
                TextOverride.objects.create(
                    programme_code=programme_code, template=template, language=each, starts_at=starts_at,
                    subject=getattr(subject, each), body=getattr(body, each), written_by=writer, written_at=now,
                )  # fmt: skip
            digests = {f"subject_{each}": keep_text(str(getattr(subject, each))) for each in LANGUAGES}
            digests |= {f"body_{each}": keep_text(str(getattr(body, each))) for each in LANGUAGES}
            write_event(
                PLATFORM_STREAM,
                "override_text",
                Doer(str(writer.pk), Role.OFFICER.value, language),
                ("message", template),
                facts={"programme": programme_code, "starts_at": starts_at.isoformat()},
                digests=digests,
            )
    except IntegrityError as error:
        raise OverrideRefused(SAME_MOMENT) from error


def list_own_texts(programme_code: str, template: str, now: datetime) -> list[OwnText]:
    """Return a program's own texts of a message, the newest first."""
    rows = TextOverride.objects.filter(programme_code=programme_code, template=template)
    by_start: dict[datetime, dict[str, TextOverride]] = {}
    for row in rows.select_related("written_by").order_by("-starts_at"):
        by_start.setdefault(row.starts_at, {})[row.language] = row
    current = next((start for start in by_start if start <= now), None)
    found = []
    for start, texts in by_start.items():
        one = next(iter(texts.values()))
        subjects = {language: row.subject for language, row in texts.items()}
        standing = "coming" if start > now else "current" if start == current else "past"
        found.append(OwnText(start, one.written_at, one.written_by, Bilingual(**subjects), standing))
    return found
