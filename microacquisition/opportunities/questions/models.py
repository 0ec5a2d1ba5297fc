"""Questions asked about an open opportunity, and when each was answered; their pages come with issue D."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity


class Question(models.Model):
    """One question, the asker unnamed; one that nobody answered in time moves the closing once."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="questions")
    language = models.CharField(max_length=2)
    text = models.TextField()
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=models.F("asked_at")),
                name="answered_after_it_was_asked",
            )
        ]
