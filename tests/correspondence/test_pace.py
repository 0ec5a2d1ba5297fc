"""The carrier's limit: never passed by all workers together, sign-in mail before all others, nothing while it fails."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from microacquisition.correspondence import pace
from microacquisition.correspondence.models import Carrier, Kind

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now

    def move(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch):
    """The clock by which places are given."""
    moved = Clock()
    monkeypatch.setattr(pace, "current_instant", moved)
    return moved


def take_all(kind, clock):
    """Take places until one must wait; return how many were taken."""
    taken = 0
    while pace.take_place(kind) <= 0:
        taken += 1
    return taken


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "count", "span"), [("20/minute", 20, 60), ("5/second", 5, 1)])
def test_no_span_holds_more_than_the_limit(settings, clock, limit, count, span):
    settings.MAIL_LIMIT = limit
    left = []
    for tick in range(480):
        for kind in (Kind.LIST, Kind.STEP, Kind.SIGN_IN) if tick % 31 == 0 else (Kind.LIST,):
            while pace.take_place(kind) <= 0:
                left.append(clock.now)
        clock.move(span / 120)
    most = max(sum(at <= other < at + timedelta(seconds=span) for other in left) for at in left)
    assert most <= count
    # Nor is the limit wasted: an even pace comes close to it.
    assert len(left) >= 0.85 * count * 480 / 120


@pytest.mark.django_db
def test_sign_in_mail_leaves_though_a_list_takes_every_place(settings, clock):
    settings.MAIL_LIMIT = "60/minute"
    for _ in range(600):
        pace.take_place(Kind.LIST)
        clock.move(0.1)
    take_all(Kind.LIST, clock)
    assert pace.take_place(Kind.STEP) == 0
    assert pace.take_place(Kind.SIGN_IN) == 0
    assert pace.take_place(Kind.LIST) > 1


@pytest.mark.django_db
def test_a_day_keeps_places_for_sign_in_and_steps(settings, clock):
    settings.MAIL_LIMIT_PER_DAY = "100"
    assert [take_all(kind, clock) for kind in (Kind.LIST, Kind.STEP, Kind.SIGN_IN)] == [85, 10, 5]
    assert pace.take_place(Kind.SIGN_IN) == pytest.approx(12 * 3600)
    clock.move(12 * 3600)
    assert take_all(Kind.LIST, clock) == 85


@pytest.mark.django_db
def test_a_bulk_takes_one_place_and_all_its_mails_of_the_day(settings, clock):
    settings.MAIL_LIMIT, settings.MAIL_LIMIT_PER_DAY = "60/minute", "100"
    assert pace.take_place(Kind.LIST, 50) == 0
    assert pace.take_place(Kind.LIST, 1) == pytest.approx(1.125)
    clock.move(2)
    assert pace.take_place(Kind.LIST, 50) > 3600
    assert pace.take_place(Kind.LIST, 35) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("limit", ["", "600/minute"])
def test_a_carrier_that_fails_is_left_alone_but_for_sign_in_mail(settings, clock, limit):
    settings.MAIL_LIMIT = limit
    pauses = []
    for _ in range(12):
        pace.note_failure("no_connection", sealed=False)
        wait = pace.take_place(Kind.STEP)
        assert pace.take_place(Kind.LIST) >= wait > 0
        assert pace.take_place(Kind.SIGN_IN) == 0
        pauses.append(wait)
        clock.move(wait)
    assert pauses[0] == 10 and pauses == sorted(pauses) and pauses[-1] == 300
    assert pace.find_carrier().failing_since == NOON
    pace.note_success(sealed=False)
    carrier = Carrier.objects.get()
    assert (carrier.failing_since, carrier.failure, carrier.away_since) == (None, "", None)
    assert pace.take_place(Kind.LIST) == 0


@pytest.mark.django_db
def test_what_sealed_mail_finds_out_is_shown_nowhere(clock):
    pace.note_failure("no_connection", sealed=True)
    carrier = pace.find_carrier()
    assert (carrier.failing_since, carrier.failure) == (None, "")
    assert pace.take_place(Kind.STEP) == 10
    pace.note_failure("no_connection", sealed=False)
    pace.note_success(sealed=True)
    carrier = pace.find_carrier()
    assert (carrier.failing_since, carrier.away_since) == (NOON, None)
    assert pace.take_place(Kind.STEP) == 0


def test_when_the_last_of_a_list_will_have_left(settings):
    assert pace.estimate_end(1000, 0, NOON) is None
    settings.MAIL_LIMIT = "100/minute"
    assert pace.estimate_end(0, 0, NOON) is None
    assert pace.estimate_end(1000, 0, NOON) == NOON + timedelta(seconds=675)
    settings.MAIL_LIMIT, settings.MAIL_LIMIT_PER_DAY = "", "1000"
    midnight = datetime(2026, 12, 2, tzinfo=UTC)
    # 850 a day are for the list: 800 today, then as many as fit.
    assert pace.estimate_end(800, 50, NOON) == NOON
    assert pace.estimate_end(801, 50, NOON) == midnight
    assert pace.estimate_end(1650, 50, NOON) == midnight
    assert pace.estimate_end(1651, 50, NOON) == midnight + timedelta(days=1)


@pytest.mark.parametrize(
    ("rate", "per_day"), [("fast", ""), ("0/minute", ""), ("10/hour", ""), ("10/minute", "-1"), ("", "١٠")]
)
def test_a_limit_that_cannot_be_read_is_refused(settings, rate, per_day):
    settings.MAIL_LIMIT, settings.MAIL_LIMIT_PER_DAY = rate, per_day
    with pytest.raises(pace.LimitRefused):
        pace.read_limit()


def race_for_places(monkeypatch):
    """Let four workers ask for the one place there is at the same time; return how many got it."""
    real, at_once, got = pace._find_opening, threading.Barrier(4), []

    def look_slowly(*facts):
        opening = real(*facts)
        threading.Event().wait(0.15)
        return opening

    monkeypatch.setattr(pace, "_find_opening", look_slowly)

    def work():
        at_once.wait()
        got.append(pace.take_place(Kind.LIST) <= 0)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(got)


@pytest.mark.usefixtures("committed_database")
def test_workers_share_one_limit(settings, monkeypatch):
    settings.MAIL_LIMIT = "1/minute"
    Carrier.objects.create(pk=1)
    assert race_for_places(monkeypatch) == 1


@pytest.mark.usefixtures("committed_database")
def test_without_the_lock_they_would_pass_it(settings, monkeypatch):
    settings.MAIL_LIMIT = "1/minute"
    Carrier.objects.create(pk=1)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    assert race_for_places(monkeypatch) > 1
