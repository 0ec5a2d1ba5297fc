"""What is told to many: who hears it, in which words, and how far the worker has come."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from microacquisition.opportunities.opportunity import Opportunity


class Audience(models.TextChoices):
    """Who is told."""

    SUBSCRIBERS = "subscribers"  # of the mailing list, at once, whose choices match
    FOLLOWERS = "followers"  # of this opportunity
    INVITED = "invited"  # the same, while it is coming soon: asked what they think of it
    WEEKLY = "weekly"  # of the mailing list, once a week, what opened since the last time


class Opinion(models.TextChoices):
    """What a subscriber thinks of an opportunity that is coming soon."""

    WOULD_APPLY = "would_apply"
    PRICE_TOO_LOW = "price_too_low"
    TOO_LITTLE_TIME = "too_little_time"
    NOT_CLEAR = "not_clear"


class Announcement(models.Model):
    """One thing told to many, written in the transaction that causes it; the worker writes the mails page by page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, related_name="announcements"
    )
    event_id = models.UUIDField()
    template = models.CharField(max_length=100)
    audience = models.CharField(max_length=20, choices=Audience)
    values = models.JSONField()  # language → placeholder → text
    at = models.DateTimeField()
    reached = models.UUIDField(
        null=True
    )  # the last subscription that was looked at, in the order of their ids
    told = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("event_id", "template"), name="announced_once"),
            models.CheckConstraint(
                condition=Q(opportunity__isnull=False) | Q(audience=Audience.WEEKLY),
                name="announcement_of_an_opportunity",
            ),
        ]
        indexes = [
            models.Index(fields=("at",), condition=Q(finished_at=None), name="announcement_waiting"),
            models.Index(fields=("audience", "-at"), name="announcement_newest"),
        ]
        triggers = [
            pgtrigger.Protect(name="announcement_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="announcement_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "id", "opportunity", "event_id", "template", "audience", "values", "at"
                ),
            ),
        ]


class Interest(models.Model):
    """One subscriber's answer about an opportunity that is coming soon; only totals are ever shown."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="interest")
    respondent = models.CharField(max_length=64)  # a keyed digest: who answered is found by nobody
    opinion = models.CharField(max_length=20, choices=Opinion)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("opportunity", "respondent"), name="one_opinion_each")]
