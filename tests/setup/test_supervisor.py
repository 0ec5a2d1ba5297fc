"""Web server and worker beside each other: Ctrl-C reaches neither, and the worker lets the web server go first."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup.supervisor import Child


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    """A process that the supervisor started."""
    started = Child("Sleeper", [sys.executable, "-c", "import time; time.sleep(60)"], {}, tmp_path / "log")
    started.start()
    yield started
    started.stop()


def find_process(child: Child) -> int:
    """Return the number of its process."""
    assert child.process is not None
    return child.process.pid


def test_what_is_typed_reaches_the_supervisor_alone(child: Child) -> None:
    assert os.getpgid(find_process(child)) == find_process(child) != os.getpgid(0)


def test_priorities_count_between_them(child: Child) -> None:
    """Linux shares the cores out among sessions first (sched(7), autogroup)."""
    assert os.getsid(find_process(child)) == os.getsid(0)


def test_nothing_is_left_behind(child: Child) -> None:
    child.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(find_process(child), 0)
