"""Mail leaves in its order and within its limit; a carrier that is away or refuses us loses nothing."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from microacquisition.correspondence import jobs, outbox, pace, sending
from microacquisition.correspondence.models import Carrier, Message, SuppressedAddress
from microacquisition.correspondence.suppression import digest_address
from microacquisition.ports.mail import CarrierAway, PermanentFailure, TemporaryFailure
from microacquisition.site.clock import current_instant
from tests.correspondence.doubles import BulkKeepingSender

pytestmark = pytest.mark.django_db
VALUES = {"title": "A map", "reason": "Because.", "link": "https://x.org/en/"}


@pytest.fixture
def send(trial_message, carrier):
    """Write one trial mail to a name."""

    def write(name, **changes):
        facts = {"to_email": f"{name}@example.org", "to_name": "", "language": "en", "values": VALUES}
        return outbox.send_message(trial_message, **{**facts, **changes})

    return write


def names(carrier):
    return [mail.to_email.partition("@")[0] for mail in carrier.sent]


def make_due(*rows):
    for row in rows:
        Message.objects.filter(pk=row.pk).update(next_try_at=current_instant() - timedelta(seconds=1))
    Carrier.objects.update(resumes_at=None)


def sweeps():
    return ProcrastinateJob.objects.filter(task_name=jobs.SWEEP_JOB, status="todo")


def test_mail_to_a_list_has_no_job_of_its_own(send, carrier, monkeypatch):
    monkeypatch.setattr(jobs, "SWEEP_SECONDS", 60)
    for number in range(5):
        send(f"reader{number}", kind="list")
    assert not ProcrastinateJob.objects.exists()
    jobs.sweep_outbox(timestamp=0)
    assert len(carrier.sent) == 5
    assert not sweeps().exists()


def test_a_sign_in_mail_does_not_wait_behind_a_list(send, carrier, settings):
    settings.MAIL_LIMIT = "60/minute"
    for number in range(30):
        send(f"reader{number}", kind="list")
    assert sending.deliver_due() == 1
    code = send("code", kind="sign_in")
    jobs.deliver_one(message_id=str(code.pk))
    assert names(carrier) == ["reader0", "code"]


def test_what_finds_no_place_is_left_to_a_sweep_and_to_one_only(send, carrier, settings):
    settings.MAIL_LIMIT = "2/minute"
    rows = [send(f"step{number}") for number in range(4)]
    for row in rows:
        jobs.deliver_one(message_id=str(row.pk))
    assert names(carrier) == ["step0"]
    assert sweeps().count() == 1
    assert Message.objects.filter(state="queued", tries=0).count() == 3


def test_a_sweep_ends_after_a_second_and_comes_back_while_something_waits(send, carrier, settings):
    settings.MAIL_LIMIT = "600/minute"
    for number in range(40):
        send(f"reader{number}", kind="list")
    jobs.sweep_outbox(timestamp=0)
    assert 1 <= len(carrier.sent) <= 11
    assert sweeps().get().args == {"timestamp": 0}


def test_a_day_that_is_full_is_left_to_the_next_minute_s_sweep(send, carrier, settings, monkeypatch):
    monkeypatch.setattr(pace, "current_instant", lambda: datetime(2026, 12, 1, 12, tzinfo=UTC))
    settings.MAIL_LIMIT_PER_DAY = "2"
    for number in range(3):
        send(f"reader{number}", kind="list")
    jobs.sweep_outbox(timestamp=0)
    assert len(carrier.sent) == 1 and not sweeps().exists()
    send("code", kind="sign_in")
    jobs.sweep_outbox(timestamp=0)
    assert names(carrier)[-1] == "code"


def test_a_carrier_that_is_away_for_days_loses_nothing(send, carrier):
    step, listed = send("step"), send("reader", kind="list")
    for _ in range(2 * len(sending.BACK_OFF_MINUTES)):
        carrier.failures[:] = [CarrierAway("no_connection")] * 2
        make_due(step, listed)
        sending.deliver_due(1)
        Carrier.objects.update(resumes_at=None, away_since=current_instant() - timedelta(days=2))
        sending.deliver_due(1)
    assert list(Message.objects.values_list("state", flat=True)) == ["queued", "queued"]
    carrier.failures.clear()
    make_due(step, listed)
    sending.deliver_due()
    assert names(carrier) == ["step", "reader"]
    assert pace.find_carrier().failing_since is None


def test_one_failure_of_the_carrier_spares_it_the_others(send, carrier):
    for number in range(5):
        send(f"reader{number}", kind="list")
    carrier.failures.append(CarrierAway("status_503"))
    assert sending.deliver_due() == 1
    assert Message.objects.filter(tries=0).count() == 4 and carrier.sent == []
    found = pace.find_carrier()
    assert found.failure == "status_503" and found.failing_since is not None
    assert sending.deliver_due() == 0
    code = send("code", kind="sign_in")
    sending.deliver_message(code.pk)
    assert names(carrier) == ["code"]
    assert pace.find_carrier().resumes_at is None
    sending.deliver_due()
    assert len(carrier.sent) == 5


def test_a_mail_on_which_a_working_carrier_always_fails_is_given_up(send, carrier):
    row = send("poison")
    for _ in range(len(sending.BACK_OFF_MINUTES) + 1):
        carrier.failures.append(CarrierAway("status_500"))
        make_due(row)
        sending.deliver_due()
        pace.note_success(sealed=False)
    row.refresh_from_db()
    assert row.state == "failed"


def test_a_sign_in_mail_is_given_up_soon(send, carrier):
    row = send("code", kind="sign_in")
    for _ in range(sending.SIGN_IN_TRIES + 1):
        carrier.failures.append(CarrierAway("no_connection"))
        make_due(row)
        sending.deliver_message(row.pk)
    row.refresh_from_db()
    assert (row.state, row.subject, row.body) == ("failed", "", "")


@pytest.mark.parametrize(
    ("kind", "failure", "suppressed"),
    [
        ("list", PermanentFailure("smtp_550", of_address=True), True),
        ("list", PermanentFailure("smtp_554"), False),
        ("list", TemporaryFailure("smtp_451"), False),
        ("step", PermanentFailure("smtp_550", of_address=True), False),
    ],
)
def test_an_address_that_refuses_a_list_gets_no_more_of_it(send, carrier, kind, failure, suppressed):
    send("gone", kind=kind)
    carrier.failures.append(failure)
    sending.deliver_due()
    digest = digest_address("gone@example.org")
    assert SuppressedAddress.objects.filter(address_digest=digest, reason="bounced").exists() is suppressed


def test_a_retry_says_that_the_mail_was_tried_before(send, carrier):
    row = send("step")
    carrier.failures.append(TemporaryFailure("smtp_451"))
    sending.deliver_due()
    make_due(row)
    sending.deliver_due()
    send("other")
    sending.deliver_due()
    assert [mail.tried_before for mail in carrier.sent] == [True, False]


@pytest.fixture
def bulk(send, carrier, settings):
    """A carrier that takes eight mails to a list at once."""
    settings.MAIL_SENDER, settings.MAIL_BULK = "tests.correspondence.doubles.BulkKeepingSender", 8
    BulkKeepingSender.bulks = []
    return BulkKeepingSender


def test_a_list_goes_in_bulk_where_the_carrier_takes_it_so(send, carrier, bulk):
    for number in range(20):
        send(f"reader{number}", kind="list")
    send("step")
    sending.deliver_due()
    assert [count for count, _reference in bulk.bulks] == [8, 8, 4]
    assert names(carrier)[0] == "step" and len(carrier.sent) == 21
    assert all(uuid.UUID(reference) for _count, reference in bulk.bulks)
    assert not Message.objects.exclude(state="sent").exists()


def test_a_bulk_that_fails_is_sent_one_by_one(send, carrier, bulk):
    rows = [send(f"reader{number}", kind="list") for number in range(5)]
    carrier.failures.append(PermanentFailure("address", of_address=True))
    assert sending.deliver_due() == 1
    assert Message.objects.filter(state="queued", tries=1).count() == 5
    assert not SuppressedAddress.objects.exists()
    make_due(*rows)
    assert sending.deliver_due() == 5
    assert bulk.bulks == [] and len(carrier.sent) == 5
