"""What several parts of one page ask in the same words is asked once, while the page only reads."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Keep the answers of `read_once` functions until the block ends; nothing may be written inside it."""
    if _answers.get() is not None:
        yield
        return
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


@contextmanager
def reading_anew() -> Iterator[None]:
    """Answer every question anew inside the block, which writes, and leaves everything as it found it."""
    token = _answers.set(None)
    try:
        yield
    finally:
        _answers.reset(token)


def read_once(read: Callable[P, R]) -> Callable[P, R]:
    """Let `read` answer a question once inside `reading_once`; outside, each call reads anew.

    Every argument must be hashable; whoever gets the answer must not change it, for others get the same.
    """

    @wraps(read)
    def answer(*args: P.args, **named: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None:
            return read(*args, **named)
        question = (read, args, tuple(sorted(named.items())))
        if question not in answers:
            answers[question] = read(*args, **named)
        found: R = answers[question]
        return found

    return answer
