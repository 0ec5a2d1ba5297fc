"""The change feed: what happened in public, in the order of its commits, from any place on; nothing is ever missed.

A number is given as its transaction ends, under a lock that lasts until the commit (`sql/published_events.sql`): an
event that is committed later has a greater number, whenever its work began. What a reader was given is therefore whole
up to its last number, and asking `after` it gives everything else, once.
"""

from django.http import HttpRequest

from microacquisition.common.words import Words
from microacquisition.opportunities.finding.models import PublishedEvent
from microacquisition.opportunities.finding.published import (
    PUBLISHED,
    UnknownPlace,
    find_status,
    list_published,
    mark_place,
)
from microacquisition.reports.api import spelling
from microacquisition.reports.api.answering import Answer, NotHere, Resource
from microacquisition.reports.api.paging import write_address
from microacquisition.reports.api.parameters import Parameter
from microacquisition.reports.api.shapes import (
    Schema,
    address,
    an_object,
    code,
    flag,
    list_of,
    maybe,
    number,
    ref,
    text,
)
from microacquisition.reports.api.spelling import INSTANT, REFERENCE, STATUS, WORDS, Json

CODES = tuple(dict.fromkeys(news.code for news in PUBLISHED.values()))
CURSOR = {"type": "string", "pattern": "^[0-9]{1,18}-[0-9a-f]{8}$"}
UNKNOWN_CURSOR = Words(
    en="This cursor is not one that this site gave, or the site was restored from a backup since. Read again from the beginning.",
    fr="Ce curseur n’a pas été donné par ce site, ou le site a été restauré depuis une sauvegarde. Recommencez la lecture depuis le début.",
)
SCHEMAS: dict[str, Schema] = {
    "Change": an_object(
        "One thing that happened in public. It never changes afterwards.",
        number=number(17, "Grows by one with each change, in the order in which they took effect."),
        cursor=text("17-3f2a9c01", "Give it as `after` to read what came after this one."),
        code=code(*CODES, says="What happened."),
        what=WORDS,
        at=INSTANT,
        opportunity=REFERENCE,
        status=maybe(STATUS),
        address=address("https://example.org/api/v1/opportunities/MA-2026-0007", "The opportunity as it is now."),
    ),
    "Changes": an_object(
        "Some changes, oldest first.",
        items=list_of(ref("Change")),
        cursor=maybe(text("17-3f2a9c01", "Of the last one read: keep it. Null while nothing was ever published.")),
        more=flag(False, "True where there is more to read at once."),
        next=address("https://example.org/api/v1/changes?after=17-3f2a9c01", "Where to go on, now or later."),
    ),
}  # fmt: skip


def list_changes(request: HttpRequest, asked: Json) -> Answer:
    """What happened after the place that was asked for, oldest first."""
    place = asked["after"] or ""
    try:
        rows, more = list_published(place, asked["limit"])
    except UnknownPlace as error:
        raise NotHere(UNKNOWN_CURSOR) from error
    last = mark_place(rows[-1]) if rows else place
    going_on = write_address(request, after=last) if last else write_address(request)
    body = {
        "items": [_spell_change(row) for row in rows],
        "cursor": last or None,
        "more": more,
        "next": going_on,
    }
    return Answer(body, None, {"next": going_on})


def _spell_change(row: PublishedEvent) -> Json:
    news, status = PUBLISHED[row.event.code], find_status(row)
    return {
        "number": row.number,
        "cursor": mark_place(row),
        "code": news.code,
        "what": spelling.spell_words(news.words),
        "at": spelling.spell_instant(row.event.at, row.opportunity.zone or row.opportunity.programme.zone),
        "opportunity": row.opportunity.reference,
        "status": spelling.spell_status(status) if status else None,
        "address": spelling.address_of("api_opportunity", reference=row.opportunity.reference),
    }


RESOURCE = Resource(
    "api_changes",
    "changes",
    Words(en="Changes", fr="Changements"),
    Words(
        en="Everything that happens in public, in order. Keep the cursor of the last answer, and give it as “after”: nothing is missed and nothing comes twice.",
        fr="Tout ce qui se passe en public, dans l’ordre. Conservez le curseur de la dernière réponse et donnez-le dans «\xa0after\xa0»\xa0: rien n’est omis ni répété.",
    ),
    "Changes",
    list_changes,
    (
        Parameter(
            "after",
            Words(
                en="The cursor of the last change read; without it, from the beginning.",
                fr="Le curseur du dernier changement lu; sans lui, depuis le début.",
            ),
            CURSOR,
            "17-3f2a9c01",
        ),
        Parameter(
            "limit",
            Words(en="How many at most.", fr="Combien au plus."),
            {"type": "integer", "minimum": 1, "maximum": 500, "default": 100},
            "100",
        ),
    ),
)
