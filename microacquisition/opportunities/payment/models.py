"""Invoices, their certification, and payments."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.people.models import User
from microacquisition.process.lifecycle import STATES, Thing
from microacquisition.records.models import Document, refuse_changes


class Invoice(models.Model):
    """A supplier's invoice; amounts come from the agreement and its accepted deliverables."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=[(s, s) for s in STATES[Thing.INVOICE]])
    state_since = models.DateTimeField(db_default=Now())
    subtotal_cents = models.PositiveBigIntegerField()
    tax_parts = models.JSONField()  # [[name, rate in hundredths of a percent, cents], …]
    tax_reason_en = models.TextField(blank=True)
    tax_reason_fr = models.TextField(blank=True)
    tax_cents = models.PositiveBigIntegerField()
    total_cents = models.PositiveBigIntegerField()
    payee = models.JSONField()  # as on the invoice: name, company, address, phone, e-mail, tax numbers
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(db_default=Now())
    returned_reason = models.TextField(blank=True)
    certified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    certified_at = models.DateTimeField(null=True)
    certified_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="invoice_number_once"),
            models.CheckConstraint(
                condition=Q(total_cents=F("subtotal_cents") + F("tax_cents")), name="total_is_the_sum"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("CERTIFIED", "PAID")) | Q(certified_by__isnull=False),
                name="certified_by_somebody",
            ),
        ]


class Payment(models.Model):
    """One payment of one invoice; written before anybody outside is asked to pay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    state = models.CharField(max_length=12, choices=[(s, s) for s in STATES[Thing.PAYMENT]])
    state_since = models.DateTimeField(db_default=Now())
    method = models.CharField(max_length=20)
    amount_cents = models.PositiveBigIntegerField()
    payee = models.JSONField()  # frozen at certification
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(db_default=Now())
    certified_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # copied: must differ
    reference = models.CharField(max_length=80, blank=True)
    paid_on = models.DateField(null=True)
    evidence = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    received_confirmed_at = models.DateTimeField(null=True)  # by the supplier
    # Where a provider pays: its order, its page for the payer, and since when it owes us an answer.
    provider_order = models.CharField(max_length=64, blank=True)
    approve_address = models.URLField(max_length=500, blank=True)
    asked_at = models.DateTimeField(null=True)
    unanswered_since = models.DateTimeField(null=True)
    why = models.CharField(max_length=40, blank=True)  # the provider's code for pending or failed
    refund_reference = models.CharField(max_length=80, blank=True)
    refunded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(state__in=("STARTED", "PENDING", "UNKNOWN", "COMPLETED")),
                name="one_live_payment",
            ),
            models.CheckConstraint(condition=~Q(started_by=F("certified_by")), name="certifier_does_not_pay"),
            models.CheckConstraint(
                condition=~Q(state="COMPLETED") | (~Q(reference="") & Q(paid_on__isnull=False)),
                name="completed_payment_has_a_reference",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUNDED") | (~Q(refund_reference="") & Q(refunded_on__isnull=False)),
                name="refund_has_a_reference",
            ),
        ]


class PaymentNotice(models.Model):
    """A notice that a provider sent by itself, kept for ever by its number: only a reason to ask how the payment stands."""

    number = models.CharField(max_length=80, unique=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="notices")
    received_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()
