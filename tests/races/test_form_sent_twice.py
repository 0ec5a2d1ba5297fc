"""One form sent by two tabs at the same instant works once; without the constraint it works twice."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.db import connection

from microacquisition.opportunities.opportunity import Opportunity, TakenForm
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.people.models import User
from microacquisition.records.models import Event
from tests.lifecycle.make import ask_for_code, make_client

AT_ONCE = 6


def send_at_once(client: User, form: uuid.UUID) -> list[Taken]:
    """Send the same form from several threads that start together."""
    start = threading.Barrier(AT_ONCE)

    def send(_number: int) -> Taken:
        start.wait()
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
    assert len({each.opportunity_id for each in taken}) > 1
    assert Opportunity.objects.count() > 1
