"""10,000 strange requests over every address, method, role and state (spec/security.md, 3): none breaks the site."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from tests.bench.databases import name_copy
from tests.bench.figures import Figure
from tests.database.template import ensure_template, start_test_server
from tests.input.fuzzing import SEED, SLOW, Plan, try_all
from tests.lifecycle.prepared import Library
from tests.permissions.states import ALL_STATES, as_prepared

MANY = 10_000


def measure_input() -> list[Figure]:
    """Send them all; whatever breaks is printed at once, with what sends it again."""
    began, plan, broken = time.monotonic(), Plan(SEED), 0
    with _open_library() as library:
        for fault in try_all(library, map(plan.question, range(MANY))):
            broken += 1
            print(fault, flush=True)
    told = (
        f"{broken} (seed {SEED}, {len(plan.everything):,} different ones, {time.monotonic() - began:.0f} s)"
    )
    goal = (
        f"{MANY:,} fuzzed requests over all routes and roles: 0 × 5xx, none active, none above {SLOW:.0f} s"
    )
    return [Figure(goal, told, broken == 0)]


@contextmanager
def _open_library() -> Iterator[Library]:
    server = start_test_server()
    library = Library(server, ensure_template(server), ALL_STATES, name_copy)
    logging.disable()  # every refusal leaves a line
    try:
        with as_prepared():
            yield library
    finally:
        logging.disable(logging.NOTSET)
        library.drop()
        connections.close_all()
