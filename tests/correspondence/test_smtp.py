"""Mail by SMTP against a real server: both parts, headers, and which failures are worth another try."""

import pytest
from aiosmtpd.controller import Controller

from microacquisition.integrations.smtp import SmtpSender, write_mime
from microacquisition.ports.mail import CarrierAway, OutgoingMail, PermanentFailure, TemporaryFailure
from tests.free_ports import find_free_port

MAIL = OutgoingMail(
    message_id="<7@example.org>",
    sender="micro@example.org",
    reply_to="programme@example.org",
    to_email="ana@example.org",
    to_name="Ana Éluard",
    language="fr",
    subject="Reçue\u00a0: une carte",
    text="Bonjour, l’occasion est reçue.\n",
    html="<p>Bonjour</p>",
)


class Mailbox:
    """Keeps what arrives; answers `answer` to a recipient where set."""

    def __init__(self):
        self.envelopes, self.answer, self.sender_answer = [], "", ""

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.envelopes.append(envelope)
        return "250 kept"


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=find_free_port())
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield box
    controller.stop()


def test_a_mail_arrives_with_both_parts(mailbox):
    SmtpSender().send(MAIL)
    (envelope,) = mailbox.envelopes
    assert envelope.rcpt_tos == ["ana@example.org"]
    raw = envelope.content.decode()
    assert "Message-ID: <7@example.org>" in raw and "Content-Language: fr" in raw
    assert "text/plain" in raw and "text/html" in raw
    assert write_mime(MAIL)["Subject"] == MAIL.subject


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("451 later", TemporaryFailure),
        ("550 nobody", PermanentFailure),
        ("550 5.1.1 nobody", PermanentFailure),
        ("554 5.7.1 no relaying", TemporaryFailure),
    ],
)
def test_refusals_are_told_apart(mailbox, answer, failure):
    mailbox.answer = answer
    with pytest.raises(failure) as caught:
        SmtpSender().send(MAIL)
    assert caught.value.code == f"smtp_{answer[:3]}"
    assert getattr(caught.value, "of_address", False) is (failure is PermanentFailure)
    assert mailbox.envelopes == []


def test_a_server_that_refuses_our_own_address_loses_no_mail(mailbox):
    mailbox.sender_answer = "550 5.7.1 not you"
    with pytest.raises(CarrierAway) as caught:
        SmtpSender().send(MAIL)
    assert caught.value.code == "smtp_550" and mailbox.envelopes == []


def test_a_list_mail_says_how_it_ends_with_one_click(mailbox):
    SmtpSender().send(OutgoingMail(**{**vars(MAIL), "unsubscribe": "https://x.org/fr/fin/abc/"}))
    raw = mailbox.envelopes[0].content.decode()
    assert "List-Unsubscribe: <https://x.org/fr/fin/abc/>" in raw
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in raw


def test_a_server_that_is_away_is_worth_another_try(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", find_free_port()
    with pytest.raises(CarrierAway):
        SmtpSender().send(MAIL)


def test_a_line_break_in_a_header_is_refused_for_good(mailbox):
    with pytest.raises(PermanentFailure):
        SmtpSender().send(OutgoingMail(**{**vars(MAIL), "subject": "a\nBcc: all@example.org"}))
    assert mailbox.envelopes == []
