"""Releases as they were published, word for word, and how far each purchase's record was read for them."""

from django.db import models

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import refuse_changes


class Release(models.Model):
    """One OCDS release: what became public of one purchase at one instant. Published once, then the same for ever."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="releases")
    ocid = models.CharField(max_length=60, db_index=True)
    code = models.CharField(max_length=40)  # of the moment: posted, amendment-1, contract-1-signed, …
    at = models.DateTimeField()  # when it became public
    body = models.TextField()  # JSON on one line

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "code"], name="a_moment_is_released_once")
        ]
        triggers = refuse_changes()


class ReadUntil(models.Model):
    """How far the record of one purchase was read for its releases."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
