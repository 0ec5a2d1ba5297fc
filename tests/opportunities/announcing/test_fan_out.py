"""The pages of a fan-out: once each, from where a dead worker stopped, two workers at a time, and who leaves meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from microacquisition.correspondence.ending import unsubscribe
from microacquisition.correspondence.models import Message, State
from microacquisition.correspondence.sending import deliver_due
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.opportunities.announcing import fan_out
from microacquisition.opportunities.announcing.actions import FAN_OUT_JOB
from microacquisition.opportunities.announcing.fan_out import go_on_with_unfinished, run_page, send_page
from microacquisition.opportunities.announcing.models import Announcement
from microacquisition.opportunities.announcing.queries import list_recipients
from tests.builders import People
from tests.correspondence.doubles import KeepingSender
from tests.opportunities.announcing.making import let_the_worker_write, list_told, make_subscriber, post

READERS = 7


@pytest.fixture
def announced(people: People, monkeypatch: Any) -> UUID:
    """An opportunity that opened, seven subscribers, three a page."""
    monkeypatch.setattr(fan_out, "PAGE", 3)
    for number in range(READERS):
        make_subscriber(f"reader{number}@example.org", "fr" if number % 2 else "en")
    post(people)
    key: UUID = Announcement.objects.get().pk
    return key


def everybody() -> list[str]:
    """Every reader, once."""
    return [f"reader{number}@example.org" for number in range(READERS)]


def count_jobs() -> int:
    """How many pages wait for the worker."""
    return int(ProcrastinateJob.objects.filter(task_name=FAN_OUT_JOB).count())


def test_each_page_is_a_job_and_everybody_is_told_once(announced: UUID) -> None:
    assert (count_jobs(), Message.objects.filter(kind="list").count()) == (1, 0)
    for written in (3, 6, 7):
        run_page(announced)
        assert Message.objects.filter(kind="list").count() == written
    row = Announcement.objects.get()
    assert (row.told, row.finished_at is not None) == (7, True)
    run_page(announced)
    assert list_told() == everybody() and count_jobs() == 1  # the first one, which nobody has taken


def test_what_a_dead_worker_left_is_written_by_the_next(announced: UUID, monkeypatch: Any) -> None:
    send_page(announced)
    write = fan_out.write_list_mail

    def die(*parts: Any, **named: Any) -> Any:
        write(*parts, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(fan_out, "write_list_mail", die)
    with pytest.raises(KeyboardInterrupt):
        send_page(announced)
    monkeypatch.setattr(fan_out, "write_list_mail", write)
    assert Message.objects.filter(kind="list").count() == 3
    ProcrastinateJob.objects.filter(task_name=FAN_OUT_JOB).update(status="doing")  # its worker is dead
    for _minute in range(2):
        go_on_with_unfinished()
    assert count_jobs() == 2, "one for the dead worker, one that waits, not one a minute"
    while send_page(announced):
        pass
    assert list_told() == everybody()


def test_the_announcement_is_part_of_the_step(people: People) -> None:
    make_subscriber()
    with pytest.raises(RuntimeError), transaction.atomic():
        post(people)
        raise RuntimeError
    assert not Announcement.objects.exists() and count_jobs() == 0


class Meeting:
    """Holds a worker that has read its page until the other one has too, or was turned away: the race, each time."""

    def __init__(self, monkeypatch: Any) -> None:
        self.there, self.changed = 0, threading.Condition()
        write = fan_out._write_mails

        def write_with_the_other(*parts: Any) -> int:
            self.arrive(wait=True)
            return write(*parts)

        monkeypatch.setattr(fan_out, "_write_mails", write_with_the_other)

    def arrive(self, *, wait: bool = False) -> None:
        """One more has read its page, or is done."""
        with self.changed:
            self.there += 1
            self.changed.notify_all()
            if wait:
                self.changed.wait_for(lambda: self.there >= 2, timeout=10)

    def work_at_once(self, announced: UUID) -> list[bool | Exception]:
        """Let two workers write a page at the same time; return what each said."""

        def work(_number: int) -> bool | Exception:
            try:
                return send_page(announced)
            except IntegrityError as error:
                return error
            finally:
                self.arrive()
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(work, range(2)))


def test_two_workers_do_not_meet_at_one_page(announced: UUID, monkeypatch: Any) -> None:
    answers = Meeting(monkeypatch).work_at_once(announced)
    assert sorted(answers, key=str) == [False, True]
    assert Message.objects.filter(kind="list").count() == Announcement.objects.get().told == 3
    let_the_worker_write()
    assert list_told() == everybody() and Announcement.objects.get().told == READERS


def test_without_the_lock_they_would(announced: UUID, monkeypatch: Any) -> None:
    """The negative control: both write the same page, and only the outbox's constraint keeps its mails single."""
    unlocked = Announcement.objects.select_related("opportunity")
    monkeypatch.setattr(fan_out, "_lock", lambda key: unlocked.get(pk=key))
    monkeypatch.setattr(fan_out, "list_recipients", Unlocked)
    answers = Meeting(monkeypatch).work_at_once(announced)
    assert False not in answers
    assert Message.objects.filter(kind="list").count() == 3


