"""Mail by SMTP against a real server: both parts, headers, and which failures are worth another try."""

import pytest
from aiosmtpd.controller import Controller

from microacquisition.integrations.smtp import SmtpSender, write_mime
from microacquisition.ports.mail import OutgoingMail, PermanentFailure, TemporaryFailure
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
        self.envelopes, self.answer = [], ""

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
    ("answer", "failure"), [("451 later", TemporaryFailure), ("550 nobody", PermanentFailure)]
)
def test_refusals_are_told_apart(mailbox, answer, failure):
    mailbox.answer = answer
    with pytest.raises(failure) as caught:
        SmtpSender().send(MAIL)
    assert caught.value.code == f"smtp_{answer[:3]}"
    assert mailbox.envelopes == []


def test_a_server_that_is_away_is_worth_another_try(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", find_free_port()
    with pytest.raises(TemporaryFailure):
        SmtpSender().send(MAIL)


def test_a_line_break_in_a_header_is_refused_for_good(mailbox):
    with pytest.raises(PermanentFailure):
        SmtpSender().send(OutgoingMail(**{**vars(MAIL), "subject": "a\nBcc: all@example.org"}))
    assert mailbox.envelopes == []
