"""What changed since the posting: amendments and moved closings, with what stood before and after."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.http import HttpRequest

from microacquisition.common.words import Words
from microacquisition.opportunities.finding.published import find_public_change
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import Amendment, ClosingChange
from microacquisition.opportunities.posting.public_changes import describe_amendment, describe_move
from microacquisition.reports.api import shapes, spelling
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.of_opportunity import OF_OPPORTUNITY, find_named
from microacquisition.reports.api.paging import PAGING, open_page, spell_page
from microacquisition.reports.api.shapes import Schema, an_object, code, list_of, maybe, text
from microacquisition.reports.api.spelling import CHANGE, INSTANT, REFERENCE, TEXT, WORDS, Json

AMENDED, MOVED = "amendment", "closing_moved"
SCHEMAS: dict[str, Schema] = {
    "Amendment": an_object(
        "A section of the statement changed while it was open, or a closing that was moved.",
        id=text("amendment-1"),
        opportunity=REFERENCE,
        kind=code(AMENDED, MOVED),
        at=INSTANT,
        what=WORDS,
        section=maybe(text("work", "The code of the section; null for a moved closing.")),
        changes=list_of(CHANGE),
        reason=TEXT,
        rule=maybe(WORDS),
    ),
    "Amendments": shapes.page_of("Amendment"),
}


def list_amendments(request: HttpRequest, asked: Json) -> Answer:
    """One page of everything that was amended or moved in public, newest first."""
    rows = find_named(asked)
    keys = [_list_keys(model, kind, rows) for model, kind in ((Amendment, AMENDED), (ClosingChange, MOVED))]
    page = open_page(asked, sum(each.count() for each in keys))
    shown = keys[0].union(keys[1], all=True).order_by("-at", "kind", "-key")[page.rows]
    body, links = spell_page(request, page, _read(list(shown)), lambda each: each)
    return Answer(body, find_public_change(), links)


def spell_amendments(opportunity: Opportunity) -> list[Json]:
    """Return everything that was amended or moved in one opportunity, newest first."""
    amended = opportunity.amendments.select_related("before", "after")
    rows: list[Amendment | ClosingChange] = [*amended, *opportunity.closing_changes.all()]
    return [_spell(opportunity, row) for row in sorted(rows, key=lambda row: row.at, reverse=True)]


def _list_keys(model: Any, kind: str, opportunities: QuerySet[Opportunity]) -> QuerySet[Any]:
    rows = model.objects.filter(opportunity__in=opportunities.values("pk")).order_by()
    return rows.annotate(kind=Value(kind, CharField()), key=F("pk")).values("key", "at", "kind")


def _read(keys: list[dict[str, Any]]) -> list[Json]:
    wanted = {kind: [each["key"] for each in keys if each["kind"] == kind] for kind in (AMENDED, MOVED)}
    found: dict[str, dict[int, Any]] = {
        AMENDED: Amendment.objects.select_related("before", "after", "opportunity").in_bulk(wanted[AMENDED]),
        MOVED: ClosingChange.objects.select_related("opportunity").in_bulk(wanted[MOVED]),
    }
    rows = [found[each["kind"]][each["key"]] for each in keys]
    return [_spell(row.opportunity, row) for row in rows]


def _spell(opportunity: Opportunity, row: Amendment | ClosingChange) -> Json:
    if isinstance(row, Amendment):
        kind, section, change = AMENDED, row.section, describe_amendment(opportunity, row)
    else:
        kind, section, change = MOVED, None, describe_move(opportunity, row)
    return {
        "id": f"{kind}-{row.pk}",
        "opportunity": opportunity.reference,
        "kind": kind,
        "at": spelling.spell_instant(change.at, opportunity.zone),
        "what": spelling.spell_words(change.what),
        "section": section,
        "changes": [spelling.spell_change(each) for each in change.changes],
        "reason": spelling.spell_text(change.reason),
        "rule": spelling.spell_words(change.rule) if change.rule else None,
    }


RESOURCE = Resource(
    "api_amendments",
    "amendments",
    Words(en="Amendments", fr="Modifications"),
    Words(
        en="What was amended and which closings were moved, with before and after and the reason, newest first.",
        fr="Ce qui a été modifié et les clôtures reportées, avec l’avant et l’après et le motif, les plus récentes d’abord.",
    ),
    "Amendments",
    list_amendments,
    (OF_OPPORTUNITY, *PAGING),
)
