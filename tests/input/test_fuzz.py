"""Requests as nobody should send them: every address, method and role; none breaks the site, and none is slow."""

import os

import pytest

from tests.input import hostile
from tests.input.fuzzing import SEED, Plan, Question, try_all
from tests.lifecycle.prepared import Library

EXTENT = os.environ.get("TEST_EXTENT", "usual")
# Each leads on from the one before it, so that none is built twice.
SAMPLED = ("written", "open", "applied", "judged", "invoiced")
SAMPLE, MANY = 100, 10_000


def check(library: Library, questions: list[Question]) -> None:
    """Send them; every fault is told with what sends it again."""
    faults = [str(fault) for fault in try_all(library, questions)]
    assert not faults, "\n".join(faults)


def test_no_strange_request_breaks_the_site(library: Library) -> None:
    """Some of what the reviewed table lets somebody do in these states."""
    check(library, sample(SAMPLED, SAMPLE))


def test_without_the_check_of_characters_they_find_something(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: what no text field accepts would break the site."""
    for place in ("forms", "compound_fields"):
        monkeypatch.setattr(f"microacquisition.site.{place}.refuse_unfit_text", lambda text: None)
    for kind in hostile.VALUES:
        monkeypatch.setitem(hostile.VALUES, kind, ("a\x00b",))
    asked = sample(("people",), 6_000)
    sent = [each for each in asked if (str(each.route.name), each.method) == ("profile", "POST")]
    assert next(try_all(library, sent[:60]), None) is not None


def sample(states: tuple[str, ...], many: int) -> list[Question]:
    """Return the first so many of what somebody may do in one of these states."""
    plan = Plan(SEED, states)
    first = len(plan.everything)
    return [plan.question(number) for number in range(first, first + many)]


@pytest.mark.full
@pytest.mark.skipif(EXTENT != "full", reason="all 10,000 run in bin/test --full")
def test_no_request_of_ten_thousand_breaks_the_site(library: Library) -> None:
    plan = Plan(SEED)
    check(library, [plan.question(number) for number in range(MANY)])


def test_one_request_is_sent_again_where_somebody_asks_for_it(library: Library, send_again: str) -> None:
    seed, _slash, number = send_again.partition("/")
    if not number:
        pytest.skip("nobody asked for one")
    check(library, [Plan(int(seed)).question(int(number))])
