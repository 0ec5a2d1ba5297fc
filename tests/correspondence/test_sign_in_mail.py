"""Mails about signing in: in the person's language, with the code, and nothing left of it afterwards."""

import pytest

from microacquisition.correspondence import sending
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.sign_in_mail import send_sign_in_mail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "subject"), [("en", "Your sign-in code"), ("fr", "Votre code de connexion")]
)
def test_a_code_is_sent_and_erased(carrier, language, subject):
    values = {"code": "482913", "minutes": "15"}
    send_sign_in_mail("sign_in_code", email="ana@example.org", name="", language=language, values=values)
    sending.deliver_due()
    (mail,) = carrier.sent
    assert mail.subject == subject and "482913" in mail.text and "482913" in mail.html
    assert Message.objects.filter(body="", subject="", kind="sign_in", state="sent").count() == 1


@pytest.mark.parametrize("message", ["mail_changed", "sign_in_link_made", "second_factor_changed"])
def test_notices_need_no_values(carrier, message):
    send_sign_in_mail(message, email="ana@example.org", name="Ana", language="fr", values={})
    sending.deliver_due()
    assert len(carrier.sent) == 1
