"""The statement being written, and each version of it that was signed or posted."""

import secrets

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.records.models import refuse_changes


class Statement(models.Model):
    """The text as it stands; sections may be empty while it is being written."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="statement")
    first_language = models.CharField(max_length=2, default="en")
    short_description_en = models.CharField(max_length=500, blank=True)
    short_description_fr = models.CharField(max_length=500, blank=True)
    background_en = models.TextField(blank=True)
    background_fr = models.TextField(blank=True)
    work_en = models.TextField(blank=True)
    work_fr = models.TextField(blank=True)
    acceptance_en = models.TextField(blank=True)  # introduction to the work acceptance criteria
    acceptance_fr = models.TextField(blank=True)
    checks_en = models.TextField(blank=True)  # tests or continuous integration the supplier can run
    checks_fr = models.TextField(blank=True)
    location_en = models.CharField(max_length=200, blank=True)  # empty: all of it can be done from anywhere
    location_fr = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=60, blank=True)  # SPDX id
    continues_existing_code = models.BooleanField(null=True)
    repository = models.URLField(blank=True, max_length=300)
    hours = models.PositiveSmallIntegerField(null=True)
    rate_cents = models.PositiveIntegerField(null=True)
    price_cents = models.PositiveBigIntegerField(null=True)
    closes_local = models.CharField(
        max_length=16, blank=True
    )  # 2026-11-30T14:00 in the program's zone, as promised
    closes_at = models.DateTimeField(null=True)
    selection_on = models.DateField(null=True)
    delivery_local = models.CharField(max_length=16, blank=True)
    delivery_at = models.DateTimeField(null=True)
    unclassified = models.BooleanField(null=True)
    standalone_reason = models.TextField(blank=True)
    no_capacity_reason = models.TextField(blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)  # grows with each save; a stale page is told so

    @property
    def short_description(self) -> Bilingual:
        """One paragraph for lists and mails."""
        return Bilingual(self.short_description_en, self.short_description_fr)

    @property
    def background(self) -> Bilingual:
        """Who asks, what was done before, the problem (Markdown)."""
        return Bilingual(self.background_en, self.background_fr)

    @property
    def work(self) -> Bilingual:
        """All deliverables, with links to data (Markdown)."""
        return Bilingual(self.work_en, self.work_fr)

    @property
    def acceptance(self) -> Bilingual:
        """What stands before the list of work acceptance criteria (Markdown)."""
        return Bilingual(self.acceptance_en, self.acceptance_fr)

    @property
    def location(self) -> Bilingual:
        """Where some of the work must be done; empty where all of it can be done from anywhere."""
        return Bilingual(self.location_en, self.location_fr)

    @property
    def checks(self) -> Bilingual:
        """Tests the supplier can run (Markdown)."""
        return Bilingual(self.checks_en, self.checks_fr)


class StatementAuthor(models.Model):
    """Everybody who wrote in the statement: none of them may approve it."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="authors")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    first_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "person", "language"], name="author_once_a_language")
        ]


def new_criterion_code() -> str:
    """Return a random code that stays with a criterion through every edit of its text."""
    return secrets.token_hex(6)


class ListedText(models.Model):
    """One item of a list in the statement, in both languages."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="%(class)s_set")
    place = models.PositiveSmallIntegerField()
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ("place",)

    @property
    def text(self) -> Bilingual:
        """The item, in the languages written so far."""
        return Bilingual(self.text_en, self.text_fr)


class ApplicationCriterion(ListedText):
    """What applicants are judged on, before award."""

    code = models.CharField(max_length=12, default=new_criterion_code, editable=False)
    word_limit = models.PositiveSmallIntegerField(default=250)


class AcceptanceCriterion(ListedText):
    """What the work is judged on, at delivery."""

    code = models.CharField(max_length=12, default=new_criterion_code, editable=False)


class ClientItem(ListedText):
    """What the supplier gets from the client: item, by when, from whom."""

    due_on = models.DateField(null=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    delivered_at = models.DateTimeField(null=True)


class TaxonomySkill(models.Model):
    """A skill of the taxonomy (process/skills.py) as the database reads it: its code and its names."""

    code = models.CharField(max_length=60, primary_key=True)
    name_en = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    other_names = models.CharField(max_length=300, blank=True)

    read_only = True


class RequiredSkill(models.Model):
    """A skill of the taxonomy that the work needs (process/skills.py)."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="skills")
    skill = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "skill"], name="skill_once")]
        indexes = [models.Index(fields=["skill", "statement"], name="statements_by_skill")]


class StatementVersion(models.Model):
    """Exactly what was submitted, posted or amended: canonical JSON of the whole statement."""

    class Why(models.TextChoices):
        """What the version was kept for."""

        SUBMITTED = "submitted"
        POSTED = "posted"
        AMENDED = "amended"

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=10, choices=Why.choices)
    body = models.TextField()
    digest = models.CharField(max_length=64)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "number"], name="version_number_once")]
        triggers = refuse_changes()


class ReviewComment(models.Model):
    """What a reviewer asks to change: where and what."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="review_comments")
    section = models.CharField(max_length=30, blank=True)
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)


class PreviewLink(models.Model):
    """A link with which somebody without an account reads the preview; the token is stored hashed."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="preview_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="preview_link_expires"
            )
        ]
