"""The outbox: one row per event, recipient and message; retried; sealed where it must be."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from procrastinate.contrib.django.models import ProcrastinateJob

from microacquisition.correspondence import outbox, sending
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.texts import TextRefused
from microacquisition.ports.mail import PermanentFailure, TemporaryFailure
from microacquisition.site.clock import current_instant

pytestmark = pytest.mark.django_db
EVENT = uuid.uuid4()
VALUES = {"title": "A map", "reason": "Because.", "link": "https://x.org/en/"}


@pytest.fixture
def send(trial_message, carrier):
    """Write one trial mail."""

    def write(**changes):
        facts = {"to_email": "ana@example.org", "to_name": "Ana", "language": "en", "values": VALUES}
        return outbox.send_message(trial_message, **{**facts, **changes})

    return write


def make_due(row):
    Message.objects.filter(pk=row.pk).update(next_try_at=current_instant() - timedelta(seconds=1))


def test_a_mail_is_written_then_sent_once(send, carrier):
    row = send()
    assert carrier.sent == []
    assert sending.deliver_due() == 1
    assert sending.deliver_due() == 0
    assert sending.deliver_message(row.pk) is None
    (mail,) = carrier.sent
    assert (mail.to_email, mail.subject, mail.message_id) == (
        "ana@example.org",
        "About A map",
        row.message_id,
    )
    row.refresh_from_db()
    assert (row.state, row.tries) == ("sent", 1) and row.sent_at is not None


def test_the_job_is_deferred_in_the_same_transaction(send):
    with pytest.raises(RuntimeError), transaction.atomic():
        send()
        assert ProcrastinateJob.objects.filter(task_name=outbox.DELIVER_JOB).count() == 1
        raise RuntimeError
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    row = send()
    job = ProcrastinateJob.objects.get()
    assert (job.args, job.queue_name) == ({"message_id": str(row.pk)}, "mail")


def test_one_mail_for_each_event_recipient_and_message(send):
    event = EVENT
    first = send(event_id=event)
    assert send(event_id=event).pk == first.pk
    assert send(event_id=event, to_email="ben@example.org").pk != first.pk
    assert Message.objects.count() == 2


def test_the_database_refuses_a_second_row_for_the_same_event(send):
    row = send(event_id=EVENT)
    row.pk, row.message_id, row._state.adding = uuid.uuid4(), "<other@x>", True
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)
    assert Message.objects.count() == 1


def test_mail_of_rolled_back_work_does_not_exist(send, carrier):
    with pytest.raises(RuntimeError), transaction.atomic():
        send()
        raise RuntimeError
    assert sending.deliver_due() == 0 and carrier.sent == []


def test_a_temporary_failure_is_tried_again_later_with_the_same_message_id(send, carrier):
    row = send()
    carrier.failures.append(TemporaryFailure("smtp_451"))
    assert sending.deliver_due() == 1
    row.refresh_from_db()
    assert (row.state, row.tries, row.last_error) == ("queued", 1, "smtp_451")
    assert row.next_try_at > current_instant() + timedelta(seconds=50)
    assert sending.deliver_due() == 0
    make_due(row)
    assert sending.deliver_due() == 1
    assert carrier.sent[0].message_id == row.message_id


def test_it_gives_up_after_the_last_try(send, carrier):
    row = send()
    for _ in range(len(sending.BACK_OFF_MINUTES) + 1):
        carrier.failures.append(TemporaryFailure("smtp_451"))
        make_due(row)
        sending.deliver_due()
    row.refresh_from_db()
    assert row.state == "failed"


def test_a_permanent_failure_is_not_tried_again(send, carrier):
    row = send()
    carrier.failures.append(PermanentFailure("smtp_550"))
    sending.deliver_due()
    row.refresh_from_db()
    assert (row.state, row.last_error) == ("failed", "smtp_550")
    assert sending.deliver_due() == 0


def test_one_broken_mail_does_not_hold_up_the_others(send, carrier):
    send()
    send()
    carrier.failures.append(RuntimeError("surprise"))
    assert sending.deliver_due() == 2
    assert len(carrier.sent) == 1


def test_sign_in_mail_leaves_first_and_its_text_is_erased(send, carrier):
    send(to_email="list@example.org", kind="list")
    send(to_email="step@example.org")
    code = send(to_email="code@example.org", kind="sign_in")
    sending.deliver_due()
    assert [mail.to_email.split("@")[0] for mail in carrier.sent] == ["code", "step", "list"]
    code.refresh_from_db()
    assert (code.subject, code.body, code.to_email) == ("", "", "code@example.org")
    jobs = ProcrastinateJob.objects.order_by("-priority").values_list("args__message_id", flat=True)
    assert len(jobs) == 2 and jobs[0] == str(code.pk)


def test_a_list_mail_carries_the_address_that_ends_it(send, carrier):
    send(kind="list", unsubscribe="https://x.org/en/end/abc/")
    send()
    sending.deliver_due()
    assert sorted(mail.unsubscribe for mail in carrier.sent) == ["", "https://x.org/en/end/abc/"]


def test_a_sealed_mail_shows_no_reader_of_the_database_who_gets_what(send, carrier):
    values = {**VALUES, "reason": "canary-reason"}
    row = send(to_email="canary@example.org", to_name="Canary", values=values, sealed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT m::text FROM correspondence_message m")
        clear = cursor.fetchone()[0].lower()
    assert "canary" not in clear
    assert "63616e617279" not in clear
    assert "canary" not in str(list(ProcrastinateJob.objects.values_list("args", flat=True)))
    sending.deliver_due()
    (mail,) = carrier.sent
    assert (mail.to_email, mail.to_name) == ("canary@example.org", "Canary")
    assert "canary-reason" in mail.text
    row.refresh_from_db()
    assert outbox.read_letter(row).to_email == "canary@example.org"


def test_the_key_of_a_sealed_mail_tells_nothing_and_still_works_once(send):
    keys = {"recipient_key": "person-1", "sealed": True}
    rows = [send(**keys), send(**keys), send(**keys, event_id=EVENT), send(**keys, event_id=uuid.uuid4())]
    assert len({row.recipient_key for row in rows}) == 4
    assert send(**keys, event_id=EVENT).pk == rows[2].pk


@pytest.mark.parametrize(
    "changes",
    [
        {"to_email": "ana@example.org\nBcc: all@example.org"},
        {"to_name": "Ana\r\nBcc: all@example.org"},
        {"reply_to": "a@example.org\nBcc: all@example.org"},
        {"to_email": "ana@example.org, ben@example.org"},
        {"to_email": ""},
        {"unsubscribe": "https://x.org/end\nBcc: all@example.org"},
        {"unsubscribe": "mailto:end@example.org"},
        {"unsubscribe": "https://x.org/end", "sealed": True},
        {"values": {**VALUES, "title": "A map\nBcc: all@example.org"}},
        {"values": {**VALUES, "title": "A map\u2028Bcc: all@example.org"}},
    ],
)
def test_no_header_can_be_slipped_in(send, changes):
    with pytest.raises((outbox.AddressRefused, TextRefused)):
        send(**changes)
    assert not Message.objects.exists() and not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"body": "other"},
        {"to_email": "eve@example.org"},
        {"template": "other/text"},
        {"message_id": "<other@x>"},
        {"unsubscribe": "https://x.org/other"},
    ],
)
def test_what_was_written_is_never_rewritten(send, change):
    row = send()
    with pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    assert Message.objects.get(pk=row.pk).body == row.body


def test_what_was_sent_is_never_queued_again(send):
    row = send()
    sending.deliver_due()
    with pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.filter(pk=row.pk).update(state="queued", sent_at=None)
    row.refresh_from_db()
    assert row.state == "sent"


@pytest.mark.parametrize(
    ("language", "link", "other"),
    [
        ("en", "https://x.org/en/demo/mailbox/", "https://x.org/fr/demo/boite-aux-lettres/"),
        ("fr", "https://x.org/fr/demo/boite-aux-lettres/", "https://x.org/en/demo/mailbox/"),
    ],
)
def test_a_mail_says_who_we_are_and_where_the_other_language_is(send, carrier, language, link, other):
    send(language=language, values={**VALUES, "link": link}, reply_to="programme@example.org")
    sending.deliver_due()
    (mail,) = carrier.sent
    foot = mail.text.split("\n--\n")[1]
    assert foot.startswith("Why.") and other in foot and "programme@example.org" in foot
    assert mail.reply_to == "programme@example.org" and other in mail.html
