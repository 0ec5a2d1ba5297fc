"""Errors as programs read them (RFC 9457): every address of the API answers with them, never with a page."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from microacquisition.common.words import Words

PROGRAMS = "/api/"
# Pages of any other site may read the answers; no cookie goes with such a request, and none is looked at.
FOR_EVERY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, ETag, Last-Modified, Link",
}

# Title and detail, by status.
PROBLEMS: dict[int, tuple[Words, Words]] = {
    400: (
        Words(en="This request cannot be read", fr="Cette requête est illisible"),
        Words(en="Something in it is not as expected.", fr="Un de ses éléments n’est pas conforme."),
    ),
    403: (
        Words(en="This is refused", fr="Cette requête est refusée"),
        Words(en="Nothing was changed.", fr="Rien n’a été modifié."),
    ),
    404: (
        Words(en="There is nothing at this address", fr="Il n’y a rien à cette adresse"),
        Words(
            en="The address may be mistyped, the page may lie beyond the last one, or what it names is not public.",
            fr="L’adresse est peut-être mal écrite, la page se situe peut-être après la dernière, ou ce qu’elle désigne n’est pas public.",
        ),
    ),
    405: (
        Words(en="This address is only read", fr="Cette adresse ne fait que se lire"),
        Words(
            en="Use one of the methods that the header Allow names. Nothing was changed.",
            fr="Utilisez l’une des méthodes que nomme l’en-tête Allow. Rien n’a été modifié.",
        ),
    ),
    408: (
        Words(en="The request arrived too slowly", fr="La requête est arrivée trop lentement"),
        Words(en="After 20 seconds we stop waiting.", fr="Nous n’attendons pas plus de 20 secondes."),
    ),
    412: (
        Words(en="It has changed", fr="Le contenu a changé"),
        Words(
            en="What is here is not what If-Match or If-Unmodified-Since names.",
            fr="Ce qui est ici n’est pas ce que désigne If-Match ou If-Unmodified-Since.",
        ),
    ),
    413: (
        Words(en="The request is too large", fr="La requête est trop volumineuse"),
        Words(en="This address needs no body.", fr="Cette adresse ne demande aucun contenu."),
    ),
    429: (
        Words(en="Too many requests in a short time", fr="Trop de requêtes en peu de temps"),
        Words(en="Wait a few minutes, then ask again.", fr="Attendez quelques minutes, puis recommencez."),
    ),
    500: (
        Words(en="Something failed on our side", fr="Une erreur s’est produite de notre côté"),
        Words(en="Ask again in a minute.", fr="Recommencez dans une minute."),
    ),
}


def is_for_programs(request: HttpRequest) -> bool:
    """True where programs ask, who read no pages."""
    return request.path_info.startswith(PROGRAMS)


def write_problem(
    request: HttpRequest, status: int, detail: Words | None = None, **members: object
) -> HttpResponse:
    """Return the error in the language that `Accept-Language` prefers; Words in `members` are put in it too."""
    language = "fr" if get_language_from_request(request).startswith("fr") else "en"
    title, usual = PROBLEMS[status]
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail or usual, **members}
    answer = HttpResponse(
        json.dumps(_say_in(language, said), ensure_ascii=False) + "\n",
        status=status,
        content_type="application/problem+json",
        headers={**FOR_EVERY_SITE, "Content-Language": language},
    )
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def _say_in(language: str, value: Any) -> Any:
    if isinstance(value, Words):
        return value.in_language(language)
    if isinstance(value, dict):
        return {name: _say_in(language, each) for name, each in value.items()}
    return [_say_in(language, each) for each in value] if isinstance(value, list) else value
