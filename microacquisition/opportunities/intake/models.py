"""What a client answered when asking for an opportunity."""

from django.db import models
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User


class Request(models.Model):
    """The need in the client's words; the officer's reply beside it."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="request")
    language = models.CharField(max_length=2)
    need = models.TextField()
    estimated_hours = models.PositiveSmallIntegerField(null=True)
    replied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    waits_until = models.DateField(null=True)


class EligibilityAnswer(models.Model):
    """One answer to one eligibility question (spec/pilot.md, step 1)."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    value = models.BooleanField()
    explanation = models.TextField(blank=True)
    answered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "question"], name="one_answer_a_question")]
