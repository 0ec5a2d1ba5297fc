"""Everybody asks for every address by GET and POST in every prepared state: the product answers as reviewed.

`pytest tests/permissions/test_whole_product.py -n 0 --write-proposal FILE` writes down what the product answers now.
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.lifecycle.prepared import Library
from tests.permissions.addresses import list_routes
from tests.permissions.asking import asking_in
from tests.permissions.cast import ROLES
from tests.permissions.proposing import ask_everything
from tests.permissions.states import TABLED
from tests.permissions.table import Answers, group_states, read_table, write_table

EXTENT = os.environ.get("TEST_EXTENT", "usual")
WHOLE = pytest.mark.skipif(EXTENT != "full", reason="the complete product runs in bin/test --full")


@pytest.mark.full
@WHOLE
@pytest.mark.parametrize("state", TABLED)
def test_every_answer_is_the_reviewed_one(library: Library, state: str) -> None:
    table, routes = read_table(), {str(route.name): route for route in list_routes()}
    different = []
    with asking_in(library, state) as asker:
        asker.sign_in(ROLES)
        found = ask_everything(asker, state, asker.ask_quickly)
        for (name, method), answers in found.items():
            for role, answer, expected in zip(
                ROLES, answers, table.row_for(name, method, state).answers, strict=True
            ):
                # Pages shared what they read: what is said to differ is asked for anew.
                if answer != expected and (anew := asker.ask_whole(role, routes[name], method)) != expected:
                    different.append(f"{method} {name} by {role}: {anew}, not {expected}")
    assert not different, "\n".join(different)


def test_a_proposal_is_written_where_somebody_asks_for_it(library: Library, proposal: Path | None) -> None:
    if proposal is None:
        pytest.skip("nobody asked for one")
    answers: dict[tuple[str, str], dict[str, Answers]] = defaultdict(dict)
    for state in TABLED:
        with asking_in(library, state) as asker:
            asker.sign_in(ROLES)
            for place, said in ask_everything(asker, state, asker.ask).items():
                answers[place][state] = said
    rows = [row for (route, method), said in answers.items() for row in group_states(route, method, said)]
    write_table(rows, proposal)
