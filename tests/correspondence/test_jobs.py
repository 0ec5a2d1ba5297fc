"""The worker's jobs: each mail leaves once, whatever the number of workers, and stalled jobs are taken up."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import QuerySet
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from microacquisition.correspondence import jobs, outbox, sending
from microacquisition.correspondence.models import Message


def send_code(language="en"):
    values = {"code": "482913", "minutes": "15"}
    return outbox.send_message(
        "people/sign_in_code", to_email="ana@example.org", to_name="", language=language, values=values
    )


@pytest.mark.django_db
def test_the_job_sends_the_mail_it_was_given(carrier):
    row = send_code()
    jobs.deliver_one(message_id=str(row.pk))
    jobs.deliver_one(message_id=str(row.pk))
    jobs.sweep_outbox(timestamp=0)
    assert [mail.message_id for mail in carrier.sent] == [row.message_id]


@pytest.mark.django_db
def test_the_sweep_sends_what_no_job_did(carrier):
    send_code()
    send_code("fr")
    jobs.sweep_outbox(timestamp=0)
    assert {mail.language for mail in carrier.sent} == {"en", "fr"}


def test_stalled_jobs_are_put_back_but_for_one_of_which_another_waits():
    put_back, finished = [], []

    async def get_stalled_jobs():
        return ["first", "sweep", "second"]

    async def retry_job(job):
        if job == "sweep":
            raise UniqueViolation(constraint_name="lock", queueing_lock=jobs.SWEEP_LOCK)
        put_back.append(job)

    async def finish_job(job, status, delete_job):
        finished.append((job, status, delete_job))

    manager = SimpleNamespace(get_stalled_jobs=get_stalled_jobs, retry_job=retry_job, finish_job=finish_job)
    context = SimpleNamespace(app=SimpleNamespace(job_manager=manager))
    # In a thread of its own: Playwright may keep an event loop in this one.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, jobs.retry_stalled_jobs(context, timestamp=0)).result()
    assert put_back == ["first", "second"]
    assert finished == [("sweep", Status.FAILED, False)]


def race_workers(row):
    """Let four workers deliver the same mail at the same time."""
    at_once = threading.Barrier(4)

    def work():
        at_once.wait()
        sending.deliver_message(row.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


@pytest.mark.usefixtures("committed_database")
def test_two_workers_send_a_mail_once(carrier):
    carrier.seconds = 0.3
    row = send_code()
    race_workers(row)
    assert len(carrier.sent) == 1
    assert Message.objects.get(pk=row.pk).tries == 1


@pytest.mark.usefixtures("committed_database")
def test_without_the_lock_they_would_send_it_again(carrier, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    carrier.seconds = 0.3
    race_workers(send_code())
    assert len(carrier.sent) > 1


@pytest.mark.usefixtures("committed_database")
def test_a_slow_sign_in_mail_does_not_hold_up_the_list_of_another_worker(carrier, monkeypatch):
    code = send_code()
    listed = outbox.send_message(
        "people/sign_in_code", to_email="ben@example.org", to_name="", language="fr",
        values={"code": "482913", "minutes": "15"}, kind="list",
    )  # fmt: skip
    taken, goes_on = threading.Event(), threading.Event()

    def send_slowly(mail):
        if mail.to_email == "ana@example.org":
            taken.set()
            assert goes_on.wait(30)
        carrier.sent.append(mail)

    monkeypatch.setattr(sending, "_find_sender", lambda: SimpleNamespace(send=send_slowly))

    def work():
        sending.deliver_message(code.pk)
        connection.close()

    slow = threading.Thread(target=work)
    slow.start()
    assert taken.wait(30)
    assert sending.deliver_due() == 1
    assert [mail.message_id for mail in carrier.sent] == [listed.message_id]
    goes_on.set()
    slow.join()
    assert len(carrier.sent) == 2
