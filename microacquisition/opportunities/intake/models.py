"""What a client answered when asking for an opportunity."""

from django.db import models
from django.db.models.functions import Now

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User


class IncomingPullRequest(models.Model):
    """A pull request to a program's public repository, as it was last read; its texts wait for somebody to ask."""

    programme_code = models.CharField(max_length=30)
    repository = models.CharField(max_length=140)  # owner/name at the code host
    number = models.PositiveIntegerField()
    address = models.URLField(max_length=300)
    head = models.CharField(max_length=64, blank=True)  # the last commit that was read and answered
    files = models.JSONField(default=dict)  # path → text of the pair of posts; empty while it holds none
    title_en = models.CharField(max_length=100, blank=True)
    title_fr = models.CharField(max_length=100, blank=True)
    short_description_en = models.CharField(max_length=500, blank=True)
    short_description_fr = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["repository", "number"], name="a_pull_request_is_read_as_one")
        ]

    @property
    def title(self) -> Bilingual:
        """What its posts are called."""
        return Bilingual(self.title_en, self.title_fr)

    @property
    def short_description(self) -> Bilingual:
        """What its posts are about."""
        return Bilingual(self.short_description_en, self.short_description_fr)


class Request(models.Model):
    """The need in the client's words; the officer's reply beside it."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="request")
    language = models.CharField(max_length=2)
    need = models.TextField()
    estimated_hours = models.PositiveSmallIntegerField(null=True)
    replied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    waits_until = models.DateField(null=True)
    pull_request = models.OneToOneField(
        IncomingPullRequest, on_delete=models.PROTECT, null=True, related_name="request"
    )  # whose text becomes the draft


class EligibilityAnswer(models.Model):
    """One answer to one eligibility question (spec/pilot.md, step 1)."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    value = models.BooleanField()
    explanation = models.TextField(blank=True)
    answered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "question"], name="one_answer_a_question")]
