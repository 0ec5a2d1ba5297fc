"""Deliverables of an agreement, what was delivered, how it was judged, and what moved, ended or was in dispute."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.statement.models import ClientItem
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
    """A notice on the work, with its words: see `process/rules/termination.py` for the kinds."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True)
    until = models.DateTimeField(null=True)  # to cure, or to be heard
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()


class ShareAnswer(models.Model):
    """What the supplier says of the share of the work done, before a termination for convenience."""

    notice = models.OneToOneField(DeliveryNotice, on_delete=models.PROTECT, related_name="answer")
    agrees = models.BooleanField()
    percent = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()


class ItemHandover(models.Model):
    """An item that the client team says it handed over, and what the supplier answered."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="handovers")
    item = models.ForeignKey(ClientItem, on_delete=models.PROTECT, related_name="handovers")
    handed_over_on = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(max_length=10, blank=True)  # received, missing
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "item"], condition=~Q(answer="missing"), name="one_live_handover_an_item"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="handover_answered_by_somebody",
            ),
        ]


class DeliveryMove(models.Model):
    """One move of a delivery date, later only: why, and by how many business days."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="moves")
    why = models.CharField(max_length=12)  # item, revision, extension
    item = models.ForeignKey(ClientItem, on_delete=models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField()
    old_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    moved_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=models.F("old_due_at")), name="moves_later_only"),
            models.CheckConstraint(
                condition=~Q(why="item") | Q(item__isnull=False), name="move_names_its_item"
            ),
        ]
        triggers = refuse_changes()


class ExtensionProposal(models.Model):
    """A later delivery date that one side proposes and the other answers."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="proposals")
    due_at = models.DateTimeField()
    reason = models.TextField()
    by_supplier = models.BooleanField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(max_length=10, blank=True)  # agreed, declined, replaced
    answer_reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable"], condition=Q(answer=""), name="one_live_extension_proposal"
            ),
            models.CheckConstraint(
                condition=~Q(answer="agreed") | ~Q(answered_by=models.F("proposed_by")),
                name="extension_agreed_by_somebody_else",
            ),
        ]


class Dispute(models.Model):
    """A disagreement on the work: opened by one side, answered by the other, resolved by the program officer."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="disputes")
    by_supplier = models.BooleanField()
    text = models.TextField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    resolution = models.TextField(blank=True)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(resolved_at__isnull=True), name="one_open_dispute"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True)
                | (~Q(resolution="") & Q(resolved_by__isnull=False, answered_at__isnull=False)),
                name="resolved_with_words",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answered_by=models.F("opened_by")),
                name="dispute_answered_by_somebody_else",
            ),
        ]
