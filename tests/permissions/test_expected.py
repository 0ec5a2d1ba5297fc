"""The reviewed table is whole, and the product answers as it says: in one allowed and one refused state of each line."""

from collections import defaultdict
from collections.abc import Iterator
from zlib import crc32

import pytest
from django.urls import URLPattern

from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.roles import Role
from microacquisition.site.access import ANYONE, NOBODY, SIGNED_IN
from tests.lifecycle.prepared import Library
from tests.permissions.addresses import depends_on_state, list_routes
from tests.permissions.asking import Asker, asking_in
from tests.permissions.cast import ROLES
from tests.permissions.changes import unchanged
from tests.permissions.proposing import decide_everything
from tests.permissions.states import ALL_STATES, TABLED
from tests.permissions.table import ANY, ELSE, METHODS, Table, read_table

ALLOWED = frozenset({"200", "302", "errors"})
NOT_NOW = frozenset({"409"})
REFUSED = NOT_NOW | {"400", "404", "405", "410", "sign-in"}
# Anybody who has signed in may begin there; the page says who may go on.
OPEN_TO_ALL = frozenset({"ask_for_code", "apply"})
Question = tuple[URLPattern, str, str]  # address, method, role
# Enough states for nearly every line: each leads on from the one before it, so that none is built twice.
VISITED = (
    "people", "requested", "drafting", "written", "in review", "approved", "form prepared", "form confirmed",
    "funds signed for", "funded", "translated", "scheduled", "open", "applied", "asked",
    "asked of the client", "answered", "closed", "assigned", "declared",
    "judged", "evaluated", "draw due", "ranked", "offered", "in work", "delivered", "accepted", "invoiced", "certified",
    "payment started", "paid",
)  # fmt: skip


# There, the rules of every address are asked for every role; bin/test --full does so in every state.
RULES_ASKED = frozenset(
    {
        "people",
        "drafting",
        "in review",
        "funded",
        "open",
        "applied",
        "closed",
        "judged",
        "ranked",
        "offered",
        "delivered",
        "paid",
    }
)


@pytest.fixture(scope="module")
def table() -> Table:
    return read_table()


def test_every_address_stands_in_the_table_and_nothing_else(table: Table) -> None:
    names = [str(route.name) for route in list_routes()]
    assert len(names) == len(set(names)), "two addresses of one name"
    assert sorted(table.by_place) == sorted((name, method) for name in names for method in METHODS)


def test_every_prepared_state_stands_in_the_table() -> None:
    assert sorted(TABLED) == sorted(ALL_STATES)


def test_every_view_says_who_may() -> None:
    assert [route.name for route in list_routes() if not hasattr(route.callback, "access")] == []


def test_every_state_has_one_line_and_every_answer_is_a_known_one(table: Table) -> None:
    for place, rows in table.by_place.items():
        assert [row.states for row in rows].count(ELSE) == (len(rows) > 1), place
        assert len(rows) == 1 or ANY not in {row.states for row in rows}, place
        named = [state for row in rows if row.states not in (ANY, ELSE) for state in row.covers()]
        assert len(named) == len(set(named)), place
        assert {answer for row in rows for answer in row.answers} <= ALLOWED | REFUSED, place


def test_no_other_method_is_offered_anywhere() -> None:
    for route in list_routes():
        rules = route.callback.access
        assert rules.predicate_of("HEAD") is rules.predicate_of("GET")
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
            assert rules.predicate_of(method) is NOBODY
        assert {*rules.methods()} <= {"GET", "HEAD", "POST"}


