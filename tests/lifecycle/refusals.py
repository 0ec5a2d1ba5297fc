"""Listens to the rules of the engine’s table, so that a test knows which of them refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

import pytest

from microacquisition.common.words import Words
from microacquisition.opportunities.step_table import TABLE

Rule = Callable[[Any], list[Words]]


@dataclass
class Refusals:
    """What the rules said while somebody listened: by step and rule."""

    said: dict[tuple[str, Rule], list[Words]] = field(default_factory=dict)
    is_listening: bool = False

    @contextmanager
    def heard(self) -> Iterator[dict[tuple[str, Rule], list[Words]]]:
        """Listen meanwhile."""
        self.said, self.is_listening = {}, True
        yield self.said
        self.is_listening = False

    def listen(self, code: str, rule: Rule) -> Rule:
        """Return the rule, telling here what it says."""

        @wraps(rule)
        def told(facts: Any) -> list[Words]:
            reasons = rule(facts)
            if reasons and self.is_listening:
                self.said[code, rule] = reasons
            return reasons

        return told


def listen_to_rules(monkeypatch: pytest.MonkeyPatch) -> Refusals:
    """Let every rule of the table tell what it says, for one test."""
    refusals = Refusals()
    for code, parts in list(TABLE.steps.items()):
        told = {
            kind: tuple(refusals.listen(code, rule) for rule in getattr(parts, kind))
            for kind in ("rules", "form_rules")
        }
        monkeypatch.setitem(TABLE.steps, code, replace(parts, **told))
    return refusals


def list_rules() -> dict[str, set[Rule]]:
    """Return every rule of the table, by step."""
    return {code: {*parts.rules, *parts.form_rules} for code, parts in TABLE.steps.items()}
