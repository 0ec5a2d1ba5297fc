"""How the API answers: read alone, by anybody and from any site; never a page, never twice what somebody has."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt

from microacquisition.common.words import Words
from microacquisition.reports.api.parameters import Parameter, ParametersRefused, read_parameters
from microacquisition.reports.api.shapes import Schema
from microacquisition.reports.api.spelling import Json
from microacquisition.site.access import ANYONE, View, access
from microacquisition.site.known_copies import answer_unless_known
from microacquisition.site.problems import FOR_EVERY_SITE, write_problem

ROOT, VALUE = "api/v1/", re.compile(r"<str:([a-z]+)>")
METHODS = "GET, HEAD, OPTIONS"
ASKED_BEFORE = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept-Language, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
REFUSED = Words(en="Some parameters are not as expected.", fr="Certains paramètres ne sont pas conformes.")


@dataclass(frozen=True)
class Answer:
    """What is answered; when it last changed, where that is known; addresses by their relation to it."""

    body: Json
    changed: datetime | None = None
    links: dict[str, str] = field(default_factory=dict)


class NotHere(LookupError):
    """What the address names is not there; `words` says what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True)
class Resource:
    """One address of the API: its path after `/api/v1/`, what it is, what it takes, what it answers."""

    name: str
    path: str
    title: Words
    says: Words
    schema: str
    write: Callable[..., Answer]
    parameters: tuple[Parameter, ...] = ()
    # Those whose values depend on what was posted so far: asked for where one of them may have been given.
    more_parameters: Callable[[], tuple[Parameter, ...]] = tuple
    values: dict[str, Schema] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it is, as OpenAPI writes it: `/api/v1/opportunities/{reference}`."""
        return f"/{ROOT}" + VALUE.sub(r"{\1}", self.path)

    def read(self, given: QueryDict) -> Json:
        """Return the value of every parameter, by name; ParametersRefused."""
        is_enough = set(given) <= {each.name for each in self.parameters}
        return read_parameters(given, self.parameters if is_enough else self.list_parameters())

    def list_parameters(self) -> tuple[Parameter, ...]:
        """Return everything that may stand in its address."""
        return (*self.parameters, *self.more_parameters())


def build_view(resource: Resource) -> View:
    """Return the view of the resource: GET and HEAD, and OPTIONS for browsers that ask before they read."""

    @access(get=ANYONE)
    def read(request: HttpRequest, **values: Any) -> HttpResponse:
        try:
            answer = resource.write(request, resource.read(request.GET), **values)
        except ParametersRefused as error:
            faults = [{"name": name, "detail": why} for name, why in error.faults]
            return write_problem(request, 400, REFUSED, parameters=faults)
        except NotHere as error:
            return write_problem(request, 404, error.words)
        return _write(request, answer)

    @csrf_exempt  # whoever sends something is told that nothing is taken here
    @wraps(read)
    def offer(request: HttpRequest, **values: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={**FOR_EVERY_SITE, **ASKED_BEFORE})
        response = read(request, **values)
        if response.status_code == 405:
            response["Allow"] = METHODS
        return response

    return offer


def _write(request: HttpRequest, answer: Answer) -> HttpResponse:
    body = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":")) + "\n"
    response = answer_unless_known(request, body.encode(), "application/json", answer.changed)
    if response.status_code == 412:
        return write_problem(request, 412)
    links = {**answer.links, "service-desc": f"{settings.SITE_ADDRESS}/{ROOT}openapi.json"}
    response["Link"] = ", ".join(f'<{address}>; rel="{kind}"' for kind, address in links.items())
    response["Content-Language"] = "en, fr"
    for name, value in FOR_EVERY_SITE.items():
        response[name] = value
    return response
