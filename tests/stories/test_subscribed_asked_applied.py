"""Somebody subscribes, is told of an opportunity, asks about it, is answered, and applies: from the first page to a receipt."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.correspondence.sending import deliver_due
from microacquisition.people.models import User
from tests.asking import ANSWER, PUBLISHED
from tests.builders import make_translated
from tests.correspondence.doubles import KeepingSender
from tests.opportunities.announcing.making import let_the_worker_write, post
from tests.stories.actor import Actor
from tests.stories.applying import apply
from tests.stories.beginning import Cast
from tests.stories.selecting import GOOD

READER = "reader@example.org"
ANSWERED = {
    "question_en": PUBLISHED.en, "question_fr": PUBLISHED.fr, "answer_en": ANSWER.en, "answer_fr": ANSWER.fr,
    "changed_en": "It was made shorter.", "changed_fr": "Elle a été raccourcie.",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_subscriber_becomes_an_applicant(cast: Cast, settings: Any, language: str) -> None:
    settings.MAIL_SENDER = "tests.correspondence.doubles.KeepingSender"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    KeepingSender.sent, KeepingSender.failures, KeepingSender.seconds = [], [], 0
    browser = Client()
    with override(language):
        form = reverse("subscribe")
    browser.post(form, {"email": READER, "language": language, "frequency": "at_once"})
    assert browser.post(read_link(language)).status_code == 200

    opportunity = post(cast.people, opportunity=make_translated(cast.people))
    let_the_worker_write()
    address = read_link(language)
    assert f"/{opportunity.reference}/" in address and address.startswith(f"/{language}/")
    page = browser.get(address).content.decode()
    with override(language):
        ask, apply_here = (reverse(name, args=[opportunity.reference]) for name in ("ask_question", "apply"))
    assert ask in page and apply_here in page

    reader = Actor(User.objects.create_user(READER, name="Sam Roy", language=language))
    reader.fill(
        "ask_question", reference=opportunity.reference, typed={"question": "May two apply together?"}
    )
    cast.officer.fill("answer_question", opportunity_id=opportunity.pk, number=1, typed=ANSWERED)
    read_link(language)
    assert getattr(ANSWER, language) in KeepingSender.sent[-1].text
    assert getattr(ANSWER, language) in browser.get(address).content.decode()

    receipt = apply(reader, opportunity, GOOD)
    assert "ed25519" in receipt.lower()
    read_link(language)
    assert "ed25519" in KeepingSender.sent[-1].text


def read_link(language: str) -> str:
    """Deliver what waits; return the path behind the first link of the reader's newest mail, in their language."""
    deliver_due()
    mail = [each for each in KeepingSender.sent if each.to_email == READER][-1]
    KeepingSender.sent = [each for each in KeepingSender.sent if each.to_email == READER]
    assert mail.language == language
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text)
    assert found is not None
    return found[1]
