"""The mailing list: nothing before it is confirmed, consent kept, ended at once, and what is kept afterwards."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from microacquisition.correspondence.ending import name_recipient, unsubscribe
from microacquisition.correspondence.link_tokens import read_token, write_token
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import send_message
from microacquisition.correspondence.sending import deliver_due
from microacquisition.correspondence.subscribers import (
    Consent,
    Subscription,
    SubscriptionRequest,
    SuppressedAddress,
)
from microacquisition.correspondence.subscribing import (
    GOOD_FOR,
    Wishes,
    Wording,
    ask_to_subscribe,
    confirm_request,
    erase_expired_requests,
    find_request,
    subscribe,
)
from microacquisition.correspondence.suppression import digest_address, is_suppressed, suppress_address
from microacquisition.site.clock import current_instant
from microacquisition.site.log_lines import redact_tokens

pytestmark = pytest.mark.django_db
SHOWN = Wording("privacy_mailing_list/2026-11-21.en", "a" * 64, "mailing_list")
ANA = Wishes("Ana@Example.org", "en", skills=("python",), programmes=("esdc",))


def make_list_mail(subscription, trial_message):
    return send_message(
        trial_message,
        to_email=subscription.email,
        to_name="",
        language="en",
        values={"title": "A map", "reason": "Because.", "link": "https://x.org/en/"},
        kind="list",
        recipient_key=name_recipient(subscription),
        unsubscribe="https://x.org/en/leave/",
    )


def test_nothing_is_subscribed_before_the_button_and_then_once():
    asked = ask_to_subscribe(ANA, SHOWN)
    assert asked is not None and not Subscription.objects.exists()
    assert asked.token not in str(SubscriptionRequest.objects.values_list()[0])
    subscription = confirm_request(asked.token)
    assert subscription is not None and subscription.email == "ana@example.org"
    assert (subscription.skills, subscription.programmes) == (["python"], ["esdc"])
    assert confirm_request(asked.token) is None and find_request(asked.token) is None
    assert not SubscriptionRequest.objects.exists()


def test_consent_says_when_under_which_words_and_where():
    asked = ask_to_subscribe(ANA, SHOWN)
    confirm_request(asked.token)
    consent = Consent.objects.get()
    assert (consent.wording, consent.wording_sha256, consent.source) == (
        SHOWN.reference,
        SHOWN.sha256,
        "mailing_list",
    )
    assert consent.asked_at == asked.request.asked_at <= consent.confirmed_at


def test_asking_changes_nothing_for_who_subscribes_until_it_is_confirmed():
    subscription = subscribe(ANA, SHOWN)
    asked = ask_to_subscribe(Wishes("ana@example.org", "fr"), SHOWN)
    subscription.refresh_from_db()
    assert (subscription.language, subscription.skills) == ("en", ["python"])
    assert confirm_request(asked.token).pk == subscription.pk
    subscription.refresh_from_db()
    assert (subscription.language, subscription.skills) == ("fr", [])
    assert Consent.objects.filter(subscription=subscription).count() == 2


def test_a_link_expires_and_what_was_asked_is_erased():
    asked = ask_to_subscribe(ANA, SHOWN)
    late = asked.request.asked_at + GOOD_FOR
    assert erase_expired_requests(late - timedelta(seconds=1)) == 0
    SubscriptionRequest.objects.update(expires_at=current_instant())
    assert confirm_request(asked.token) is None and not Subscription.objects.exists()
    assert erase_expired_requests(current_instant()) == 1
    assert not SubscriptionRequest.objects.exists()


def test_leaving_erases_the_address_and_takes_waiting_mail_back(trial_message, carrier):
    subscription = subscribe(ANA, SHOWN)
    sent = make_list_mail(subscription, trial_message)
    deliver_due()
    waiting = make_list_mail(subscription, trial_message)
    unsubscribe(subscription)
    assert deliver_due() == 0 and len(carrier.sent) == 1
    subscription.refresh_from_db()
    assert (subscription.email, subscription.skills, subscription.ended_because) == ("", [], "unsubscribed")
    assert subscription.address_digest == digest_address("ana@example.org")
    states = dict(Message.objects.values_list("pk", "state"))
    assert (states[sent.pk], states[waiting.pk]) == ("sent", "withdrawn")
    assert not Message.objects.exclude(to_email="").exists()
    unsubscribe(subscription)
    assert Subscription.objects.count() == 1


def test_the_link_of_an_old_mail_ends_what_was_subscribed_again():
    old = subscribe(ANA, SHOWN)
    token = write_token(old)
    unsubscribe(old)
    new = subscribe(ANA, SHOWN)
    assert new.pk != old.pk
    unsubscribe(read_token(token))
    new.refresh_from_db()
    assert new.ended_because == "unsubscribed"


def test_following_and_the_list_end_apart():
    listed, followed = subscribe(ANA, SHOWN), subscribe(Wishes(ANA.email, "en", opportunity_id=OTHER), SHOWN)
    unsubscribe(followed)
    listed.refresh_from_db()
    assert listed.ended_at is None


@pytest.mark.parametrize("spoil", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "A" + t[1:] if t[0] != "A" else "B" + t[1:], lambda t: t[:40], lambda t: "", lambda t: "é" * 65])  # fmt: skip
def test_a_token_that_is_not_ours_finds_nothing(spoil):
    token = write_token(subscribe(ANA, SHOWN))
    assert read_token(token) is not None
    assert read_token(spoil(token)) is None


def test_the_log_holds_no_token():
    token = write_token(subscribe(ANA, SHOWN))
    asked = ask_to_subscribe(ANA, SHOWN)
    for each in (token, asked.token):
        assert each not in redact_tokens(f"GET /en/mailing-list/leave/{each}/ 200")


@pytest.mark.parametrize("reason", ["bounced", "complained"])
def test_a_suppressed_address_gets_no_list_mail_and_is_asked_nothing(
    reason, trial_message, carrier, django_capture_on_commit_callbacks
):
    subscription = subscribe(ANA, SHOWN)
    make_list_mail(subscription, trial_message)
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            suppress_address("ANA@example.org", reason)
    subscription.refresh_from_db()
    assert subscription.ended_because == reason and deliver_due() == 0
    assert ask_to_subscribe(ANA, SHOWN) is None and not SubscriptionRequest.objects.exists()
    assert SuppressedAddress.objects.count() == 1
    subscribe(ANA, SHOWN)  # signed in, the person proved that mail arrives
    assert not is_suppressed("ana@example.org")


def test_an_address_is_suppressed_for_a_known_reason_alone():
    with pytest.raises(ValueError):
        suppress_address("ana@example.org", "tired")
    suppress_address("", "bounced")
    assert not SuppressedAddress.objects.exists()


def test_the_database_keeps_what_proves_that_consent_was_ended():
    subscription = subscribe(ANA, SHOWN)
    for refused in (
        lambda: subscription.delete(),
        lambda: Consent.objects.update(source="elsewhere"),
        lambda: Consent.objects.all().delete(),
        lambda: Subscription.objects.update(address_digest="0" * 64),
        lambda: Subscription.objects.update(ended_at=current_instant(), ended_because="unsubscribed"),
        lambda: Subscription.objects.create(
            email="ana@example.org",
            address_digest=subscription.address_digest,
            language="en",
            confirmed_at=current_instant(),
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()
    unsubscribe(subscription)
    with pytest.raises(DatabaseError), transaction.atomic():
        Subscription.objects.update(ended_at=None, ended_because="", email="ana@example.org")


OTHER = "6f1c2c0a-2b5e-4a55-9d58-3a6a3f0b8e11"