def test_the_product_answers_as_reviewed(library: Library, table: Table) -> None:
    """One state that allows and one that answers “not now” for each line and role; the rules of all in some states."""
    wanted = choose_questions(table)
    for state in (
        each for each in VISITED if wanted[each, "GET"] or wanted[each, "POST"] or each in RULES_ASKED
    ):
        with asking_in(library, state) as asker:
            different = list(compare_rules(asker, table, state)) if state in RULES_ASKED else []
            asker.sign_in({role for *_, role in wanted[state, "GET"] + wanted[state, "POST"]})
            with unchanged():
                different += compare_answers(asker, table, state, wanted[state, "GET"])
            different += compare_answers(asker, table, state, wanted[state, "POST"])
        assert not different, f"{state}:\n" + "\n".join(different)


def compare_rules(asker: Asker, table: Table, state: str) -> Iterator[str]:
    """Say where the rules of an address, before its view reads anything, are not as reviewed."""
    for (name, method), answers in decide_everything(asker, state).items():
        for role, said, expected in zip(
            ROLES, answers, table.row_for(name, method, state).answers, strict=True
        ):
            if said != expected and (said != "allowed" or expected in ("sign-in", "405")):
                yield f"{method} {name} by {role}: {said} by its rules, not {expected}"


def compare_answers(asker: Asker, table: Table, state: str, wanted: list[Question]) -> Iterator[str]:
    """Say where an answer is not the reviewed one. GETs are not undone: the caller looks whether they left anything."""
    for route, method, role in wanted:
        answer, expected = (
            asker.ask(role, route, method),
            table.expected(str(route.name), method, role, state),
        )
        if answer != expected:
            yield f"{method} {route.name} by {role}: {answer}, not {expected}"


def choose_questions(table: Table) -> dict[tuple[str, str], list[Question]]:
    """Choose for each address, method and role the first state that allows it and the first that answers “not now”.

    What the rules of an address refuse is asked of them alone. Of those who are answered alike where anybody may send,
    and wherever somebody only reads, one asks for all: they take turns by the address.
    """
    wanted: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for route in list_routes():
        name = str(route.name)
        states = VISITED[1:] if depends_on_state(route) else VISITED[:1]
        for method in METHODS:
            one_for_all = method == "GET" or route.callback.access.post in (ANYONE, SIGNED_IN)
            asked = set()
            for role in turn_roles(name):
                for kind in (ALLOWED, NOT_NOW):
                    found = [each for each in states if table.expected(name, method, role, each) in kind]
                    answer = table.expected(name, method, role, found[0]) if found else ""
                    if found and not (one_for_all and (found[0], answer) in asked):
                        asked.add((found[0], answer))
                        wanted[found[0], method].append((route, method, role))
    return wanted


def turn_roles(name: str) -> tuple[str, ...]:
    """Return the roles, beginning with another one for each address."""
    first = crc32(name.encode()) % len(ROLES)
    return ROLES[first:] + ROLES[:first]


def test_the_table_gives_each_step_to_the_roles_of_the_lifecycle(table: Table) -> None:
    """Whoever has a part in no step of a page sends nothing to it, in any state; whoever has one does, in some state."""
    for address, roles in list_addresses(table).items():
        rows = table.by_place[address, "POST"]
        for column in ROLES:
            answers = {row.answers[ROLES.index(column)] for row in rows}
            if column == "anonymous":
                assert answers == {"sign-in"}, address
            elif column in {role.value for role in roles}:
                assert answers - {"404"}, f"{column} never sends anything to {address}"
            else:
                assert answers == {"404"}, f"{column} sends to {address}"


def list_addresses(table: Table) -> dict[str, set[Role]]:
    """Return the addresses to which steps are sent, each with the roles that have a part in one of its steps."""
    found: dict[str, set[Role]] = defaultdict(set)
    for code, parts in TABLE.steps.items():
        names = [name for name in (code, parts.page, f"{code}_section") if (name, "POST") in table.by_place]
        sent_to = [name for name in names if table.by_place[name, "POST"][0].answers != ("405",) * len(ROLES)]
        if parts.page and parts.page not in OPEN_TO_ALL:
            found[sent_to[0]] |= STEPS[code].roles
    return found
