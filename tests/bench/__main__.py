"""Runs the measurements that are asked for and prints a line for each figure; ends with 1 where one misses its goal."""

import argparse
import sys
from collections.abc import Callable

import django

django.setup()

from tests.bench.deadline import measure_deadline  # noqa: E402
from tests.bench.draw import measure_draw  # noqa: E402
from tests.bench.evaluators import measure_evaluators  # noqa: E402
from tests.bench.figures import Figure  # noqa: E402
from tests.bench.find import measure_find  # noqa: E402
from tests.bench.outbox import measure_outbox  # noqa: E402
from tests.bench.restore import measure_restore  # noqa: E402
from tests.bench.secrecy import measure_secrecy  # noqa: E402

MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "deadline": measure_deadline,
    "draw": measure_draw,
    "evaluators": measure_evaluators,
    "find": measure_find,
    "outbox": measure_outbox,
    "restore": measure_restore,
    "secrecy": measure_secrecy,
}


def main() -> None:
    """Print the figures of each measurement, as often as asked for."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASURES)} (all)")
    parser.add_argument("--runs", type=int, default=1, help="how often (1)")
    options = parser.parse_args()
    if unknown := sorted(set(options.names) - set(MEASURES)):
        sys.exit(f"There is no measurement {', '.join(unknown)}; there are {', '.join(MEASURES)}.")
    missed = 0
    for run in range(options.runs):
        for name in options.names or MEASURES:
            for figure in MEASURES[name]():
                print(f"{name} {run + 1}/{options.runs}: {figure}", flush=True)
                missed += not figure.passed
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
