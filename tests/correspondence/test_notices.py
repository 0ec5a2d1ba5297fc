"""What a carrier tells us by itself: only with its token, kept once, believed of our own mail alone, answered at once."""

import json
import time
import uuid

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from procrastinate.contrib.django.models import ProcrastinateJob

from microacquisition.correspondence import jobs, notices, outbox, sending
from microacquisition.correspondence.models import MailNotice, Message, SuppressedAddress

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-carrier"
ADDRESS = "/mail/notices/"
VALUES = {"title": "A map", "reason": "Because.", "link": "https://x.org/en/"}


@pytest.fixture
def row(trial_message, carrier, settings):
    """A mail that has left, with notices of delivery taken."""
    settings.MAIL_NOTICE_TOKEN = TOKEN
    settings.MAIL_NOTICE_READER = "microacquisition.integrations.gc_notify.read_notice"
    return send(trial_message)


def send(template, **changes):
    facts = {"to_email": "gone@example.org", "to_name": "", "language": "en", "values": VALUES}
    written = outbox.send_message(template, **{**facts, **changes})
    sending.deliver_due()
    return written


def tell(client, row, status="permanent-failure", token=TOKEN, **changes):
    said = {"id": str(uuid.uuid4()), "reference": str(row.pk), "status": status, **changes}
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post(ADDRESS, json.dumps(said), content_type="application/json", headers=headers)


def act_on_all():
    for job in ProcrastinateJob.objects.filter(task_name=notices.ACT_JOB):
        jobs.act_on_notice(**job.args)


def test_mail_that_came_back_for_good_ends_list_mail_to_its_address(client, row):
    assert tell(client, row).status_code == 200
    assert not SuppressedAddress.objects.exists(), "only the worker acts"
    act_on_all()
    act_on_all()
    assert SuppressedAddress.objects.get().reason == "bounced"
    assert MailNotice.objects.get().outcome == "returned"
    row.refresh_from_db()
    assert row.state == "sent"


@pytest.mark.parametrize("status", ["delivered", "temporary-failure", "technical-failure"])
def test_other_news_ends_nothing(client, row, status):
    assert tell(client, row, status).status_code == 200
    act_on_all()
    assert MailNotice.objects.count() == 1 and not SuppressedAddress.objects.exists()


def test_a_notice_that_comes_twice_is_kept_once(client, row):
    same = {"id": str(uuid.uuid4())}
    for _ in range(3):
        assert tell(client, row, **same).status_code == 200
    assert MailNotice.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name=notices.ACT_JOB).count() == 1


def test_of_sealed_mail_nothing_is_written_anywhere(client, row, trial_message):
    sealed = send(trial_message, to_email="canary@example.org", sealed=True)
    tell(client, sealed)
    act_on_all()
    assert not SuppressedAddress.objects.exists()


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", "é"])
def test_without_the_token_nothing_is_taken(client, row, token):
    assert tell(client, row, token=token).status_code == 401
    assert not MailNotice.objects.exists()


def test_a_notice_of_no_mail_of_ours_is_answered_alike_and_leaves_nothing(client, row):
    assert tell(client, row, reference=str(uuid.uuid4())).status_code == 200
    assert client.post(
        ADDRESS, '{"health_check": "true"}', content_type="application/json", headers={"Authorization": f"Bearer {TOKEN}"}
    ).status_code == 200  # fmt: skip
    assert tell(client, row, reference="12345678").status_code == 400
    assert tell(client, row, status="strange").status_code == 400
    assert not MailNotice.objects.exists()


@pytest.mark.parametrize("lacking", ["MAIL_NOTICE_TOKEN", "MAIL_NOTICE_READER"])
def test_where_no_notices_are_taken_the_address_is_not_there(client, row, settings, lacking):
    setattr(settings, lacking, "")
    assert tell(client, row).status_code == 404
    assert client.get(ADDRESS).status_code == 405


def test_it_is_answered_within_a_second(client, row):
    began = time.monotonic()
    for _ in range(10):
        tell(client, row)
    assert (time.monotonic() - began) / 10 < 1


def test_what_the_carrier_said_is_never_changed(client, row):
    tell(client, row)
    for change in (
        lambda: MailNotice.objects.update(outcome="delivered"),
        MailNotice.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Message.objects.count() == 1
