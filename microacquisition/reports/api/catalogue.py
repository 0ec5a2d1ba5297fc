"""Everything that the API offers: its addresses and the shapes of their answers, which serve and are documented alike."""

from django.http import HttpRequest

from microacquisition.common.words import Words
from microacquisition.reports.api import (
    amendments,
    changes,
    one_opportunity,
    opportunities,
    outcomes,
    programmes,
    skills,
    spelling,
)
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.shapes import Schema, address, an_object, list_of, text
from microacquisition.reports.api.spelling import WORDS, Json

SOURCES = (opportunities, one_opportunity, amendments, outcomes, programmes, skills, changes)
SCHEMAS: dict[str, Schema] = {
    **spelling.SHARED,
    **{name: schema for source in SOURCES for name, schema in source.SCHEMAS.items()},
    "Index": an_object(
        "What the API offers.",
        items=list_of(an_object(path=text("/api/v1/opportunities"), title=WORDS, says=WORDS)),
        openapi=address("https://example.org/api/v1/openapi.json"),
    ),
    "Problem": {
        **an_object(
            "What is wrong with a request (RFC 9457), in the language that Accept-Language prefers.",
            type=text("about:blank"),
            title=text("This request cannot be read"),
            status={"type": "integer", "minimum": 400, "maximum": 599, "examples": [400]},
            detail=text("Some parameters are not as expected."),
            parameters=list_of(
                an_object(name=text("page"), detail=text("Give a whole number from 1 to 1000000, in digits."))
            ),
        ),
        "required": ["type", "title", "status", "detail"],
    },
}


def show_index(request: HttpRequest, asked: Json) -> Answer:
    """What the API offers."""
    items = [
        {
            "path": each.address,
            "title": spelling.spell_words(each.title),
            "says": spelling.spell_words(each.says),
        }
        for each in RESOURCES[1:]
    ]
    return Answer({"items": items, "openapi": spelling.address_of("api_openapi")})


INDEX = Resource(
    "api_index",
    "",
    Words(en="What there is", fr="Ce qu’il y a"),
    Words(en="Every address of this API.", fr="Toutes les adresses de cette API."),
    "Index",
    show_index,
)
RESOURCES: tuple[Resource, ...] = (INDEX, *(source.RESOURCE for source in SOURCES))
