"""One form sent by several tabs at the same instant works once; without the constraint it works several times."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from microacquisition.opportunities import engine
from microacquisition.opportunities.opportunity import Opportunity, TakenForm
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.people.models import User
from microacquisition.records.models import Event
from tests.lifecycle.make import ask_for_code, make_client

AT_ONCE = 6


@pytest.fixture(autouse=True)
def all_have_looked(monkeypatch):
    """Hold every sender until all have looked for an earlier form and found none: the race, each time."""
    looked, keep_form = threading.Barrier(AT_ONCE, timeout=30), engine.keep_form

    def keep_form_with_the_others(*parts, **named) -> None:
        looked.wait()
        keep_form(*parts, **named)

    monkeypatch.setattr(engine, "keep_form", keep_form_with_the_others)


def send_at_once(client: User, form: uuid.UUID) -> list[Taken]:
    """Send the same form from several threads."""

    def send(_number: int) -> Taken:
        try:
            return ask_for_code(client, form)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, range(AT_ONCE)))


def test_a_form_sent_at_once_works_once(committed_database):
    client = make_client()
    taken = send_at_once(client, uuid.uuid4())
    assert len({each.opportunity_id for each in taken}) == 1
    assert sorted(each.replayed for each in taken) == [False] + [True] * (AT_ONCE - 1)
    assert (Opportunity.objects.count(), TakenForm.objects.count()) == (1, 1)
    assert Event.objects.filter(code="request").count() == 1


def test_without_the_constraint_it_would_work_twice(committed_database, owner_address):
    """The negative control: the same race is lost once the guard is gone."""
    with psycopg.connect(owner_address) as owner:
        owner.execute("ALTER TABLE opportunities_takenform DROP CONSTRAINT a_form_works_once")
    client = make_client()
    taken = send_at_once(client, uuid.uuid4())
    assert len({each.opportunity_id for each in taken}) == AT_ONCE
    assert Opportunity.objects.count() == AT_ONCE
