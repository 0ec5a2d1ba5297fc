"""Questions asked about an open opportunity, the client's drafts, and every version of what was published about each."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.process.rules.questions import Unanswered
from microacquisition.records.models import refuse_changes


class Question(models.Model):
    """One question, the asker unnamed; one that nobody answered in time moves the closing once."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()  # on its opportunity, in the order of asking
    language = models.CharField(max_length=2)
    text = models.TextField()
    asked_at = models.DateTimeField(db_default=Now())
    # Who asked, wrapped under the outside key: to write to them, for nothing else.
    asker = models.BinaryField(null=True)
    form_key = models.UUIDField(default=uuid.uuid4)
    # The client team drafts what an officer asked it to.
    assigned_at = models.DateTimeField(null=True)
    draft = models.TextField(blank=True)
    draft_language = models.CharField(max_length=2, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # or said to stay without an answer

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="answered_after_it_was_asked",
            ),
            models.UniqueConstraint(fields=["opportunity", "number"], name="one_number_a_question"),
            models.UniqueConstraint(fields=["form_key"], name="a_question_form_works_once"),
        ]
        triggers = refuse_changes(pgtrigger.Delete)

    @property
    def is_with_client(self) -> bool:
        """True while a draft is waited for."""
        return self.assigned_at is not None and self.drafted_at is None and self.answered_at is None


class PublishedAnswer(models.Model):
    """One version of what everybody reads about a question: the answer, or why there is none. Append-only."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="published")
    number = models.PositiveSmallIntegerField()
    question_en = models.TextField(blank=True)
    question_fr = models.TextField(blank=True)
    changed_en = models.TextField(blank=True)  # what differs in the question from what was asked
    changed_fr = models.TextField(blank=True)
    answer_en = models.TextField(blank=True)
    answer_fr = models.TextField(blank=True)
    because = models.CharField(max_length=20, blank=True, choices=[(each, each) for each in Unanswered])
    same_as = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    reason_en = models.TextField(blank=True)  # why it was edited
    reason_fr = models.TextField(blank=True)
    general = models.BooleanField(default=False)  # it stands among the general questions too
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_version_of_an_answer"),
            models.CheckConstraint(
                condition=~Q(because="") | ~Q(answer_en="", answer_fr=""), name="answered_or_said_why_not"
            ),
            models.CheckConstraint(
                condition=~Q(because=Unanswered.ANSWERED_ALREADY.value) | Q(same_as__isnull=False),
                name="answered_already_says_where",
            ),
        ]
        triggers = refuse_changes()

    @property
    def wording(self) -> Bilingual:
        """The question as everybody reads it."""
        return Bilingual(self.question_en, self.question_fr)

    @property
    def changed(self) -> Bilingual:
        """What was changed in the wording; empty where nothing was."""
        return Bilingual(self.changed_en, self.changed_fr)

    @property
    def answer(self) -> Bilingual:
        """The answer; where there is none, what else is said."""
        return Bilingual(self.answer_en, self.answer_fr)

    @property
    def reason(self) -> Bilingual:
        """Why it was edited; empty in the first version."""
        return Bilingual(self.reason_en, self.reason_fr)
