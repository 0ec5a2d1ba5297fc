"""Opportunities as programs read them: the list with the public list's filters."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from microacquisition.common.money import parse_money
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.finding import queries
from microacquisition.opportunities.finding.published import find_public_change
from microacquisition.opportunities.finding.wanted import STATUSES, Wanted
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity, public_status
from microacquisition.opportunities.posting.public_queries import SHOWN, is_readable_in, name_supplier
from microacquisition.process.skills import SKILLS
from microacquisition.reports.api import spelling
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.paging import PAGING, open_page, spell_page
from microacquisition.reports.api.parameters import Parameter
from microacquisition.reports.api.shapes import (
    Schema,
    address,
    an_object,
    flag,
    list_of,
    maybe,
    page_of,
    ref,
    text,
)
from microacquisition.reports.api.spelling import INSTANT, MONEY, PAGES, REFERENCE, STATUS, TEXT, Json
from microacquisition.site.clock import current_instant

AMOUNT = {"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{2})?$"}
# What a row reads beside what a row of the public list reads.
READ_TOO = ("closes_local", "delivery_local", "statement__location_en", "statement__location_fr")  # fmt: skip
OF_DEPARTMENT = ("department__code", "department__name_en", "department__name_fr")

ROW: dict[str, Schema] = {
    "reference": REFERENCE,
    "status": STATUS,
    "title": TEXT,
    "short_description": TEXT,
    "languages": list_of(text("en", "A language in which the statement is written.", enum=list(LANGUAGES))),
    "programme": ref("ProgrammeName"),
    "department": an_object(code=text("esdc"), name=TEXT),
    "skills": list_of(text("python", "The code of a skill.")),
    "remote": flag(True, "True where all of the work can be done from anywhere."),
    "price": MONEY,
    "posted": INSTANT,
    "opens": INSTANT,
    "closes": INSTANT,
    "delivery": maybe(INSTANT),
    "supplier": maybe(
        text("Jordan Example", "Who does or did the work; null before the agreement is signed.")
    ),
    "address": address("https://example.org/api/v1/opportunities/MA-2026-0007", "All of it, in this API."),
    "pages": PAGES,
}
SCHEMAS: dict[str, Schema] = {
    "ProgrammeName": an_object(
        "The rules under which it was posted.", code=text("esdc"), version=text("2026-11-01", format="date")
    ),
    "OpportunityRow": an_object("An opportunity, as lists show it. Prices are before tax.", **ROW),
    "Opportunities": page_of("OpportunityRow"),
}
FILTERS = (
    Parameter(
        "q",
        Words(en="Words in the title, the text or the skills.", fr="Mots du titre, du texte ou des compétences."),
        {"type": "string", "maxLength": 200, "pattern": "^[^\\u0000-\\u001f\\u007f]*$"},
        "cloud policies",
    ),
    Parameter(
        "lang",
        Words(en="The language in which words are searched.", fr="La langue dans laquelle les mots sont cherchés."),
        {"type": "string", "enum": list(LANGUAGES), "default": "en"},
        "en",
    ),
    Parameter(
        "status",
        Words(
            en="Open, coming soon or closed; may be given several times.",
            fr="Ouverte, à venir ou clôturée; peut figurer plusieurs fois.",
        ),
        {"type": "string", "enum": list(STATUSES)},
        "open",
        many=True,
    ),
    Parameter(
        "skill",
        Words(en="The code of a skill asked for.", fr="Le code d’une compétence demandée."),
        {"type": "string", "enum": sorted(SKILLS)},
        "python",
    ),
    Parameter(
        "program",
        Words(en="The code of a program.", fr="Le code d’un programme."),
        {"type": "string", "enum": [each.code for each in PROGRAMMES.list_public()]},
        "esdc",
    ),
    Parameter(
        "from",
        Words(en="The lowest price before tax, in dollars.", fr="Le prix minimal avant taxes, en dollars."),
        AMOUNT,
        "2000.00",
    ),
    Parameter(
        "to",
        Words(en="The highest price before tax, in dollars.", fr="Le prix maximal avant taxes, en dollars."),
        AMOUNT,
        "8000.00",
    ),
    Parameter(
        "remote",
        Words(en="1: can be done from anywhere.", fr="1\xa0: peut se faire de partout."),
        {"type": "string", "enum": ["1"]},
        "1",
    ),
    Parameter(
        "sort",
        Words(
            en="Closing soonest, newest or highest price first.",
            fr="D’abord la clôture la plus proche, les plus récentes ou le prix le plus élevé.",
        ),
        {"type": "string", "enum": ["closing", "newest", "price"], "default": "closing"},
        "closing",
    ),
)  # fmt: skip


def list_opportunities(request: HttpRequest, asked: Json) -> Answer:
    """One page of the public list, with its filters."""
    now, wanted = current_instant(), read_wanted(asked)
    rows = queries.narrow(Opportunity.objects.public(), wanted, asked["lang"])
    page = open_page(asked, queries.count_by_status(rows, now).of(wanted.statuses))
    found = read_rows(queries.FoundRows(rows, wanted, now)[page.rows])
    body, links = spell_page(request, page, found, lambda row: spell_row(row, now))
    return Answer(body, find_public_change(), links)


def read_wanted(asked: Json) -> Wanted:
    """Return the filters of the public list that the parameters name."""
    statuses = tuple(each for each in STATUSES if each in asked["status"])
    least, most = (parse_money(asked[name]) if asked[name] else None for name in ("from", "to"))
    return Wanted(
        words=(asked["q"] or "").strip(), statuses=() if len(statuses) == len(STATUSES) else statuses,
        skill=asked["skill"] or "", programme=asked["program"] or "", department=asked.get("department") or "",
        least_cents=least, most_cents=most, remote=asked["remote"] is not None, sort=asked["sort"],
    )  # fmt: skip


def list_departments() -> tuple[Parameter, ...]:
    """Return the parameter whose values are the departments that have posted."""
    codes = [each.code for each in queries.list_departments()]
    says = Words(en="The code of a department that has posted.", fr="Le code d’un ministère qui a affiché.")
    return (Parameter("department", says, {"type": "string", "enum": codes}, codes[0] if codes else "esdc"),)


def read_rows(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Return the rows with everything that `spell_row` says."""
    return rows.select_related("statement", "department").only(*SHOWN, *READ_TOO, *OF_DEPARTMENT)


