"""Deliverables of an agreement, what was delivered, how it was judged."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.people.models import User
from microacquisition.process.lifecycle import STATES, Thing
from microacquisition.records.models import refuse_changes


class Deliverable(models.Model):
    """One piece of work due under an agreement; `price_cents` is its share of the price."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="deliverables")
    place = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=[(s, s) for s in STATES[Thing.DELIVERABLE]])
    state_since = models.DateTimeField(db_default=Now())
    price_cents = models.PositiveBigIntegerField()
    due_at = models.DateTimeField()
    original_due_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "place"], name="one_deliverable_a_place")]


class Delivery(models.Model):
    """Code handed over once: repository, and commit or pull request."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    repository = models.URLField(max_length=300)
    commit = models.CharField(max_length=64, blank=True)
    pull_request = models.URLField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    delivered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deliverable", "number"], name="delivery_number_once"),
            models.CheckConstraint(
                condition=~Q(commit="") | ~Q(pull_request=""), name="delivery_names_the_code"
            ),
        ]
        triggers = refuse_changes()


class Assessment(models.Model):
    """One work acceptance criterion judged on one delivery, with its reason."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="assessments")
    criterion = models.CharField(max_length=12)
    met = models.BooleanField()
    reason = models.TextField(blank=True)
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "criterion"], name="one_assessment_a_criterion"),
            models.CheckConstraint(condition=Q(met=True) | ~Q(reason=""), name="not_met_has_a_reason"),
        ]
        triggers = refuse_changes()


class DeliveryNotice(models.Model):
    """A notice on the work: cannot deliver, default, convenience; with its words."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()
