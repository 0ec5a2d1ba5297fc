"""The rules of each public program as data, every version with its date."""

from dataclasses import fields

from django.http import HttpRequest

from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.process.programmes.base import (
    CodedWords,
    CriteriaKind,
    DrawMode,
    Programme,
    Selection,
    Windows,
)
from microacquisition.process.rules.extending import list_closing_rules
from microacquisition.process.windows import BusinessDays, Days, Window
from microacquisition.reports.api import spelling
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.shapes import (
    Schema,
    address,
    an_object,
    code,
    flag,
    list_of,
    number,
    ref,
    text,
)
from microacquisition.reports.api.spelling import CODED, MONEY, WORDS, Json

WINDOW = ref("Window")
WINDOWS = tuple(each.name for each in fields(Windows))
SCHEMAS: dict[str, Schema] = {
    "Window": an_object(
        "How long something may take.",
        kind=code("business_days", "days", "minutes"),
        number=number(2),
        en=text("2 business days"),
        fr=text("2 jours ouvrables"),
    ),
    "Extension": an_object(
        "When the clock itself moves a closing to the same hour of the next business day, once for each rule.",
        fewer_applications_than=number(0, "0: never for this reason."),
        unanswered_question=flag(True),
        outage_minutes=number(10, "0: never for this reason."),
        says=list_of(WORDS),
    ),
    "Programme": an_object(
        "One version of the rules of a program. A text may hold a name in braces that each opportunity fills.",
        code=text("esdc"),
        version=text("2026-11-01", "The day from which these rules hold; older versions hold for what was posted then.", format="date"),
        newest=flag(True),
        digest=text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "Of everything this version says."),
        name=WORDS,
        authority=WORDS,
        contact=text("micro-acquisition@example.gc.ca"),
        languages=list_of(text("en", "A language that every statement is posted in.")),
        zone=text("America/Toronto"),
        closing_time=text("14:00"),
        price_cap=MONEY,
        cap_includes_tax=flag(True),
        smallest_rate=MONEY,
        largest_rate=MONEY,
        administrative_hours=number(10),
        criteria=code(*CriteriaKind),
        selection=code(*Selection),
        draw_mode=code(*(each for each in DrawMode if each is not DrawMode.PRACTICE)),
        windows=an_object(**dict.fromkeys(WINDOWS, WINDOW)),
        extension=ref("Extension"),
        statement_words=number(250),
        licences=list_of(text("MIT", "An SPDX identifier.")),
        applicant_kinds=list_of(code("person", "organization")),
        eligibility=list_of(CODED),
        undertakings=list_of(CODED),
        reasons_to_strike=list_of(CODED),
        payment_methods=list_of(CODED),
        catalogue_kinds=list_of(CODED),
        code_hosts=list_of(text("github.com")),
        countersign_before=code("work", "payment"),
        law=WORDS,
        complaint=an_object(body=WORDS, address=address("https://opo-boa.gc.ca"), window=WINDOW),
        debrief_days=number(5, "Business days in which a debrief is given."),
        retention_years=number(6),
        other_routes=WORDS,
    ),
    "Programmes": an_object("Every version of every public program.", items=list_of(ref("Programme"))),
}  # fmt: skip


def list_programmes(request: HttpRequest, asked: Json) -> Answer:
    """Every version of every public program, the newest of each first."""
    versions = [rules for each in PROGRAMMES.list_public() for rules in PROGRAMMES.list_versions(each.code)]
    newest = {each.code: each.version for each in PROGRAMMES.list_public()}
    items = [_spell_programme(each, newest=each.version == newest[each.code]) for each in versions]
    return Answer({"items": items})


def _spell_programme(rules: Programme, *, newest: bool) -> Json:
    return {
        "code": rules.code,
        "version": rules.version.isoformat(),
        "newest": newest,
        "digest": rules.digest,
        "name": spelling.spell_words(rules.name),
        "authority": spelling.spell_words(rules.authority),
        "contact": rules.address,
        "languages": list(rules.languages),
        "zone": rules.zone,
        "closing_time": f"{rules.closing_time:%H:%M}",
        "price_cap": spelling.spell_money(rules.price_cap_cents),
        "cap_includes_tax": rules.cap_includes_tax,
        "smallest_rate": spelling.spell_money(rules.smallest_rate_cents),
        "largest_rate": spelling.spell_money(rules.largest_rate_cents),
        "administrative_hours": rules.administrative_hours,
        "criteria": rules.criteria.value,
        "selection": rules.selection.value,
        "draw_mode": rules.draw_mode.value,
        "windows": {name: _spell_window(getattr(rules.windows, name)) for name in WINDOWS},
        "statement_words": rules.statement_words,
        "licences": list(rules.licences),
        "applicant_kinds": list(rules.applicant_kinds),
        "code_hosts": list(rules.code_hosts),
        "countersign_before": rules.countersign_before,
        "debrief_days": rules.debrief_days,
        "retention_years": rules.retention_years,
        **_spell_texts(rules),
    }


def _spell_texts(rules: Programme) -> Json:
    """What the rules say in sentences."""
    coded = {
        "eligibility": rules.eligibility,
        "undertakings": rules.undertakings,
        "reasons_to_strike": rules.reasons_to_strike,
        "payment_methods": rules.payment_methods,
        "catalogue_kinds": rules.catalogue_kinds,
    }
    return {
        **{name: [_spell_coded(each) for each in values] for name, values in coded.items()},
        "extension": {
            "fewer_applications_than": rules.extension.fewer_applications_than,
            "unanswered_question": rules.extension.unanswered_question,
            "outage_minutes": rules.extension.outage_minutes,
            "says": [spelling.spell_words(each) for each in list_closing_rules(rules.extension)],
        },
        "law": spelling.spell_words(rules.law),
        "complaint": {
            "body": spelling.spell_words(rules.complaint_body),
            "address": rules.complaint_address,
            "window": _spell_window(rules.complaint_window),
        },
        "other_routes": spelling.spell_words(rules.other_routes),
    }


def _spell_coded(each: CodedWords) -> Json:
    return spelling.spell_coded(each.code, each.words)


def _spell_window(window: Window) -> Json:
    kind = (
        "business_days"
        if isinstance(window, BusinessDays)
        else "days"
        if isinstance(window, Days)
        else "minutes"
    )
    return {"kind": kind, "number": window.n, **spelling.spell_words(window.label())}


RESOURCE = Resource(
    "api_programmes",
    "programmes",
    Words(en="Programs", fr="Programmes"),
    Words(
        en="The rules of each program as data, every version with its date.",
        fr="Les règles de chaque programme sous forme de données, chaque version avec sa date.",
    ),
    "Programmes",
    list_programmes,
)
