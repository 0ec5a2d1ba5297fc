"""Runs the measurements that are asked for, a line for each figure and then for each goal; ends with 1 where one is missed."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

import django

django.setup()

from tests.bench.costs import measure_costs  # noqa: E402
from tests.bench.deadline import measure_deadline  # noqa: E402
from tests.bench.draw import measure_draw  # noqa: E402
from tests.bench.evaluators import measure_evaluators  # noqa: E402
from tests.bench.figures import Figure, show_progress  # noqa: E402
from tests.bench.find import measure_find  # noqa: E402
from tests.bench.input import measure_input  # noqa: E402
from tests.bench.notice import measure_notice  # noqa: E402
from tests.bench.outbox import measure_outbox  # noqa: E402
from tests.bench.restore import measure_restore  # noqa: E402
from tests.bench.results import Result, keep_results, write_document  # noqa: E402
from tests.bench.secrecy import measure_secrecy  # noqa: E402


@dataclass(frozen=True)
class Measure:
    """One measurement, and about how many seconds it takes on two quiet cores."""

    run: Callable[[], list[Figure]]
    seconds: int


MEASURES = {
    "costs": Measure(measure_costs, 30),
    "deadline": Measure(measure_deadline, 330),
    "draw": Measure(measure_draw, 60),
    "evaluators": Measure(measure_evaluators, 270),
    "find": Measure(measure_find, 240),
    "input": Measure(measure_input, 900),
    "notice": Measure(measure_notice, 240),
    "outbox": Measure(measure_outbox, 270),
    "restore": Measure(measure_restore, 90),
    "secrecy": Measure(measure_secrecy, 60),
}


def main() -> None:
    """Measure what is asked for, as often as asked for, and say for each goal whether it was reached every time."""
    options = read_options()
    if options.write_document:
        sys.exit(write_document())
    names = options.names or list(MEASURES)
    if unknown := sorted(set(names) - set(MEASURES)):
        sys.exit(f"There is no measurement {', '.join(unknown)}; there are {', '.join(MEASURES)}.")
    minutes = sum(MEASURES[name].seconds for name in names) * options.runs / 60
    print(
        f"{', '.join(names)}, {options.runs} times: about {minutes:.0f} minutes on two quiet cores.",
        flush=True,
    )
    results: dict[tuple[str, int], Result] = {}
    for run in range(options.runs):
        for place, name in enumerate(names, start=1):
            show_progress(f"{name}: {place} of {len(names)}, run {run + 1} of {options.runs}")
            measure_once(name, results, f"{run + 1}/{options.runs}")
    print("\nEach goal, over all runs:")
    for result in results.values():
        print(result, flush=True)
    sys.exit(not all(result.passed for result in results.values()))


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASURES)} (all)")
    parser.add_argument("--runs", type=int, default=1, help="how often (1)")
    parser.add_argument(
        "--write-document", action="store_true",
        help="measure nothing: write what each measurement found last into docs/benchmarks.md",
    )  # fmt: skip
    return parser.parse_args()


def measure_once(name: str, results: dict[tuple[str, int], Result], run: str) -> None:
    """Measure once, print each figure, and keep everything found so far in this call."""
    for place, figure in enumerate(MEASURES[name].run()):
        print(f"{name} {run}: {figure}", flush=True)
        result = results.setdefault((name, place), Result(name, figure.goal))
        result.values.append(figure.value)
        result.passes.append(figure.passed)
    keep_results(name, [each for each in results.values() if each.name == name])


if __name__ == "__main__":
    main()
