"""The signatures given on an opportunity, and why one no longer counts."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.records.models import Document, refuse_changes


class Signature(models.Model):
    """One signature of a step: by whom, in which role, over the digest of exactly what was signed."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="signatures")
    step = models.CharField(max_length=40)
    slot = models.PositiveSmallIntegerField()
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    signed_at = models.DateTimeField(db_default=Now())
    # "Signed outside": somebody else's paper, entered by `person`, marked as such for ever.
    outside_name = models.CharField(max_length=200, blank=True)
    outside_date = models.DateField(null=True)
    outside_document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True)
    outside_person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    append_only = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outside_name="", outside_date=None, outside_document=None, outside_person=None)
                | (~Q(outside_name="") & Q(outside_date__isnull=False, outside_document__isnull=False)),
                name="signed_outside_as_a_whole",
            )
        ]
        triggers = refuse_changes()

    @property
    def signer_id(self) -> uuid.UUID | None:
        """Whose signature it is; None for a paper of somebody without an account."""
        return self.outside_person_id if self.outside_name else self.person_id

    @property
    def signer_name(self) -> str:
        """The name as people read it, on paper or here."""
        return self.outside_name or str(self.person)


class SignatureEnd(models.Model):
    """Why a signature no longer counts: what was signed changed, or its step was taken."""

    class Why(models.TextChoices):
        """The two ends of a signature."""

        CHANGED = "changed"
        USED = "used"

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="end")
    why = models.CharField(max_length=10, choices=Why.choices)
    at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()