class Unlocked:
    """The same page, without the lock on its subscribers."""

    def __init__(self, row: Announcement) -> None:
        self.rows = list_recipients(row)

    def select_for_update(self, **_how: Any) -> Any:
        return self.rows


def leave_during_the_page(announced: UUID, monkeypatch: Any, patience: float) -> None:
    """One reader leaves between the reading of the page that holds them and its writing, which waits so many seconds."""
    row = Announcement.objects.get(pk=announced)
    first = list_recipients(row).first()
    assert first is not None
    write, begun = fan_out._write_mails, threading.Event()
    leaving = threading.Thread(target=leave, args=(first, begun))

    def write_while_one_leaves(*parts: Any) -> int:
        begun.set()
        leaving.join(timeout=patience)
        return write(*parts)

    monkeypatch.setattr(fan_out, "_write_mails", write_while_one_leaves)
    leaving.start()
    send_page(announced)
    leaving.join()


def leave(subscription: Subscription, begun: threading.Event) -> None:
    """Leave as soon as the page was read."""
    try:
        begun.wait(timeout=10)
        unsubscribe(subscription)
    finally:
        connections.close_all()


def test_who_leaves_during_a_page_gets_none_of_its_mails(announced: UUID, monkeypatch: Any) -> None:
    leave_during_the_page(announced, monkeypatch, patience=0.5)
    mails = Message.objects.filter(kind="list")
    assert mails.count() == 3
    assert mails.filter(state=State.WITHDRAWN, to_email="").count() == 1
    assert mails.filter(state=State.QUEUED).count() == 2


def test_without_the_lock_on_the_reader_a_mail_would_still_leave(announced: UUID, monkeypatch: Any) -> None:
    """The negative control: the reader has left, and the mail that was written afterwards waits to be sent."""
    monkeypatch.setattr(fan_out, "list_recipients", Unlocked)
    leave_during_the_page(announced, monkeypatch, patience=20)
    assert Message.objects.filter(kind="list", state=State.QUEUED).count() == 3
    assert Subscription.objects.filter(ended_at__isnull=False).count() == 1


def test_who_left_before_gets_nothing_and_no_mail_is_delivered_afterwards(
    announced: UUID, settings: Any
) -> None:
    settings.MAIL_SENDER = "tests.correspondence.doubles.KeepingSender"
    KeepingSender.sent, KeepingSender.failures, KeepingSender.seconds = [], [], 0
    let_the_worker_write()
    for subscription in Subscription.objects.all():
        unsubscribe(subscription)
    deliver_due()
    assert not {mail.to_email for mail in KeepingSender.sent} & set(everybody())
    assert set(Message.objects.filter(kind="list").values_list("state", "to_email")) == {("withdrawn", "")}
