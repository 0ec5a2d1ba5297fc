"""The one-page terms between the buyer and one supplier."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from microacquisition.people.models import Supplier, User
from microacquisition.records.models import Document


class Agreement(models.Model):
    """Signed by typed name over the hash of exactly what was shown; money comes from here, never from a form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="agreements")
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="agreement")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="agreements")
    language = models.CharField(max_length=2)
    text = models.TextField()  # exactly what was shown
    digest = models.CharField(max_length=64)
    price_cents = models.PositiveBigIntegerField()
    place_of_supply = models.CharField(max_length=2)
    licence = models.CharField(max_length=60)
    delivery_at = models.DateTimeField()
    former_public_servant = models.BooleanField()
    federal_employee = models.BooleanField()
    payment_method = models.CharField(max_length=20)
    payment_address = models.CharField(max_length=200, blank=True)
    signed_name = models.CharField(max_length=200)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(db_default=Now())
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    countersigned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    countersigned_at = models.DateTimeField(null=True)
    countersigned_document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, blank=True)  # default, convenience, completed

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(ended_at__isnull=True), name="one_live_agreement"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True) | ~Q(countersigned_by=F("signed_by")),
                name="countersigned_by_somebody_else",
            ),
        ]
