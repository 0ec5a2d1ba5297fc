"""The one-page terms between the buyer and one supplier."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from microacquisition.people.models import Supplier, User
from microacquisition.records.models import Document


class OfferStatus(models.Model):
    """A supplier who answered yes at the offer: federal employee, former public servant; and what came of it."""

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="status")
    federal_employee = models.BooleanField(default=False)
    former_public_servant = models.BooleanField(default=False)
    declared_at = models.DateTimeField(db_default=Now())
    # A director general's two papers, for a federal employee.
    director_general = models.CharField(max_length=200, blank=True)
    papers_signed_on = models.DateField(null=True)
    own_time = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    intellectual_property = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    papers_sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    papers_sent_at = models.DateTimeField(null=True)
    papers_accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    papers_accepted_at = models.DateTimeField(null=True)
    returned_reason = models.TextField(blank=True)
    # The exception for a former public servant.
    exception = models.CharField(max_length=10, blank=True)  # recorded, refused
    exception_authority = models.CharField(max_length=200, blank=True)
    exception_reason = models.TextField(blank=True)
    exception_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    exception_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(papers_accepted_at__isnull=True)
                | Q(
                    own_time__isnull=False,
                    intellectual_property__isnull=False,
                    papers_accepted_by__isnull=False,
                ),
                name="accepted_papers_are_two",
            ),
            models.CheckConstraint(
                condition=Q(papers_accepted_at__isnull=True) | ~Q(papers_accepted_by=F("papers_sent_by")),
                name="papers_checked_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=~Q(exception="recorded")
                | (~Q(exception_authority="") & Q(exception_by__isnull=False)),
                name="exception_names_its_authority",
            ),
        ]


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
