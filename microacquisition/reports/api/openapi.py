"""The OpenAPI 3.1 document, written from what serves the answers (`catalogue.py`)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from microacquisition.common.words import LANGUAGES, Words
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.catalogue import RESOURCES, SCHEMAS
from microacquisition.reports.api.licence import LICENCE
from microacquisition.reports.api.parameters import Parameter
from microacquisition.reports.api.shapes import Schema, ref, text, write_example
from microacquisition.reports.api.spelling import Json, addresses_of

TITLE = Words(en="Micro-Acquisition: everything public", fr="Micro-acquisition\xa0: tout ce qui est public")
SAYS = Words(
    en="Everything public about purchases, to be read by anybody without a key. Texts come in both languages, money in cents before tax, instants in UTC with the local time as it was promised. Parameters that an address does not know are refused. Nothing here tells of applications before they are counted.",
    fr="Tout ce qui est public au sujet des achats, à lire sans clé. Les textes sont dans les deux langues, les montants en cents avant taxes, les instants en UTC avec l’heure locale promise. Les paramètres qu’une adresse ne connaît pas sont refusés. Rien ici ne parle des candidatures avant leur décompte.",
)
FOUND = Words(en="As described.", fr="Comme décrit.")
KNOWN = Words(
    en="Nothing has changed since the answer that If-None-Match or If-Modified-Since names.",
    fr="Rien n’a changé depuis la réponse que désigne If-None-Match ou If-Modified-Since.",
)
UNREADABLE = Words(en="A parameter is unknown or unfit.", fr="Un paramètre est inconnu ou inapproprié.")
NOTHING = Words(en="There is nothing at this address.", fr="Il n’y a rien à cette adresse.")
HEADERS = {
    "ETag": (text('"9f86d081884c7d659a2feaa0c55ad015"'), Words(en="Give it as If-None-Match.", fr="À donner dans If-None-Match.")),
    "Last-Modified": (text("Mon, 30 Nov 2026 19:00:00 GMT"), Words(en="Where it is known.", fr="Si on le sait.")),
    "Link": (text('<https://example.org/api/v1/opportunities?page=2>; rel="next"'), Words(en="Other pages.", fr="Autres pages.")),
}  # fmt: skip

LANG = Parameter(
    "lang",
    Words(en="The language of descriptions.", fr="La langue des descriptions."),
    {"type": "string", "enum": list(LANGUAGES), "default": "en"},
    "en",
)


def show_openapi(request: HttpRequest, asked: Json) -> Answer:
    """The document, with descriptions in the language that was asked for."""
    return Answer(write_openapi(asked["lang"]))


def write_openapi(language: str) -> Json:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE.in_language(language),
            "version": "1.0.0",
            "description": SAYS.in_language(language),
            "license": {
                "name": LICENCE.name.in_language(language),
                "url": LICENCE.address.in_language(language),
            },
        },
        "servers": [{"url": settings.SITE_ADDRESS}],
        "externalDocs": {"url": addresses_of("data_for_software")[language]},
        "paths": {each.address: {"get": _describe(each, language)} for each in (*RESOURCES, OPENAPI)},
        "components": {"schemas": SCHEMAS},
    }


def _describe(resource: Resource, language: str) -> dict[str, Any]:
    schema = ref(resource.schema) if resource.schema else {"type": "object"}
    found = {"schema": schema}
    if resource.schema:
        found["example"] = write_example(schema, SCHEMAS)
    problem = {"application/problem+json": {"schema": ref("Problem")}}
    return {
        "operationId": resource.name,
        "summary": resource.title.in_language(language),
        "description": resource.says.in_language(language),
        "parameters": [
            *(_describe_value(name, known) for name, known in resource.values.items()),
            *(_describe_parameter(each, language) for each in resource.list_parameters()),
        ],
        "responses": {
            "200": {
                "description": FOUND.in_language(language),
                "headers": {
                    name: {"schema": known, "description": says.in_language(language)}
                    for name, (known, says) in HEADERS.items()
                },
                "content": {"application/json": found},
            },
            "304": {"description": KNOWN.in_language(language)},
            "400": {"description": UNREADABLE.in_language(language), "content": problem},
            "404": {"description": NOTHING.in_language(language), "content": problem},
        },
    }


def _describe_value(name: str, schema: Schema) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": "MA-2026-0007"}


def _describe_parameter(parameter: Parameter, language: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.says.in_language(language),
        "schema": parameter.schema,
        "example": parameter.example,
    }
    if parameter.many:
        most = len(parameter.schema["enum"])
        described["schema"] = {
            "type": "array",
            "items": parameter.schema,
            "uniqueItems": True,
            "maxItems": most,
        }
        described |= {"style": "form", "explode": True, "example": [parameter.example]}
    elif parameter.schema["type"] == "integer":
        described["example"] = int(parameter.example)
    return described


OPENAPI = Resource(
    "api_openapi",
    "openapi.json",
    Words(en="This document", fr="Ce document"),
    Words(en="The description of this API (OpenAPI 3.1).", fr="La description de cette API (OpenAPI 3.1)."),
    "",
    show_openapi,
    (LANG,),
)
