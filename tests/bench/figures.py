"""One figure: what was to be reached, what was measured, and whether it was reached."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A goal of spec/security.md section 3 in words, and the value measured with its unit."""

    goal: str
    value: str
    passed: bool

    def __str__(self) -> str:
        return f'goal="{self.goal}" value="{self.value}" pass={"yes" if self.passed else "no"}'


def show_progress(text: str) -> None:
    """Say beside the figures how far a measurement is."""
    print(f"… {text}", file=sys.stderr, flush=True)
