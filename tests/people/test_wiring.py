"""The ports of people lead to the real outbox and the real record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from config.settings import sign_in as shipped
from microacquisition.correspondence.models import Message
from microacquisition.people.granting import propose_role
from microacquisition.people.models import User
from microacquisition.ports import sign_in_mail
from microacquisition.process.roles import Role
from microacquisition.records.models import PLATFORM_STREAM, Event


@pytest.fixture
def as_shipped(settings: Any, sign_in_mails: list[Any]) -> None:
    """Undo the doubles."""
    settings.SIGN_IN_MAIL = shipped.SIGN_IN_MAIL
    settings.PLATFORM_RECORD = shipped.PLATFORM_RECORD


def test_the_code_leaves_through_the_outbox(database: None, as_shipped: None) -> None:
    browser = Client()
    assert browser.post("/fr/connexion/", {"email": "zoe@example.ca"}).status_code == 302
    row = Message.objects.get()
    assert (row.kind, row.language) == ("sign_in", "fr")


def test_each_sign_in_mail_has_its_text(database: None, as_shipped: None) -> None:
    for language in ("en", "fr"):
        sign_in_mail.send_sign_in_code("a@example.ca", language, "BCDF-GHJK", name="Ana")
        sign_in_mail.send_mail_change_code("a@example.ca", language, "BCDF-GHJK", name="Ana")
        sign_in_mail.send_mail_changed("a@example.ca", language, name="Ana")
        sign_in_mail.send_sign_in_link_made("a@example.ca", language, name="Ana")
        sign_in_mail.send_second_factor_changed("a@example.ca", language, name="")
    assert Message.objects.count() == 10


def test_a_proposal_enters_the_platforms_record(
    administrators: tuple[User, User], make_person: Callable[..., User], as_shipped: None
) -> None:
    propose_role(administrators[0], "olga@example.ca", Role.OFFICER, "esdc", None)
    event = Event.objects.get(stream=PLATFORM_STREAM)
    assert "propose_role" in event.body and "olga" not in event.body
