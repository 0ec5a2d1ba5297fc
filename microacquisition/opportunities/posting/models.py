"""Translations approved, what posting judged, amendments, extensions."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import StatementVersion
from microacquisition.people.models import Department, User
from microacquisition.records.models import refuse_changes


class Translation(models.Model):
    """The other language of a statement: submitted by one person, approved by another."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=2)
    digest = models.CharField(max_length=64)  # of the text in both languages
    body = models.TextField(default="[]")  # every text in both languages, as submitted: canonical JSON
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="translator_does_not_approve",
            )
        ]


class ReadinessRecord(models.Model):
    """That a factor is in place, or waived by name with a reason; the newest of a factor and department counts."""

    programme_code = models.CharField(max_length=30)
    factor = models.CharField(max_length=40)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True)  # None: the whole program
    waived = models.BooleanField()
    text = models.TextField()  # the evidence, or the reason of the waiver
    reference = models.CharField(max_length=100, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()


class Posting(models.Model):
    """What the officer judged when posting."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="posting")
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(db_default=Now())
    splitting_judged_none = models.BooleanField()
    splitting_reason = models.TextField()


class ProposedPost(models.Model):
    """A posted opportunity proposed to the program's public repository; `number` once its pull request is open."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="proposed_post")
    repository = models.CharField(max_length=140)  # owner/name at the code host
    number = models.PositiveIntegerField(null=True)
    address = models.URLField(max_length=300, blank=True)


class ClosingChange(models.Model):
    """A closing instant that was moved: the old one stays, with the reason."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="closing_changes")
    old_closes_at = models.DateTimeField()
    new_closes_at = models.DateTimeField()
    new_closes_local = models.CharField(max_length=16)
    rule = models.CharField(max_length=30, blank=True)  # empty where people moved it
    reason_en = models.TextField(blank=True)
    reason_fr = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(new_closes_at__gt=F("old_closes_at")), name="closing_moves_later_only"
            ),
            models.UniqueConstraint(
                fields=["opportunity", "rule"], condition=~Q(rule=""), name="a_rule_moves_a_closing_once"
            ),
        ]
        triggers = refuse_changes()

    @property
    def reason(self) -> Bilingual:
        """Why people moved it, in the words everybody is told; empty where a rule did."""
        return Bilingual(self.reason_en, self.reason_fr)


class Amendment(models.Model):
    """A section changed in public while open: both versions stay, with the reason."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="amendments")
    section = models.CharField(max_length=30)
    before = models.ForeignKey(StatementVersion, on_delete=models.PROTECT, related_name="+")
    after = models.OneToOneField(StatementVersion, on_delete=models.PROTECT, related_name="amendment")
    reason_en = models.TextField(blank=True)
    reason_fr = models.TextField(blank=True)
    amended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()

    @property
    def reason(self) -> Bilingual:
        """Why, in the words everybody is told."""
        return Bilingual(self.reason_en, self.reason_fr)


class Cancellation(models.Model):
    """Why an opportunity was cancelled, in the words everybody is told."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="cancellation")
    reason_en = models.TextField()
    reason_fr = models.TextField(blank=True)
    cancelled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(db_default=Now())
