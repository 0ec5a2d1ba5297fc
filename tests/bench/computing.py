"""How many seconds processes have computed, with all that they started."""

import os
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def read_computing(process: int) -> float:
    """Return the seconds that a process, what it started and what it has waited for have computed; 0 where it is gone."""
    return sum(_read_ticks(each) for each in _list_family(process)) / TICKS


def _list_family(process: int) -> Iterator[int]:
    yield process
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        started = [each for thread in threads for each in (thread / "children").read_text().split()]
    except OSError:
        return
    for each in started:
        yield from _list_family(int(each))


def _read_ticks(process: int) -> int:
    try:
        columns = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(column) for column in columns[11:15])


def read_withheld() -> tuple[int, int]:
    """Return how long the machine under this one withheld its cores since the start, and the whole time, in ticks."""
    ticks = [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return ticks[7], sum(ticks)
