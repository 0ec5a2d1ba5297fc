"""The mailbox of a demo: shows what was sent, in both languages, and only in a demo."""

import pytest

from microacquisition.correspondence import outbox, sending
from microacquisition.correspondence.models import DemoMail

pytestmark = pytest.mark.django_db
ADDRESSES = ("/en/demo/mailbox/", "/fr/demo/boite-aux-lettres/")


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.MAIL_SENDER = "microacquisition.integrations.demo_mailbox.DemoMailboxSender"


def send_code(email, language="en"):
    values = {"code": "482913", "minutes": "15"}
    return outbox.send_message(
        "people/sign_in_code", to_email=email, to_name="", language=language, values=values, kind="sign_in"
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_not_there_outside_a_demo(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_mail_is_kept_once_and_shown(client, demo, address):
    row = send_code("ana@example.org", "fr")
    sending.deliver_due()
    assert DemoMail.objects.filter(message_id=row.message_id).count() == 1
    page = client.get(address).content.decode()
    assert "ana@example.org" in page and "482913" in page and "Votre code de connexion" in page


def test_one_recipient_at_a_time(client, demo):
    send_code("ana@example.org")
    send_code("ben@example.org")
    sending.deliver_due()
    page = client.get(ADDRESSES[0], {"recipient": "BEN@example.org"}).content.decode()
    assert page.count("482913") == 1
    assert client.get(ADDRESSES[0], {"recipient": "\x00"}).status_code == 200


def test_an_empty_mailbox_says_so(client, demo):
    assert 'class="empty"' in client.get(ADDRESSES[1]).content.decode()


def test_what_people_wrote_is_text_there_too(client, demo):
    DemoMail.objects.create(
        message_id="<1@x>",
        sent_at="2026-11-21T12:00:00Z",
        to_email="a@example.org",
        language="en",
        subject="<script>x</script>",
        text="<img src=x>\nhttps://example.org/en/",
    )
    page = client.get(ADDRESSES[0]).content.decode()
    assert "<script>x" not in page and "<img src=x" not in page
    assert 'href="https://example.org/en/"' in page


def test_daily_checkpoints_stand_aside_until_asked_for(client, demo):
    for number, text in enumerate(("https://example.org/checkpoints/ab/", "Please sign.")):
        DemoMail.objects.create(
            message_id=f"<{number}@x>", sent_at="2026-11-21T12:00:00Z", to_email="audrey@example.org", language="en",
            subject=f"Mail {number}", text=text,
        )  # fmt: skip
    page = client.get(ADDRESSES[0]).content.decode()
    assert "Mail 1" in page and "Mail 0" not in page and "?checkpoints=1" in page
    assert "Mail 0" in client.get(ADDRESSES[0], {"checkpoints": "1"}).content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_sealed_mail_is_shown_to_its_reader_alone(client, demo, address, django_user_model):
    row = outbox.send_message(
        "people/sign_in_code", to_email="Ana@example.org", to_name="Ana Sealed", language="en",
        values={"code": "482913", "minutes": "15"}, sealed=True,
    )  # fmt: skip
    sending.deliver_due()
    kept = DemoMail.objects.get(message_id=row.message_id)
    assert (kept.to_email, kept.to_name, kept.subject, kept.text) == ("", "", "", "")
    for email in (None, "ben@example.org", "ana@example.org"):
        if email:
            client.force_login(django_user_model.objects.create_user(email, name="Somebody"))
        shown = email == "ana@example.org"
        for query in ({}, {"recipient": "Ana@example.org"}):
            page = client.get(address, query).content.decode()
            assert ("482913" in page) is shown and ("Ana@example.org</option>" in page) is shown
