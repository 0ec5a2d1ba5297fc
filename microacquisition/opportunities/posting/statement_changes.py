"""What differs between two versions of a statement, as everybody reads it: before and after, in both languages."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_datetime

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import date_words, instant_words
from microacquisition.common.money import money_words
from microacquisition.common.words import Words
from microacquisition.process.sections import Section
from microacquisition.process.skills import SKILLS

YES_NO = {"yes": Words(en="Yes", fr="Oui"), "no": Words(en="No", fr="Non"), "": Words(en="", fr="")}
DELIVERY = Words(en="Delivery of the work", fr="Livraison des travaux")
NOWHERE = {"en": "", "fr": ""}
Spell = Callable[[Any, str], Words]


@dataclass(frozen=True)
class Change:
    """One part that differs; texts may be of several lines."""

    label: Words
    before: Words
    after: Words


def compare_versions(before: str, after: str, zone: str) -> list[Change]:
    """Return what differs between two canonical statements (`snapshot.py`), in the order of the page."""
    old, new = json.loads(before), json.loads(after)
    none = {"location": NOWHERE}  # a statement that names no place does not keep it
    old, new = {**none, **old}, {**none, **new}
    return [
        Change(label, spell(old[part], zone), spell(new[part], zone))
        for part, label, spell in PARTS
        if old[part] != new[part]
    ]


def _text(value: Any, _zone: str) -> Words:
    text = Bilingual(value["en"], value["fr"])
    return Words(en=text.best_for("en")[0], fr=text.best_for("fr")[0])


def _rows(value: Any, zone: str) -> Words:
    rows = [_row(row, zone) for row in value]
    return Words(
        en="\n".join(f"{number}. {row.en}" for number, row in enumerate(rows, start=1)),
        fr="\n".join(f"{number}. {row.fr}" for number, row in enumerate(rows, start=1)),
    )


def _row(row: Any, zone: str) -> Words:
    text = _text(row["text"], zone)
    if "word_limit" in row:
        limit = row["word_limit"]
        return Words(en=f"{text.en} (at most {limit} words)", fr=f"{text.fr} (au plus {limit}\xa0mots)")
    if row.get("due_on"):
        day = date_words(date.fromisoformat(row["due_on"]))
        return Words(en=f"{text.en} (by {day.en})", fr=f"{text.fr} (au plus tard le {day.fr})")
    return text


def _skills(value: Any, _zone: str) -> Words:
    labels = [SKILLS[code].label for code in value if code in SKILLS]
    return Words(en=", ".join(each.en for each in labels), fr=", ".join(each.fr for each in labels))


def _plain(value: Any, _zone: str) -> Words:
    return Words(en=str(value), fr=str(value))


def _yes_no(value: Any, _zone: str) -> Words:
    return YES_NO[value]


def _money(value: Any, _zone: str) -> Words:
    return money_words(value) if value != "" else Words(en="", fr="")


def _day(value: Any, _zone: str) -> Words:
    return date_words(date.fromisoformat(value)) if value else Words(en="", fr="")


def _instant(value: Any, zone: str) -> Words:
    at = parse_datetime(value) if value else None
    return instant_words(at, zone) if at else Words(en="", fr="")


PARTS: tuple[tuple[str, Words, Spell], ...] = (
    ("title", Section.TITLE.label, _text),
    ("short_description", Section.SHORT_DESCRIPTION.label, _text),
    ("background", Section.BACKGROUND.label, _text),
    ("work", Section.WORK.label, _text),
    ("location", Words(en="Where the work is done", fr="Lieu des travaux"), _text),
    ("skills", Section.SKILLS.label, _skills),
    ("hours", Words(en="Estimated hours of work", fr="Heures de travail estimées"), _plain),
    ("price_cents", Words(en="Fixed price, before tax", fr="Prix fixe, avant les taxes"), _money),
    ("client_items", Section.CLIENT_ITEMS.label, _rows),
    ("checks", Words(en="Tests you can run", fr="Tests que vous pouvez exécuter"), _text),
    ("acceptance", Section.ACCEPTANCE.label, _text),
    ("acceptance_criteria", Section.ACCEPTANCE.label, _rows),
    ("application_criteria", Section.EVALUATION.label, _rows),
    ("licence", Section.LICENCE.label, _plain),
    (
        "continues_existing_code",
        Words(en="Continues existing code", fr="Poursuit du code existant"),
        _yes_no,
    ),
    ("repository", Section.REPOSITORY.label, _plain),
    ("selection_on", Words(en="Expected selection", fr="Sélection prévue"), _day),
    ("delivery_at", DELIVERY, _instant),
)
