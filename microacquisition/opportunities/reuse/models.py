"""Where the code can be found for reuse, or why it cannot."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User


class CatalogueEntry(models.Model):
    """The code's entry for reuse: an address in a catalogue, or the reason why there is none."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="catalogue_entry")
    kind = models.CharField(max_length=30, blank=True)
    address = models.URLField(max_length=300, blank=True)
    reason_why_not_en = models.TextField(blank=True)
    reason_why_not_fr = models.TextField(blank=True)
    repository = models.URLField(max_length=300, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") | ~Q(reason_why_not_en="") | ~Q(reason_why_not_fr=""),
                name="listed_or_reason_why_not",
            )
        ]