def spell_row(opportunity: Opportunity, now: datetime) -> Json:
    """Return an opportunity as lists show it, as `read_rows` reads it."""
    statement, zone, reference = opportunity.statement, opportunity.zone, opportunity.reference
    return {
        "reference": reference,
        "status": spelling.spell_status(public_status(opportunity, now)),
        "title": spelling.spell_text(opportunity.title),
        "short_description": spelling.spell_text(statement.short_description),
        "languages": [each for each in LANGUAGES if is_readable_in(opportunity, each)],
        "programme": {"code": opportunity.programme_code, "version": f"{opportunity.programme_version}"},
        "department": _spell_department(opportunity),
        "skills": [each for each in vars(opportunity)["skill_codes"] if each in SKILLS],
        "remote": not (statement.location_en or statement.location_fr),
        "price": spelling.spell_money(opportunity.price_cents or 0),
        "posted": spelling.spell_instant(opportunity.posted_at, zone),
        "opens": spelling.spell_instant(opportunity.opens_at, zone),
        "closes": spelling.spell_instant(opportunity.closes_at, zone, opportunity.closes_local),
        "delivery": spelling.spell_instant(opportunity.delivery_at, zone, opportunity.delivery_local),
        "supplier": name_supplier(opportunity) or None,
        "address": spelling.address_of("api_opportunity", reference=reference),
        "pages": spelling.addresses_of("opportunity", reference=reference),
    }


def _spell_department(opportunity: Opportunity) -> dict[str, Any]:
    department = opportunity.department
    return {"code": department.code, "name": spelling.spell_text(department.name)}


RESOURCE = Resource(
    "api_opportunities",
    "opportunities",
    Words(en="Opportunities", fr="Occasions"),
    Words(
        en="Open, coming soon and closed opportunities, filtered as on the public list.",
        fr="Occasions ouvertes, à venir et clôturées, filtrées comme dans la liste publique.",
    ),
    "Opportunities",
    list_opportunities,
    (*FILTERS, *PAGING),
    list_departments,
)
