"""Somebody subscribes, confirms, hears of an opportunity that opens, leaves with one click and hears of no other."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.sending import deliver_due
from microacquisition.correspondence.subscribers import Subscription
from tests.builders import make_people, make_translated
from tests.correspondence.doubles import KeepingSender
from tests.opportunities.announcing.making import let_the_worker_write, post

SAID = {
    "en": ("Get the next ones by e-mail", "Confirm the subscription", "New opportunity: Cloud policies ($6,000.00)"),
    "fr": (
        "Recevoir les prochaines par courriel",
        "Confirmer l’abonnement",
        "Nouvelle occasion\xa0: Politiques infonuagiques (6\xa0000,00\xa0$)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_reader_is_told_until_they_leave(committed_database: str, settings, language: str) -> None:
    settings.MAIL_SENDER = "tests.correspondence.doubles.KeepingSender"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    KeepingSender.sent, KeepingSender.failures, KeepingSender.seconds = [], [], 0
    people = make_people()
    opportunity, browser = make_translated(people), Client()
    invitation, confirm, subject = SAID[language]
    with override(language):
        form, home = reverse("subscribe"), reverse("home")
    assert invitation in browser.get(home).content.decode()
    assert browser.get(form).status_code == 200
    typed = {"email": "reader@example.org", "language": language, "frequency": "at_once"}
    assert browser.post(form, typed).status_code == 302
    link = read_new_mail(language, confirm)
    browser.get(link)
    assert not Subscription.objects.exists()
    assert browser.post(link).status_code == 200

    reference = post(people, opportunity=opportunity).reference
    let_the_worker_write()
    assert str(reference) in read_new_mail(language, subject)
    mail = KeepingSender.sent[-1]
    assert mail.unsubscribe.endswith(Message.objects.latest("created_at").unsubscribe.split("/", 3)[3])
    program = Client(enforce_csrf_checks=True)
    ended = program.post("/" + mail.unsubscribe.split("/", 3)[3], {"List-Unsubscribe": "One-Click"})
    assert ended.status_code == 200

    sent = len(KeepingSender.sent)
    post(people)
    let_the_worker_write()
    deliver_due()
    assert len([mail for mail in KeepingSender.sent[sent:] if mail.to_email == "reader@example.org"]) == 0
    assert not Message.objects.filter(to_email="reader@example.org", kind="list").exists()


def read_new_mail(language: str, said: str) -> str:
    """Deliver what waits; return the path of the button in the reader's newest mail, which says this."""
    deliver_due()
    mails = [mail for mail in KeepingSender.sent if mail.to_email == "reader@example.org"]
    mail = mails[-1]
    assert mail.language == language and said in mail.subject + mail.text
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text)
    assert found is not None
    return found[1]
