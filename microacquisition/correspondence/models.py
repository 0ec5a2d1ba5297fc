"""The tables of our mail: the outbox, its carrier, a program's own texts, and the mailbox of a demo."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.correspondence.subscribers import (  # noqa: F401  for Django to find
    Consent,
    Subscription,
    SubscriptionRequest,
    SuppressedAddress,
)
from microacquisition.people.models import User
from microacquisition.records.models import refuse_changes

# What may change in a row of the outbox; the texts may be emptied, never rewritten.
FIXED_FIELDS = (
    "id", "event_id", "recipient_key", "template", "opportunity_id", "kind", "language",
    "message_id", "reply_to", "unsubscribe", "created_at",
)  # fmt: skip
TEXT_FIELDS = ("to_email", "to_name", "subject", "body")
TEXT_REWRITTEN = " OR ".join(
    f"(NEW.{name} IS DISTINCT FROM OLD.{name} AND NEW.{name} <> '')" for name in TEXT_FIELDS
)
SEAL_REWRITTEN = "(NEW.sealed IS DISTINCT FROM OLD.sealed AND NEW.sealed IS NOT NULL)"


class Kind(models.TextChoices):
    """Classes of mail, in the order in which they leave."""

    SIGN_IN = "sign_in"
    STEP = "step"
    LIST = "list"


class State(models.TextChoices):
    """Where a mail stands."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"  # the recipient unsubscribed before it left


class Message(models.Model):
    """One mail to one recipient, written in the transaction that causes it.

    A sealed row keeps address, name, subject and body only under the outside key (spec/security.md, rules 2 and 8).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event_id = models.UUIDField(null=True)
    recipient_key = models.CharField(max_length=64)
    template = models.CharField(max_length=100)
    opportunity_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    language = models.CharField(max_length=2)
    message_id = models.CharField(max_length=250, unique=True)
    reply_to = models.CharField(max_length=254)
    unsubscribe = models.CharField(max_length=500, blank=True)
    to_email = models.CharField(max_length=254, blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("event_id", "recipient_key", "template"), name="message_once_per_event"
            ),
            models.CheckConstraint(
                condition=Q(sealed=None) | Q(to_email="", to_name="", subject="", body="", unsubscribe=""),
                name="message_sealed_has_no_clear_text",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at=None)),
                name="message_sent_has_instant",
            ),
            models.CheckConstraint(condition=Q(language__in=("en", "fr")), name="message_language"),
        ]
        indexes = [
            models.Index(
                fields=("kind", "next_try_at"), condition=Q(state=State.QUEUED), name="message_waiting"
            ),
            models.Index(fields=("created_at",), condition=Q(state=State.FAILED), name="message_failed"),
            models.Index(
                fields=("sent_at",), condition=Q(state=State.SENT, sealed=None), name="message_left"
            ),
            models.Index(fields=("opportunity_id", "created_at"), name="message_of_opportunity"),
            models.Index(
                fields=("recipient_key",), condition=Q(kind=Kind.LIST), name="list_mail_of_recipient"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="message_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="message_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*FIXED_FIELDS),
            ),
            pgtrigger.Protect(
                name="message_text_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({TEXT_REWRITTEN} OR {SEAL_REWRITTEN})"),
            ),
            pgtrigger.Protect(
                name="message_sent_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("(OLD.state <> 'queued' AND NEW.state <> OLD.state)"),
            ),
        ]


class TextOverride(models.Model):
    """A program's own text of a message from an instant on; the newest that has started is used."""

    programme_code = models.CharField(max_length=40)
    template = models.CharField(max_length=100)
    language = models.CharField(max_length=2)
    starts_at = models.DateTimeField()
    subject = models.TextField()
    body = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("programme_code", "template", "language", "starts_at"),
                name="text_override_once",
            ),
            models.CheckConstraint(condition=Q(language__in=("en", "fr")), name="text_override_language"),
        ]
        triggers = refuse_changes()


class Carrier(models.Model):
    """How whoever carries our mail is doing, and how fast it may be given mail: one row, for all workers together.

    Pages show only what mail that is not sealed found out (`failing_since`, `failure`): the rest would tell how much
    sealed mail there is.
    """

    # By an even pace, the instant of the next mail; `taken` counts the mails given to it on `day` (UTC).
    next_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    taken = models.PositiveIntegerField(default=0)
    away_since = models.DateTimeField(null=True)
    resumes_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_carrier")]


class Outcome(models.TextChoices):
    """What became of a mail that its carrier took."""

    DELIVERED = "delivered"
    RETURNED = "returned"
    COMPLAINED = "complained"
    UNDELIVERED = "undelivered"


class MailNotice(models.Model):
    """What the carrier told us by itself of one mail, once for each of its own ids and outcomes."""

    number = models.CharField(max_length=120, unique=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="notices")
    outcome = models.CharField(max_length=12, choices=Outcome)
    received_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()


class DemoMail(models.Model):
    """A mail of a demo installation, which never leaves it; a sealed one is kept under the outside key alone."""

    message_id = models.CharField(max_length=250, unique=True)
    sent_at = models.DateTimeField()
    to_email = models.CharField(max_length=254, blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=("-sent_at",), name="demo_mail_newest"),
            models.Index(fields=("to_email", "-sent_at"), name="demo_mail_of_recipient"),
        ]
