"""Who evaluates, what each judged, and the findings that count."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.records.models import refuse_changes

# Met or not met, or a score in hundredths; never both, never neither.
ONE_VERDICT = Q(met__isnull=False, score_hundredths=None) | Q(
    met=None, score_hundredths__isnull=False, score_hundredths__lte=10000
)


class EvaluatorAssignment(models.Model):
    """A person asked to evaluate; one of them chairs."""

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, related_name="evaluator_assignments"
    )
    evaluator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="evaluator_assignments")
    chair = models.BooleanField(default=False)
    assigned_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "evaluator"],
                condition=Q(ended_at__isnull=True),
                name="evaluator_assigned_once",
            ),
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(chair=True, ended_at__isnull=True), name="one_chair"
            ),
        ]


class Declaration(models.Model):
    """An evaluator's declaration of no interest, or of one (then they do not judge)."""

    assignment = models.OneToOneField(
        EvaluatorAssignment, on_delete=models.PROTECT, related_name="declaration"
    )
    no_interest = models.BooleanField()
    text = models.TextField(blank=True)
    declared_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()


class Label(models.Model):
    """What an evaluator calls an application: unrelated to its id, in an order of their own."""

    assignment = models.ForeignKey(EvaluatorAssignment, on_delete=models.PROTECT, related_name="labels")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=12)
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "application"], name="one_label_an_application"),
            models.UniqueConstraint(fields=["assignment", "label"], name="label_once"),
            models.UniqueConstraint(fields=["assignment", "place"], name="place_once"),
        ]


class Judgment(models.Model):
    """One evaluator's verdict on one criterion of one application, with its reason."""

    assignment = models.ForeignKey(EvaluatorAssignment, on_delete=models.PROTECT, related_name="judgments")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="judgments")
    criterion = models.CharField(max_length=12)
    met = models.BooleanField(null=True)
    score_hundredths = models.PositiveIntegerField(null=True)
    reason = models.TextField()
    judged_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "application", "criterion"], name="one_judgment_a_criterion"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="judgment_has_a_reason"),
            models.CheckConstraint(condition=ONE_VERDICT, name="judgment_has_one_verdict"),
        ]


class Finding(models.Model):
    """The verdict that counts, one per application and criterion."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="findings")
    criterion = models.CharField(max_length=12)
    met = models.BooleanField(null=True)
    score_hundredths = models.PositiveIntegerField(null=True)
    reason = models.TextField()
    found_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="one_finding_a_criterion"),
            models.CheckConstraint(condition=~Q(reason=""), name="finding_has_a_reason"),
            models.CheckConstraint(condition=ONE_VERDICT, name="finding_has_one_verdict"),
        ]


class ReturnedEvaluation(models.Model):
    """What the advisor found lacking, and what the chair answered once it was mended."""

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, related_name="returned_evaluations"
    )
    reason = models.TextField()
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(answered_at=None), name="one_return_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="return_says_what_is_lacking"),
        ]


class DoubleNote(models.Model):
    """An officer looked at two applications that seem to be one person's: they are two different people, and why."""

    first = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_noted_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="a_pair_is_in_order"),
        ]
        triggers = refuse_changes()


class Clarification(models.Model):
    """One question about a sealed answer: proposed by an evaluator, asked by an officer, answered beside the seal."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="clarifications")
    question = models.TextField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    declined_because = models.TextField(blank=True)
    declined_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    redacted = models.TextField(
        blank=True
    )  # what evaluators read instead, where an officer blacked out a slip
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(declined_at=None), name="one_question_an_application"
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None, answer_by=None, answered_at=None)
                | Q(asked_at__isnull=False, answer_by__gt=models.F("asked_at")),
                name="asked_before_answered",
            ),
        ]


class StrikeNotice(models.Model):
    """What a supplier is told before their application may be struck, their answer, or why it was dropped."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="strike_notices")
    reason_code = models.CharField(max_length=30)
    reason = models.TextField()
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(db_default=Now())
    answer_by = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(dropped_at=None), name="one_strike_notice_at_a_time"
            ),
            models.CheckConstraint(condition=Q(answer_by__gt=models.F("told_at")), name="time_to_answer"),
        ]


class Strike(models.Model):
    """An application taken out: it keeps its place in the order and is passed over."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="strike")
    reason_code = models.CharField(max_length=30)
    reason = models.TextField()
    struck_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()
