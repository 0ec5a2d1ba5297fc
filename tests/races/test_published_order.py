"""Events published at once: whoever reads by the cursor gets each of them once, whichever is committed first."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction

from microacquisition.opportunities.finding.models import PublishedEvent
from microacquisition.opportunities.finding.published import list_published, mark_place
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.events import CLOCK_DOER, write_event
from tests.builders import make_open, make_people

WRITERS, EACH = 4, 8
# Numbers given at once, by whoever writes first: what the lock at the end of the transaction is there to prevent.
WITHOUT_THE_GUARD = """
CREATE SEQUENCE places START 1000;
CREATE OR REPLACE FUNCTION publish_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO opportunities_publishedevent (number, event_id, opportunity_id, at)
        VALUES (nextval('places'), NEW.id, NEW.stream::uuid, current_instant());
    RETURN NULL;
END $$;
DROP TRIGGER publish_event ON records_event;
CREATE TRIGGER publish_event AFTER INSERT ON records_event
    FOR EACH ROW WHEN (is_public_event(NEW.code)) EXECUTE FUNCTION publish_event();
"""


@pytest.fixture
def opportunities(committed_database: str) -> list[Opportunity]:
    """One for each writer: what happens to one opportunity happens one after the other anyhow."""
    people = make_people()
    return [make_open(people) for _each in range(WRITERS)]


def publish(opportunity: Opportunity, code: str = "amend") -> str:
    """Write an event that everybody is told of; returns its id."""
    subject = ("opportunity", str(opportunity.pk))
    return write_event(opportunity.stream, code, CLOCK_DOER, subject, states=("OPEN", "OPEN")).pk.hex


def overtake(opportunities: list[Opportunity]) -> tuple[list[str], list[str]]:
    """Let one begin first and end last; return what was written meanwhile, and what a reader of every commit got."""
    began, may_end = threading.Event(), threading.Event()
    written: list[str] = []

    def begin_first_and_end_last() -> None:
        with transaction.atomic():
            written.append(publish(opportunities[0]))
            began.set()
            assert may_end.wait(10)
        connections.close_all()

    reader = Reader()
    slow = threading.Thread(target=begin_first_and_end_last)
    slow.start()
    assert began.wait(10)
    written.append(publish(opportunities[1]))
    reader.read()
    may_end.set()
    slow.join()
    reader.read()
    return written, reader.found


class Reader:
    """Somebody who reads what came after the last place, again and again."""

    def __init__(self) -> None:
        rows, _more = list_published("", 500)
        self.place, self.found = mark_place(rows[-1]), list[str]()

    def read(self) -> None:
        """Read what is new."""
        rows, _more = list_published(self.place, 500)
        self.found += [row.event_id.hex for row in rows]
        self.place = mark_place(rows[-1]) if rows else self.place


def test_who_began_first_and_ends_last_is_not_missed(opportunities: list[Opportunity]) -> None:
    (slow, quick), found = overtake(opportunities)
    assert found == [quick, slow]


def test_without_the_guard_it_would_be_missed(opportunities: list[Opportunity], owner_address: str) -> None:
    """The negative control: numbers given in the order of writing, as a sequence would."""
    with psycopg.connect(owner_address) as owner:
        owner.execute(WITHOUT_THE_GUARD)
    (slow, quick), found = overtake(opportunities)
    assert found == [quick] and slow not in found


def test_many_at_once_are_each_read_once_and_numbered_without_a_gap(opportunities: list[Opportunity]) -> None:
    reader, done = Reader(), threading.Event()
    first = PublishedEvent.objects.count()

    def write(number: int) -> list[str]:
        dice, written = random.Random(number), []
        for turn in range(EACH):
            with transaction.atomic():
                event = publish(opportunities[number])
                time.sleep(dice.random() / 100)
                if turn == EACH // 2:
                    transaction.set_rollback(True)
                else:
                    written.append(event)
        connections.close_all()
        return written

    def read() -> None:
        while not done.is_set():
            reader.read()
        connections.close_all()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reading = pool.submit(read)
        written: list[Any] = [event for each in list(pool.map(write, range(WRITERS))) for event in each]
        done.set()
        reading.result()
    reader.read()
    assert sorted(reader.found) == sorted(written) and len(written) == WRITERS * (EACH - 1)
    numbers = list(PublishedEvent.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, first + len(written) + 1))
