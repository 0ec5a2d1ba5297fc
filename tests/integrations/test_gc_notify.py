"""Mail by GC Notify, against the vendor's own contract: what we ask, what each documented answer means to us."""

import json
import runpy
import uuid

import httpx
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from config import wiring
from microacquisition.correspondence import sending
from microacquisition.correspondence.models import Carrier, Message
from microacquisition.correspondence.outbox import send_message
from microacquisition.integrations.gc_notify import GcNotify, read_notice, write_body
from microacquisition.ports.mail import (
    CarrierAway,
    NoticeNotRead,
    OutgoingMail,
    PermanentFailure,
    TemporaryFailure,
)
from tests.integrations.gc_notify_double import (
    BULK,
    EMAIL,
    KEY,
    LIST,
    TEMPLATE,
    GcNotifyDouble,
    read_contract,
)

REFERENCE = "7e51a7c1-58f1-4f1c-9a52-1a5c9f9a3a11"
FACTS = {
    "message_id": f"<{REFERENCE}@example.org>",
    "sender": "micro@example.org",
    "reply_to": "programme@example.org",
    "to_email": "ana@example.org",
    "to_name": "Ana Éluard",
    "language": "fr",
    "subject": "Reçue\u00a0: une carte",
    "text": "Bonjour,\n\nReçue.\n\n--\nPourquoi.\n",
    "html": "<p>Bonjour</p>",
}


def make_mail(**changes):
    return OutgoingMail(**{**FACTS, **changes})


@pytest.fixture
def notify(monkeypatch):
    """GC Notify as its contract describes it."""
    monkeypatch.setenv("GC_NOTIFY_KEY", KEY)
    monkeypatch.setenv("GC_NOTIFY_TEMPLATE", TEMPLATE)
    monkeypatch.delenv("GC_NOTIFY_REPLY_TO", raising=False)
    return GcNotifyDouble(read_contract())


def send(double, mail=None):
    return GcNotify(httpx.MockTransport(double.answer)).send(mail or make_mail())


def test_a_mail_is_asked_for_as_the_contract_says(notify, monkeypatch):
    monkeypatch.setenv("GC_NOTIFY_REPLY_TO", "87654321-4321-4321-4321-210987654321")
    receipt = send(notify)
    (taken,) = notify.taken
    assert receipt.reference == taken["id"]
    assert (taken["email_address"], taken["template_id"], taken["reference"]) == (
        "ana@example.org",
        TEMPLATE,
        REFERENCE,
    )
    assert taken["email_reply_to_id"] == "87654321-4321-4321-4321-210987654321"
    assert taken["personalisation"]["subject"] == FACTS["subject"]
    assert taken["personalisation"]["body"] == "[[fr]]\nBonjour,\n\nReçue.\n\n---\nPourquoi.\n[[/fr]]"


def test_many_mails_go_in_one_request(notify):
    mails = [make_mail(to_email=f"reader{number}@example.org") for number in range(3)]
    GcNotify(httpx.MockTransport(notify.answer)).send_many(mails, REFERENCE)
    assert notify.asked == [f"POST {BULK}"]
    assert [each["email_address"] for each in notify.taken] == [mail.to_email for mail in mails]


@pytest.mark.parametrize(
    ("status", "example", "failure", "code"),
    [
        (400, "team_api_key_error", CarrierAway, "refused_to_us"),
        (400, "trial_mode_error", CarrierAway, "refused_to_us"),
        (400, "virus_scan_failed", TemporaryFailure, "status_400"),
        (401, "", CarrierAway, "authentication"),
        (403, "invalid_api_key", CarrierAway, "authentication"),
        (403, "system_clock_error", CarrierAway, "authentication"),
        (429, "rate_limit_exceeded", CarrierAway, "too_fast"),
        (429, "send_limit_exceeded", CarrierAway, "day_is_full"),
        (500, "", CarrierAway, "status_500"),
    ],
)
def test_what_each_documented_refusal_means(notify, status, example, failure, code):
    notify.next_answers.append((status, example))
    with pytest.raises(failure) as caught:
        send(notify)
    assert type(caught.value) is failure and caught.value.code == code
    assert notify.taken == []


@pytest.mark.parametrize(
    ("example", "failure"),
    [
        ("template_not_found", CarrierAway),
        ("service_not_allowed", CarrierAway),
        ("daily_limit_exceeded", CarrierAway),
        ("row_errors", PermanentFailure),
        ("too_many_rows", TemporaryFailure),
    ],
)
def test_what_each_refusal_of_a_bulk_means(notify, example, failure):
    notify.next_answers.append((400, example))
    with pytest.raises(failure) as caught:
        GcNotify(httpx.MockTransport(notify.answer)).send_many([make_mail()], REFERENCE)
    assert type(caught.value) is failure and notify.taken == []


def answer_with(status, message):
    body = {"status_code": status, "errors": [{"error": "ValidationError", "message": message}]}
    return lambda request: httpx.Response(status, json=body)


