"""The funding form, the fund reservation and its release."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User


class FundingForm(models.Model):
    """What the fund manager signs for (the pilot's procurement information form)."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="funding_form")
    fiscal_year = models.CharField(max_length=9)  # 2026-2027
    cost_centre = models.CharField(max_length=30)
    coding = models.CharField(max_length=120)
    price_cents = models.PositiveBigIntegerField()
    tax_ceiling_cents = models.PositiveBigIntegerField()
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(db_default=Now())
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)  # sent back: it is to be prepared anew
    budget_transfer_needed = models.BooleanField(default=False)
    budget_transfer_done_on = models.DateField(null=True)
    budget_transfer_reference = models.CharField(max_length=60, blank=True)
    transfer_risk_reason = models.TextField(blank=True)
    transfer_risk_accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="confirmed_by_somebody_at_some_time",
            )
        ]


class FundsSignature(models.Model):
    """A section 32 signature that holds: for which price, tax, year and coding."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="funds_signatures")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(db_default=Now())
    digest = models.CharField(max_length=64)  # of exactly the form that was signed
    amount_cents = models.PositiveBigIntegerField()
    outside_name = models.CharField(max_length=200, blank=True)
    outside_date = models.DateField(null=True)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(lapsed_at__isnull=True), name="one_live_funds_signature"
            )
        ]


class Reservation(models.Model):
    """Funds set aside, and what was released of them at the end."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="reservations")
    number = models.CharField(max_length=40)
    fiscal_year = models.CharField(max_length=9)  # of the form it was made for
    amount_cents = models.PositiveBigIntegerField()
    reserved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField(db_default=Now())
    released_cents = models.PositiveBigIntegerField(null=True)
    release_reference = models.CharField(max_length=60, blank=True)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(returned_at__isnull=True), name="one_live_reservation"
            ),
            models.CheckConstraint(
                condition=Q(released_cents__isnull=True) | Q(released_cents__lte=F("amount_cents")),
                name="release_within_reservation",
            ),
        ]
