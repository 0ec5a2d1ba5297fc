"""Who gets list mail: confirmed subscriptions, what was asked and is not confirmed yet, consent, suppressed addresses."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from microacquisition.records.models import refuse_changes

LANGUAGE_CODES = ("en", "fr")


class Frequency(models.TextChoices):
    """How often a subscriber hears of new opportunities."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"


class Ending(models.TextChoices):
    """Why a subscription ended."""

    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


class Subscription(models.Model):
    """An address that confirmed it wants list mail: new opportunities, or what happens to the one it follows.

    Once it has ended, the address and the choices are empty; its digest proves that consent was ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.CharField(max_length=254, blank=True)
    address_digest = models.CharField(max_length=64)
    opportunity_id = models.UUIDField(null=True)  # the one that is followed; None: the mailing list
    language = models.CharField(max_length=2)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.AT_ONCE)
    skills = ArrayField(models.CharField(max_length=60), default=list)  # empty: all
    programmes = ArrayField(models.CharField(max_length=40), default=list)  # empty: all
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, choices=Ending, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("address_digest", "opportunity_id"),
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="one_live_subscription",
            ),
            models.CheckConstraint(
                condition=(Q(ended_at=None, ended_because="") & ~Q(email=""))
                | (Q(ended_at__isnull=False, email="", skills=[], programmes=[]) & ~Q(ended_because="")),
                name="ended_subscription_is_empty",
            ),
            models.CheckConstraint(condition=Q(language__in=LANGUAGE_CODES), name="subscription_language"),
        ]
        indexes = [
            models.Index(
                fields=("opportunity_id", "id"), condition=Q(ended_at=None), name="subscription_live"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="subscription_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="subscription_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("id", "address_digest", "opportunity_id", "confirmed_at"),
            ),
            pgtrigger.Protect(
                name="subscription_ends_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]


class Consent(models.Model):
    """That somebody agreed: when asked, when confirmed, under which words, on which page."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="consents")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    wording = models.CharField(max_length=100)  # the version of the notice that was shown
    wording_sha256 = models.CharField(max_length=64)  # of exactly what was shown
    source = models.CharField(max_length=30)  # the page on which it was asked

    append_only = True

    class Meta:
        triggers = refuse_changes()


class SubscriptionRequest(models.Model):
    """What somebody asked for an address that has not confirmed it: erased once confirmed or expired.

    Only the SHA-256 of the random token is kept, so that nobody who reads the table can confirm.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=254)
    opportunity_id = models.UUIDField(null=True)
    language = models.CharField(max_length=2)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.AT_ONCE)
    skills = ArrayField(models.CharField(max_length=60), default=list)
    programmes = ArrayField(models.CharField(max_length=40), default=list)
    wording = models.CharField(max_length=100)
    wording_sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=30)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=("expires_at",), name="subscription_request_expiry")]


class SuppressedAddress(models.Model):
    """An address that gets no list mail any more, known by its digest alone."""

    address_digest = models.CharField(max_length=64, primary_key=True)
    reason = models.CharField(max_length=20, choices=Ending)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=(Ending.BOUNCED, Ending.COMPLAINED)), name="suppressed_for_a_reason"
            )
        ]
