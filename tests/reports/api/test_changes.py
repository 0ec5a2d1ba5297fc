"""The change feed: everything that happens in public, once, in order, and nothing of who applied."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.finding.models import PublishedEvent
from microacquisition.opportunities.finding.published import PUBLISHED, find_public_change
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.process.step_words import EVENT_WORDS, STEP_WORDS
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.applying import apply_as, close, make_closed
from tests.builders import People, make_open, make_people, make_posted
from tests.opportunities.agreement.builders import make_paid, take
from tests.opportunities.posting.test_amend import amend
from tests.reports.api.reading import ask, read, read_problem


def read_codes() -> list[str]:
    """What the whole feed tells, oldest first."""
    return [each["code"] for each in read("changes")["items"]]


def test_the_database_numbers_what_the_code_names(database: None) -> None:
    known = sorted({*PUBLISHED, *STEP_WORDS, *EVENT_WORDS})
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM unnest(%s::text[]) code WHERE is_public_event(code)", [known])
        assert {row[0] for row in cursor.fetchall()} == set(PUBLISHED)


def test_a_life_is_told_from_posting_to_completion(people: People) -> None:
    opportunity = make_paid(people)
    take("complete", opportunity, people.officer, address="https://example.org/catalogue/x")
    body = read("changes")
    told = [(each["code"], (each["status"] or {"code": ""})["code"]) for each in body["items"]]
    assert told[0] == ("posted", "open") and told[-1] == ("completed", "completed")
    assert ("awarded", "closed") in told and ("accepted", "") in told
    assert [each["number"] for each in body["items"]] == list(range(1, len(told) + 1))
    assert {each["opportunity"] for each in body["items"]} == {opportunity.reference}
    events = Event.objects.filter(stream=opportunity.stream, code__in=PUBLISHED).order_by("seq")
    assert [each.event_id for each in PublishedEvent.objects.order_by("number")] == [
        each.pk for each in events
    ]


def test_a_reader_goes_on_from_the_cursor(people: People) -> None:
    assert read("changes") == {"items": [], "cursor": None, "more": False, "next": f"{address()}"}
    opportunity = make_open(people)
    amend(opportunity, people.officer)
    first = read("changes?limit=1")
    assert [each["code"] for each in first["items"]] == ["posted"] and first["more"]
    second = read(f"changes?limit=1&after={first['cursor']}")
    assert [each["code"] for each in second["items"]] == ["amended"] and not second["more"]
    nothing = read(f"changes?after={second['cursor']}")
    assert (nothing["items"], nothing["cursor"]) == ([], second["cursor"])
    assert ask(f"changes?after={second['cursor']}")["Link"].startswith(f'<{nothing["next"]}>; rel="next"')
    take_step(
        "cancel", opportunity_id=opportunity.pk, user=people.officer,
        given={"reason_both": Bilingual("No.", "Non."), "reason": "both"},
    )  # fmt: skip
    later = read(nothing["next"].partition("/api/v1/")[2])
    assert [each["code"] for each in later["items"]] == ["cancelled"]
    assert later["items"][0]["status"]["fr"] == "Annulée"


def address() -> str:
    """The address of the feed without a cursor."""
    found: str = ask("").json()["openapi"].replace("openapi.json", "changes")
    return found


def test_a_cursor_of_another_database_is_not_taken_for_one_of_this(people: People) -> None:
    make_open(people)
    cursor = read("changes")["cursor"]
    number, _dash, mark = cursor.partition("-")
    another = mark.translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    for other in (f"{number}-{another}", f"{int(number) + 1}-{mark}", f"0-{mark}"):
        read_problem(f"changes?after={other}", 404)


def test_one_taken_back_is_told_and_practice_never(committed_database: str, move_clock: Any) -> None:
    people = make_people()
    soon = make_posted(people, opens_at=current_instant() + timedelta(hours=20))
    take_step("unpost", opportunity_id=soon.pk, user=people.officer, given={"reason": "A holiday."})
    assert read_codes() == ["posted", "taken_back"]
    assert read("changes")["items"][1]["status"] is None
    make_closed(make_people("practice"), move_clock)
    assert read_codes() == ["posted", "taken_back"]


@pytest.mark.parametrize("many", [1, 25])
def test_it_tells_nothing_of_applications_before_they_are_counted(people: People, many: int) -> None:
    opportunity = make_open(people)

    def look() -> list[tuple[bytes, str | None]]:
        answers = [
            ask(path)
            for path in ("changes", "opportunities", f"opportunities/{opportunity}", "skills", "outcomes")
        ]
        return [(answer.content, answer["ETag"]) for answer in answers]

    before, changed = look(), find_public_change()
    for number in range(many):
        apply_as(User.objects.create_user(f"p{number}@example.org", name=f"Person {number}"), opportunity)
    assert (look(), find_public_change() or changed) == (before, changed or find_public_change())


def test_nobody_and_many_leave_the_same_numbers_at_the_closing(people: People, move_clock: Any) -> None:
    first, second = make_open(people), make_open(people)
    for number in range(3):
        apply_as(User.objects.create_user(f"p{number}@example.org", name=f"Person {number}"), first)
    for each in (first, second):
        assert isinstance(close(each, move_clock), Opportunity)
    told = [(each["opportunity"], each["code"]) for each in read("changes")["items"]]
    assert told[2:4] == [(first.reference, "closed"), (second.reference, "closed")]
