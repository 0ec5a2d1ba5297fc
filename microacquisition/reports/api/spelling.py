"""How the API spells what is the same everywhere: texts, sentences, money, instants, addresses."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import write_machine_instant
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.posting.statement_changes import Change
from microacquisition.process.state_words import PUBLIC_LABELS
from microacquisition.reports.api import shapes
from microacquisition.reports.api.shapes import Schema, an_object, code, maybe, ref, text

Json = dict[str, Any]
CURRENCY = "CAD"
LOCAL_MINUTE = "%Y-%m-%dT%H:%M"

# What is the same in every answer.
SHARED: dict[str, Schema] = {
    "Words": an_object(
        "A sentence of the site, complete and equal in both languages.", en=text("Open"), fr=text("Ouverte")
    ),
    "Text": an_object(
        "What people wrote; null in a language that it is not written in.",
        en=maybe(text("Scripts for cloud policies")),
        fr=maybe(text("Scripts pour des politiques infonuagiques")),
    ),
    "Coded": an_object(
        "A code that never changes, with what it means.",
        code=text("age"),
        en=text("I have reached the age of majority."),
        fr=text("J’ai atteint l’âge de la majorité."),
    ),
    "Money": an_object("An amount.", cents=shapes.number(650_000), currency=code(CURRENCY)),
    "Instant": an_object(
        "An instant: in UTC, and the local time as it was promised in its zone.",
        utc=text("2026-11-30T19:00:00Z", format="date-time"),
        zone=text("America/Toronto"),
        local=text("2026-11-30T14:00", pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$"),
    ),
    "Pages": an_object(
        "The page that people read, in each language.",
        en=shapes.address("https://example.org/en/opportunities/MA-2026-0007/"),
        fr=shapes.address("https://example.org/fr/occasions/MA-2026-0007/"),
    ),
    "Status": an_object(
        "Where the opportunity stands in public.",
        code=code(*PUBLIC_LABELS),
        en=text("Coming soon"),
        fr=text("À venir"),
    ),
}
CHANGE = an_object("One part that differs.", part=ref("Words"), before=ref("Words"), after=ref("Words"))
WORDS, TEXT, CODED, MONEY = ref("Words"), ref("Text"), ref("Coded"), ref("Money")
INSTANT, PAGES, STATUS = ref("Instant"), ref("Pages"), ref("Status")
REFERENCE = text("MA-2026-0007", "The opportunity’s reference.")


def spell_words(words: Words) -> Json:
    """Return a sentence of ours, complete in both languages."""
    return {"en": words.en, "fr": words.fr}


def spell_text(text: Bilingual) -> Json:
    """Return what people wrote; null in a language that it is not written in."""
    return {"en": text.en or None, "fr": text.fr or None}


def spell_coded(code: str, words: Words) -> Json:
    """Return a code with what it means."""
    return {"code": code, **spell_words(words)}


def spell_change(change: Change) -> Json:
    """Return one part that differs, before and after."""
    return {
        "part": spell_words(change.label),
        "before": spell_words(change.before),
        "after": spell_words(change.after),
    }


def spell_status(status: str) -> Json:
    """Return a public state with its words."""
    return spell_coded(status, PUBLIC_LABELS[status].words)


def spell_money(cents: int) -> Json:
    """Return an amount before tax."""
    return {"cents": cents, "currency": CURRENCY}


def spell_instant(instant: datetime | None, zone: str, local: str = "") -> Json | None:
    """Return the instant in UTC, its zone, and the local time as it was promised there (`local` where that is kept)."""
    if instant is None:
        return None
    promised = local or local_time(instant, zone).strftime(LOCAL_MINUTE)
    return {"utc": write_machine_instant(instant), "zone": zone, "local": promised}


def address_of(name: str, language: str = "en", **values: object) -> str:
    """Return the whole address of this name, whatever language the reader prefers."""
    with override(language):
        return f"{settings.SITE_ADDRESS}{reverse(name, kwargs=values)}"


def addresses_of(name: str, **values: object) -> Json:
    """Return the address of a page in each language."""
    return {language: address_of(name, language, **values) for language in LANGUAGES}
