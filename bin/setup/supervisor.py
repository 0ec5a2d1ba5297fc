"""Keeps the site's processes running and stops them in order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

GRACE = 15.0
QUICK_DEATH = 10.0
LONGEST_PAUSE = 30.0


class GaveUp(Exception):
    """A process could not be kept running."""


@dataclass
class Child:
    """One process of the site: its command, its log, and when it may be started again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    pause: float = field(default=0.5)
    quick_deaths: int = 0

    def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches the supervisor alone.

        All stay in one session: Linux shares the cores out among sessions first, and a priority counts within one.
        """
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """Start the process again where it died, later each time it dies soon."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            died_soon = now - self.started_at < QUICK_DEATH
            self.quick_deaths = self.quick_deaths + 1 if died_soon else 0
            self.pause = min(self.pause * 2, LONGEST_PAUSE) if died_soon else 0.5
            self.start_again_at = now + self.pause
            print(f"{self.name} stopped by itself; it is started again (see {self.log}).", flush=True)
            self.kill_group()
            self.process = None
        if self.process is None and now >= self.start_again_at:
            self.start()

    def stop(self) -> None:
        """Ask the process to finish its work; end it after a while."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                print(f"{self.name} did not finish in {GRACE:.0f} seconds and was ended.", flush=True)
        self.kill_group()
        self.process.wait()

    def kill_group(self) -> None:
        """End whatever the process left behind."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                return


class Supervisor:
    """Starts children in the order given, watches them, and stops them in that order on a signal."""

    def __init__(self, children: list[Child], look_after_database: Callable[[], None]) -> None:
        self.children = children
        self.look_after_database = look_after_database
        self.must_stop = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.note_signal)

    def note_signal(self, number: int, frame: FrameType | None) -> None:
        """Remember that somebody asked to stop."""
        self.must_stop = True

    def start(self) -> None:
        """Start every child."""
        for child in self.children:
            child.start()

    def wait_until(self, is_ready: Callable[[], bool], seconds: float) -> bool:
        """Wait until `is_ready`; False where somebody asked to stop. Raises GaveUp after `seconds`."""
        end = time.monotonic() + seconds
        while not self.must_stop:
            if is_ready():
                return True
            failing = [child for child in self.children if child.quick_deaths >= 3]
            if failing or time.monotonic() > end:
                child = (failing or self.children)[0]
                raise GaveUp(
                    f"{child.name} did not become ready. The end of {child.log}:\n{read_end(child.log)}"
                )
            self.watch_once()
        return False

    def watch(self) -> None:
        """Keep everything running until somebody asks to stop."""
        while not self.must_stop:
            self.watch_once()

    def watch_once(self) -> None:
        """Look after the database and every child once."""
        self.look_after_database()
        for child in self.children:
            child.look_after()
        time.sleep(0.2)

    def stop(self) -> None:
        """Stop every child, in order."""
        for child in self.children:
            child.stop()


def read_end(path: Path, lines: int = 12) -> str:
    """Return the last lines of a log."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""