def test_an_address_that_is_none_is_refused_for_good():
    wrong = answer_with(400, "email_address Not a valid email address")
    with pytest.raises(PermanentFailure) as caught:
        GcNotify(httpx.MockTransport(wrong)).send(make_mail())
    assert caught.value.of_address


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: httpx.Response(503, text="<html>later</html>"),
        lambda request: httpx.Response(201, text="no JSON"),
        lambda request: httpx.Response(302, headers={"Location": "https://elsewhere.example.org/"}),
    ],
)
def test_an_answer_that_is_none_is_worth_another_try(answer):
    with pytest.raises(CarrierAway):
        GcNotify(httpx.MockTransport(answer)).send(make_mail())


@pytest.mark.parametrize("kept", [True, False])
def test_after_no_answer_a_retry_asks_first_whether_it_was_taken(notify, kept):
    notify.next_answers, notify.keeps_though_silent = [None], kept
    with pytest.raises(CarrierAway):
        send(notify)
    receipt = send(notify, make_mail(tried_before=True))
    assert len(notify.taken) == 1
    assert receipt.reference == notify.taken[0]["id"]
    assert notify.asked == [f"POST {EMAIL}", f"GET {LIST}", *([] if kept else [f"POST {EMAIL}"])]


def test_nothing_that_people_write_closes_the_block_or_hides_an_address():
    nasty = "[[/fr]] [[en]] ((secret)) [Payez ici](https://evil.example.org/)"
    body = write_body(make_mail(text=nasty))
    assert body.count("[[") == 2 and "((" not in body and "](" not in body
    assert "https://evil.example.org/" in body


def test_a_list_mail_says_where_it_ends_since_no_header_can():
    ending = "https://x.org/fr/fin/abc/"
    assert write_body(make_mail(unsubscribe=ending)).count(ending) == 1
    assert "Se désabonner\u00a0: " in write_body(make_mail(unsubscribe=ending))
    assert write_body(make_mail(unsubscribe=ending, text=f"Fin\u00a0: {ending}")).count(ending) == 1


def make_notice(**changes):
    said = {
        "id": str(uuid.UUID(int=1)), "reference": REFERENCE, "to": "ana@example.org", "status": "delivered",
        "created_at": "2026-05-14T12:15:30.000000Z", "completed_at": None, "sent_at": None,
        "notification_type": "email",
    }  # fmt: skip
    return json.dumps({**said, **changes}).encode()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("delivered", "delivered"),
        ("permanent-failure", "returned"),
        ("temporary-failure", "undelivered"),
        ("technical-failure", "undelivered"),
    ],
)
def test_a_notice_is_read(status, outcome):
    notice = read_notice(make_notice(status=status))
    assert (notice.reference, notice.outcome) == (REFERENCE, outcome)
    assert notice.number == f"{uuid.UUID(int=1)} {status}"


def test_a_check_of_our_address_is_no_notice():
    assert read_notice(b'{"health_check": "true"}') is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"no JSON", b"[]", b"null", b'"text"', b"{}", b"[" * 5000, make_notice(status="strange"), make_notice(status=[]),
        make_notice(reference=None), make_notice(reference="12345678"), make_notice(id=7),
    ],
)  # fmt: skip
def test_anything_else_is_not_read(body):
    with pytest.raises(NoticeNotRead):
        read_notice(body)


@pytest.mark.django_db
def test_a_mail_of_the_outbox_is_taken_once_though_the_answer_was_lost(notify, monkeypatch):
    monkeypatch.setattr(sending, "_find_sender", lambda: GcNotify(httpx.MockTransport(notify.answer)))
    notify.next_answers, notify.keeps_though_silent = [None], True
    values = {"code": "482913", "minutes": "15"}
    row = send_message(
        "people/sign_in_code", to_email="ana@example.org", to_name="", language="en", values=values
    )
    sending.deliver_message(row.pk)
    assert Message.objects.get().last_error == "no_answer"
    Message.objects.update(next_try_at=row.created_at)
    Carrier.objects.update(resumes_at=None)
    sending.deliver_message(row.pk)
    assert Message.objects.get().state == "sent"
    (taken,) = notify.taken
    assert taken["reference"] == str(row.pk) and "482913" in taken["personalisation"]["body"]


def test_the_setting_chooses_who_carries_our_mail(monkeypatch):
    monkeypatch.delenv("DEMO", raising=False)
    monkeypatch.delenv("MAIL_CARRIER", raising=False)
    assert runpy.run_path(wiring.__file__)["MAIL_SENDER"].endswith("SmtpSender")
    monkeypatch.setenv("MAIL_CARRIER", "gc_notify")
    chosen = runpy.run_path(wiring.__file__)
    assert chosen["MAIL_LIMIT"] == "1000/minute"
    for name in ("MAIL_SENDER", "MAIL_NOTICE_READER", "MAIL_CHECK"):
        assert import_string(chosen[name]).__module__ == "microacquisition.integrations.gc_notify"
    monkeypatch.setenv("MAIL_CARRIER", "pigeon")
    with pytest.raises(ImproperlyConfigured, match="choose smtp or gc_notify"):
        runpy.run_path(wiring.__file__)
