"""The draw's commitment and result, the order, and the offers made in it (spec/draw.md)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.records.models import refuse_changes


class Commitment(models.Model):
    """The list frozen and published before the randomness exists; never updated."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="commitments")
    purpose = models.CharField(max_length=12)  # award, tie, insertion
    body = models.TextField()  # canonical JSON, the keys of the vectors
    digest = models.CharField(max_length=64, unique=True)
    entrants = models.JSONField()  # the ids, sorted by byte
    entrants_count = models.PositiveIntegerField()
    beacon_at = models.DateTimeField()
    committed_at = models.DateTimeField(db_default=Now())
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    append_only = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(committed_at__lt=models.F("beacon_at"))
                | (Q(entrants_count=1) & ~Q(purpose="insertion")),
                name="committed_before_beacon",
            )
        ]
        triggers = refuse_changes()


class DrawResult(models.Model):
    """The value of the beacon and the whole order that follows from it."""

    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="result")
    value = models.CharField(max_length=200)
    signature = models.CharField(max_length=96, blank=True)  # of the drand round, by which it was believed
    secret = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    order = models.JSONField()
    recorded_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()


class Witness(models.Model):
    """Somebody who watched a witnessed draw and signed its minutes; entered by the officer who recorded it."""

    result = models.ForeignKey(DrawResult, on_delete=models.PROTECT, related_name="witnesses")
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200)
    signed_on = models.DateField()

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "name"], name="two_different_witnesses")]
        triggers = refuse_changes()


class RankedApplication(models.Model):
    """An application's place in the order, and until when its reserve place is good."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="ranked")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="order")
    place = models.PositiveSmallIntegerField()
    passed_over_at = models.DateTimeField(null=True)
    # declined, lapsed, struck, defaulted, left, expired
    passed_over_because = models.CharField(max_length=20, blank=True)
    valid_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("place",)
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "place"],
                name="one_application_a_place",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


class Offer(models.Model):
    """An award offer: who is asked, until when, for which delivery date."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="offers")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="offers")
    made_at = models.DateTimeField(db_default=Now())
    answer_by = models.DateTimeField()
    delivery_at = models.DateTimeField()
    delivery_local = models.CharField(max_length=16)
    answer = models.CharField(max_length=10, blank=True)  # signed, declined, lapsed
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity"], condition=Q(answer=""), name="one_live_offer"),
        ]


class Debrief(models.Model):
    """A supplier who was not chosen asks why; an officer answers in writing, or notes the meeting."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="debrief")
    asked_at = models.DateTimeField(db_default=Now())
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)  # in writing, or the notes of the meeting
    met_on = models.DateField(null=True)
    met_with = models.CharField(max_length=300, blank=True)  # who was there

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="debrief_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(met_on=None, met_with="") | (Q(met_on__isnull=False) & ~Q(met_with="")),
                name="debrief_meeting_is_whole",
            ),
        ]
        triggers = refuse_changes(pgtrigger.Delete)
