"""Sealed applications: nothing here tells who applied until the applications are opened (spec/security.md, rule 2)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier, User
from microacquisition.process.lifecycle import STATES, Thing
from microacquisition.records.models import refuse_changes


class Application(models.Model):
    """One supplier's application, known only by its random id and a keyed tag of the supplier."""

    id = models.CharField(primary_key=True, max_length=7)  # A-7K2QX
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="applications")
    applicant_tag = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=[(s, s) for s in STATES[Thing.APPLICATION]])
    draft = models.BinaryField(null=True)  # wrapped for its author under the outside key
    draft_saved_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(db_default=Now())
    reminded_at = models.DateTimeField(null=True)  # its author was told that the closing is near

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "applicant_tag"], name="one_application_a_supplier"
            ),
            models.CheckConstraint(
                condition=Q(id__regex=r"^A-[0-9A-HJKMNP-TV-Z]{5}$"), name="application_id_is_random"
            ),
        ]


class ApplicationVersion(models.Model):
    """One submitted version (or withdrawal), sealed, with its signed receipt. Append-only: the receipt is its event."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12)  # SUBMITTED or WITHDRAWN
    body = models.BinaryField(null=True)  # null for a withdrawal
    key_for_opportunity = models.BinaryField(null=True)
    key_for_author = models.BinaryField(null=True)
    content_sha256 = models.CharField(max_length=64)
    receipt = models.TextField()  # canonical JSON
    receipt_signature = models.CharField(max_length=128)
    received_at = models.DateTimeField()
    form_key = models.UUIDField()
    by_officer = models.BooleanField(default=False)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # where by one
    transaction = models.BigIntegerField(default=0)

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_current_version"),
            models.UniqueConstraint(
                fields=["application", "form_key"], name="an_application_form_works_once"
            ),
        ]
        triggers = refuse_changes()


class OpenedApplication(models.Model):
    """What the seal held, after opening: the answers beside the sealed version, the applicant apart from them."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="opened")
    version = models.ForeignKey(ApplicationVersion, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=200)
    business_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2)
    affirmed = models.JSONField()  # codes of the statements affirmed
    opened_at = models.DateTimeField(db_default=Now())


class OpenedAnswer(models.Model):
    """One answer, for evaluators; `redacted` replaces it in their eyes where an officer blacked out a slip."""

    opened = models.ForeignKey(OpenedApplication, on_delete=models.PROTECT, related_name="answers")
    criterion = models.CharField(max_length=12)  # code of the application criterion
    text = models.TextField()
    redacted = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opened", "criterion"], name="one_answer_a_criterion")]
