"""What is not yours answers like what is not there, by byte and header; who only reads a file sends nothing to it."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from django.http import HttpResponse
from django.urls import URLPattern

from tests.lifecycle.prepared import Library
from tests.permissions.addresses import Values, depends_on_state, list_routes
from tests.permissions.asking import Asker, asking_in
from tests.permissions.cast import ROLES
from tests.permissions.changes import unchanged
from tests.permissions.table import METHODS, read_table

# They take turns: each opens what others work on.
OTHERS = (
    "other_officer",
    "other_client",
    "other_supplier",
    "former_member",
    "union_observer",
    "other_evaluator",
)
# They read the file, and each sends to a third of its addresses.
# Everybody who has signed in may begin an application of their own, and follow what is public; the file gets neither.
OWN = frozenset({"apply", "follow"})
READERS = ("auditor", "open_source_advisor", "evaluator")
KEYS_OF_FORMS = re.compile(r'value="[0-9a-zA-Z]{64}"')


class Elsewhere(Values):
    """The same addresses with values that nothing has, as long and of the same letters."""

    def of(self, route: URLPattern) -> dict[str, Any]:
        return {name: _change(name, value) for name, value in super().of(route).items()}


def _change(name: str, value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=value.int ^ 1)
    if name in ("application_id", "reference"):
        return f"{value[:-1]}{int(value[-1], 36) % 9 + 1 if value[-1] != '9' else 1}"
    return value


@contextmanager
def elsewhere(asker: Asker) -> Iterator[None]:
    """Let the addresses hold values that nothing has."""
    here = asker.values
    asker.values = Elsewhere(asker.scene, here.token)
    yield
    asker.values = here


def test_not_yours_answers_like_not_there(library: Library) -> None:
    table, compared = read_table(), 0
    with asking_in(library, "delivered") as asker:
        for route in (each for each in list_routes() if depends_on_state(each)):
            turn = crc32(str(route.name).encode())
            method, role = METHODS[turn % 2], OTHERS[turn % len(OTHERS)]
            if table.expected(str(route.name), method, role, "delivered") != "404":
                continue
            yours = describe(asker.send(role, route, method), asker.values.of(route))
            with elsewhere(asker):
                there = describe(asker.send(role, route, method), asker.values.of(route))
            assert yours == there, f"{method} {route.name} by {role}"
            compared += 1
    assert compared > 80


def describe(answer: HttpResponse, values: dict[str, Any]) -> tuple[int, dict[str, str], str]:
    """Return status, headers and page, without what the address itself holds and the keys of forms."""
    page = KEYS_OF_FORMS.sub("", answer.content.decode())
    for value in values.values():
        page = page.replace(str(value), "*")
    return answer.status_code, dict(answer.headers), page


def test_who_only_reads_a_file_sends_nothing_to_it(library: Library) -> None:
    table = read_table()
    with asking_in(library, "delivered") as asker:
        asker.sign_in(ROLES)
        with unchanged():
            for route in (each for each in list_routes() if depends_on_state(each)):
                if route.name in OWN:
                    continue
                role = READERS[crc32(str(route.name).encode()) % len(READERS)]
                expected = table.expected(str(route.name), "POST", role, "delivered")
                assert asker.send(role, route, "POST").status_code == int(expected) in (404, 405, 409), (
                    route.name
                )
